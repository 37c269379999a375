import { QUOTAS } from '../../../shared/aws/limits.ts';
import type { Ctx } from './handler.ts';

export type Tags = Readonly<Record<string, string>>;

/** The tag that fixes a new resource's id, as other local identity servers have it. */
export const CUSTOM_ID = '_custom_id_';

/** Characters of an id, as the contracts limit `UserPoolId` and `IdentityPoolId`. */
const MAX_ID_LENGTH = 55;

/**
 * Refuses more than 50 tags and keys that AWS keeps for itself. Keys and values have been measured.
 *
 * @param owner what has the tags, as a sentence begins with it
 * @throws InvalidParameterException
 */
export function checkTags(
  ctx: Ctx<'InvalidParameterException'>,
  owner: 'A user pool' | 'An identity pool',
  tags: Tags = {},
): void {
  const count = Object.keys(tags).length;
  if (count > QUOTAS.TagsPerResource)
    return ctx.refuse(
      'InvalidParameterException',
      `${owner} can have at most ${QUOTAS.TagsPerResource} tags.`,
      `The pool would have ${count} tags.`,
    );
  const reserved = Object.keys(tags).find((key) => /^aws:/i.test(key));
  if (reserved !== undefined)
    ctx.refuse(
      'InvalidParameterException',
      'Tag keys that start with aws: are reserved.',
      `The tag key ${reserved} starts with aws:.`,
    );
}

/** What a fixed id has to look like. */
export type IdForm = {
  /** What has the id, with its article: `a user pool`. */
  readonly of: string;
  /** Matches a whole id; its first group is the region. */
  readonly pattern: RegExp;
  /** What an id has behind its region, as an example. */
  readonly example: string;
  /** The form in words, which complete “it is not …”. */
  readonly words: string;
};

/**
 * The id that a new resource's tags ask for, if they do. Whether it is taken is the caller's to ask.
 *
 * @throws InvalidParameterException for an id of another form, or of another region than the call's
 */
export function customId(ctx: Ctx<'InvalidParameterException'>, tags: Tags, form: IdForm): string | undefined {
  const id = tags[CUSTOM_ID];
  if (id === undefined) return undefined;
  const [, region] = form.pattern.exec(id) ?? [];
  if (region === undefined || id.length > MAX_ID_LENGTH)
    return ctx.refuse(
      'InvalidParameterException',
      `The tag ${CUSTOM_ID} must hold ${form.of} id such as ${ctx.call.region}${form.example}.`,
      `${JSON.stringify(id)} is not ${form.words}, ${MAX_ID_LENGTH} characters at most.`,
    );
  if (region !== ctx.call.region)
    return ctx.refuse(
      'InvalidParameterException',
      `The tag ${CUSTOM_ID} names the region ${region}, but the pool is made in ${ctx.call.region}.`,
    );
  return id;
}
