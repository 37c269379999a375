import type { AccessPrincipal, Subject } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Needed } from '../authorization/requests/requests-of.ts';

type Refuses = Ctx<'InvalidParameterException'>;
type Given = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Texts under these names, and nothing or a text under the others. */
const texts = (given: Given, names: readonly string[], optional: readonly string[] = []): boolean =>
  names.every((name) => typeof given[name] === 'string' && given[name] !== '') &&
  optional.every((name) => given[name] === undefined || typeof given[name] === 'string');

/** Reads who comes to an identity pool. Refuses what is no form of it. */
export function checkedSubject(ctx: Refuses, subject: unknown): Subject {
  const given = isObject(subject) ? subject : {};
  if (given['Guest'] === true) return { Guest: true };
  if (isObject(given['Claims']) && texts(given, ['Provider'])) return given as Subject;
  if (
    texts(given, ['UserPoolId', 'Username'], ['ClientId']) ||
    texts(given, ['Token'], ['Provider']) ||
    texts(given, ['DeveloperUser'])
  )
    return given as Subject;
  return ctx.refuse(
    'InvalidParameterException',
    'Subject must be UserPoolId and Username; Token; Provider and Claims; DeveloperUser; or Guest: true.',
  );
}

/** Reads whose access is asked about. Refuses what is no form of it. */
export function checkedPrincipal(ctx: Refuses, principal: unknown): AccessPrincipal {
  const given = isObject(principal) ? principal : {};
  if (texts(given, ['IdentityPoolId'], ['CustomRoleArn'])) {
    const subject = checkedSubject(ctx, given);
    const { CustomRoleArn } = given;
    return {
      ...subject,
      IdentityPoolId: String(given['IdentityPoolId']),
      ...(typeof CustomRoleArn === 'string' ? { CustomRoleArn } : {}),
    };
  }
  if (given['Anonymous'] === true) return { Anonymous: true };
  const tags = given['Tags'];
  const tagged = tags === undefined || (isObject(tags) && texts(tags, [], Object.keys(tags)));
  if (texts(given, ['UserName']) || texts(given, ['AccessKeyId'])) return given as AccessPrincipal;
  if (texts(given, ['RoleArn'], ['SessionPolicy']) && tagged) return given as AccessPrincipal;
  return ctx.refuse(
    'InvalidParameterException',
    'Principal must be a RoleArn, a UserName, an AccessKeyId, Anonymous: true, or an IdentityPoolId with a subject: UserPoolId and Username, Token, Provider and Claims, DeveloperUser, or Guest: true.',
  );
}

/** Reads what is asked for: action, resource, and further condition keys of the request. */
export function neededOf(
  ctx: Refuses,
  input: { readonly Action: unknown; readonly Resource: unknown; readonly Context?: unknown },
): Needed {
  const { Action, Resource, Context = {} } = input;
  if (typeof Action !== 'string' || !/^[\w-]+:\w+$/.test(Action))
    return ctx.refuse(
      'InvalidParameterException',
      'Action must be a service, a colon and an action, such as s3:GetObject.',
    );
  if (typeof Resource !== 'string' || (Resource !== '*' && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/s.test(Resource)))
    return ctx.refuse('InvalidParameterException', 'Resource must be an ARN, or "*" for actions that have none.');
  const listed = (value: unknown): boolean =>
    typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
  if (!isObject(Context) || !Object.values(Context).every(listed))
    return ctx.refuse('InvalidParameterException', 'Context holds texts, or lists of texts, by condition key.');
  return { action: Action, resource: Resource, context: Context as NonNullable<Needed['context']> };
}
