import type { Ctx } from './handler.ts';

/** A position in a list: the key of the last item that was shown. */
export type PageKey = string | number;

/**
 * The token that continues a list behind `after`.
 *
 * Opaque to callers: base64url of a JSON pair. `list` names the list it belongs to, for example
 * `ListGroups us-east-1_abc`, so that a token of another list is recognised.
 */
export const pageToken = (list: string, after: PageKey): string =>
  Buffer.from(JSON.stringify([list, after])).toString('base64url');

/**
 * Reads a token made by `pageToken` for the same list; no token means the list's beginning.
 *
 * Refuses a malformed token, one of another list, and one whose key is of another kind than `kind`.
 */
export function readPageToken<Kind extends 'string' | 'number'>(
  ctx: Ctx<'InvalidParameterException'>,
  list: string,
  token: string | undefined,
  kind: Kind,
): (Kind extends 'string' ? string : number) | undefined {
  if (token === undefined) return undefined;
  const content = parsed(token);
  if (!Array.isArray(content) || content.length !== 2)
    return ctx.refuse(
      'InvalidParameterException',
      INVALID,
      'The token is malformed: no list of this engine gave it out.',
    );
  if (content[0] !== list)
    return ctx.refuse('InvalidParameterException', INVALID, `The token belongs to another list, not to ${list}.`);
  if (typeof content[1] !== kind)
    return ctx.refuse('InvalidParameterException', INVALID, 'The token does not hold a position in this list.');
  return content[1] as Kind extends 'string' ? string : number;
}

/**
 * One page of rows that were read with one more than `limit`.
 *
 * @returns the rows to show, and a token where more follow
 */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  list: string,
  keyOf: (row: Row) => PageKey,
): { items: readonly Row[]; token: string | undefined } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, token: rows.length > limit && last !== undefined ? pageToken(list, keyOf(last)) : undefined };
}

const INVALID = 'Invalid pagination token given.';

function parsed(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
