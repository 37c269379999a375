/** Safe updates: AWS's Update operations replace, so everything that Describe returned is sent with the edits in it. */
import { afterOmission, type FieldTable } from '../../shared/aws/defaults.ts';

/** One setting, before and after. */
export type Difference = { readonly field: string; readonly before: unknown; readonly after: unknown };

/** A setting that the edit does not touch and that AWS would have put back to its default. */
export type Rescue = { readonly field: string; readonly kept: unknown; readonly becomes: unknown };

/** What is sent, what it changes, and what it keeps from being reset. */
export type SafeUpdate<Request> = {
  readonly request: Request;
  readonly differences: readonly Difference[];
  readonly rescued: readonly Rescue[];
};

/** Equal as JSON, whatever the order of members; absent, null and empty object count as the same. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => canonical(member) !== 'none')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${name}:${canonical(member)}`);
  return members.length === 0 ? 'none' : `{${members.join(',')}}`;
}

function sorted(list: readonly unknown[]): unknown[] {
  return list.toSorted((a, b) => String(a).localeCompare(String(b)));
}

function sameSetting(fields: FieldTable, field: string, one: unknown, other: unknown): boolean {
  const row = fields[field];
  const unordered = row !== undefined && 'unordered' in row;
  if (unordered && Array.isArray(one) && Array.isArray(other)) return same(sorted(one), sorted(other));
  return same(one, other);
}

/** Leaves of a setting by path, so that a difference names `Policies.PasswordPolicy.MinimumLength`. */
function leaves(path: string, value: unknown): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) => leaves(`${path}.${name}`, member));
}

function differencesOf(fields: FieldTable, field: string, before: unknown, after: unknown): Difference[] {
  if (sameSetting(fields, field, before, after)) return [];
  const [old, young] = [new Map(leaves(field, before)), new Map(leaves(field, after))];
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter((path) => !sameSetting(fields, field, old.get(path), young.get(path)))
    .map((path) => ({ field: path, before: old.get(path), after: young.get(path) }));
}

/** The settings that an update with only `edited` would have lost. */
function rescuedFrom(described: Record<string, unknown>, edited: readonly string[], fields: FieldTable): Rescue[] {
  return Object.entries(fields).flatMap(([field, row]) => {
    const held = described[field];
    if (edited.includes(field) || held === undefined) return [];
    const becomes = afterOmission(row, held);
    return sameSetting(fields, field, held, becomes) ? [] : [{ field, kept: held, becomes }];
  });
}

/**
 * Everything that an update sends so that it changes `edits` and nothing else, what it changes, and what it keeps
 * from being reset. `described` is what the Describe operation returned, `fields` what the Update operation takes.
 */
export function merged(
  described: Record<string, unknown>,
  edits: Record<string, unknown>,
  fields: FieldTable,
): { settings: Record<string, unknown>; differences: Difference[]; rescued: Rescue[] } {
  const names = Object.keys(fields);
  const edited = names.filter((field) => field in edits && !sameSetting(fields, field, described[field], edits[field]));
  const settings = Object.fromEntries(
    names
      .map((field) => [field, edited.includes(field) ? edits[field] : described[field]] as const)
      .filter(([, value]) => value !== undefined),
  );
  return {
    settings,
    differences: edited.flatMap((field) => differencesOf(fields, field, described[field], edits[field])),
    rescued: rescuedFrom(described, edited, fields),
  };
}
