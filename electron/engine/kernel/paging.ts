import type { Ctx } from './handler.ts';

/** A position in a list: the key of the last item that was shown. */
type PageKey = string | number;

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
): KeyOf<Kind> | undefined {
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
  return content[1] as KeyOf<Kind>;
}

/** One page of a list, as `listPage` reads it. */
type PageRequest<Row, Kind extends 'string' | 'number'> = {
  /** The step's name in the trace, such as `list the groups`. */
  readonly step: string;
  /** The list's own name, for example `ListGroups us-east-1_abc`: its tokens continue no other list. */
  readonly list: string;
  /** The token that the caller sent; none asks for the first page. */
  readonly token: string | undefined;
  /** The most rows of the page. */
  readonly limit: number;
  readonly keys: Kind;
  /** Reads at most `most` rows behind the key `after`. */
  readonly read: (most: number, after: KeyOf<Kind> | undefined) => readonly Row[];
  readonly keyOf: (row: Row) => PageKey;
};

type KeyOf<Kind extends 'string' | 'number'> = Kind extends 'string' ? string : number;

/**
 * Reads one page of a list in a step of its own, which notes how many rows there were.
 *
 * @returns the rows to show, and a token where more follow
 * @throws InvalidParameterException as `readPageToken`
 */
export function listPage<Row, Kind extends 'string' | 'number'>(
  ctx: Ctx<'InvalidParameterException'>,
  { step, list, token, limit, keys, read, keyOf }: PageRequest<Row, Kind>,
): { items: readonly Row[]; token: string | undefined } {
  return ctx.step(step, () => {
    const rows = read(limit + 1, readPageToken(ctx, list, token, keys));
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    ctx.note(undefined, { found: items.length, more });
    return { items, token: more ? pageToken(list, keyOf(last)) : undefined };
  });
}

const INVALID = 'Invalid pagination token given.';

function parsed(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
