import { objectOf } from '../../../../shared/json.ts';
import { text, type Input, type Needed } from './needed.ts';

type Tags = Readonly<Record<string, string>>;

/** `aws:TagKeys` and `aws:RequestTag/…` of calls that carry tags, in any of AWS's three forms. */
export function requestTags(input: Input): Needed['context'] {
  const given = input['Tags'] ?? input['UserPoolTags'] ?? input['IdentityPoolTags'];
  const pairs: [string, unknown][] = Array.isArray(given)
    ? given.map((tag) => [String(objectOf(tag)['Key']), objectOf(tag)['Value']])
    : Object.entries(objectOf(given));
  const keys = Array.isArray(input['TagKeys']) ? input['TagKeys'].filter((key) => typeof key === 'string') : [];
  if (pairs.length === 0 && keys.length === 0) return {};
  return {
    'aws:TagKeys': [...pairs.map(([key]) => key), ...keys],
    ...Object.fromEntries(pairs.map(([key, value]) => [`aws:RequestTag/${key}`, text(value) ?? ''])),
  };
}

/** `aws:ResourceTag/…` of a resource that has tags, and the service's own name for the same where it has one. */
export function resourceTags(tags: Tags | undefined, ...prefixes: readonly string[]): Needed['context'] {
  const entries = Object.entries(tags ?? {});
  if (entries.length === 0) return {};
  return Object.fromEntries(
    ['aws:ResourceTag', ...prefixes].flatMap((prefix) =>
      entries.map(([key, value]) => [`${prefix}/${key}`, value] as const),
    ),
  );
}
