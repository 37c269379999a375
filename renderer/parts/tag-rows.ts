import { QUOTAS } from '../../shared/aws/limits.ts';

/** A tag of a resource as a form holds it: keys may be empty or doubled while they are typed. */
export type TagRow = { readonly key: string; readonly value: string };

/** The form's start: the tags as they are. */
export const tagRows = (tags: Readonly<Record<string, string>> = {}): readonly TagRow[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** The tags as calls take them. */
export const tagRecord = (rows: readonly TagRow[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ key, value }) => [key, value]));

/** What is wrong with one row. */
export function rowProblem(rows: readonly TagRow[], index: number): string | undefined {
  const key = rows[index]?.key ?? '';
  if (key === '') return 'Type a key.';
  if (/^aws:/i.test(key)) return 'Keys that begin with aws: are reserved.';
  return rows.findIndex((row) => row.key === key) === index ? undefined : 'This key stands above already.';
}

/** What is wrong with the tags, if anything is. */
export const tagsProblem = (rows: readonly TagRow[]): string | undefined =>
  rows.length > QUOTAS.TagsPerResource
    ? `A resource can have at most ${QUOTAS.TagsPerResource} tags.`
    : rows.map((_, index) => rowProblem(rows, index)).find((problem) => problem !== undefined);
