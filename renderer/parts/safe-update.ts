/** Safe updates: AWS's Update operations replace, so everything that Describe returned is sent with the edits in it. */

/** What an Update operation takes. */
export type Shape = {
  /** Its members with what AWS puts there when a call omits them. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** What AWS keeps although a call omits it. */
  readonly kept?: readonly string[];
  /** Lists that are sets to AWS: their order means nothing. */
  readonly sets?: readonly string[];
};

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

function sameSetting({ sets = [] }: Shape, field: string, one: unknown, other: unknown): boolean {
  if (sets.includes(field) && Array.isArray(one) && Array.isArray(other)) return same(sorted(one), sorted(other));
  return same(one, other);
}

/** Leaves of a setting by path, so that a difference names `Policies.PasswordPolicy.MinimumLength`. */
function leaves(path: string, value: unknown): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) => leaves(`${path}.${name}`, member));
}

function differencesOf(shape: Shape, field: string, before: unknown, after: unknown): Difference[] {
  if (sameSetting(shape, field, before, after)) return [];
  const [old, young] = [new Map(leaves(field, before)), new Map(leaves(field, after))];
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter((path) => !sameSetting(shape, field, old.get(path), young.get(path)))
    .map((path) => ({ field: path, before: old.get(path), after: young.get(path) }));
}

/** The settings that an update with only `edited` would have lost. */
function rescuedFrom(described: Record<string, unknown>, edited: readonly string[], shape: Shape): Rescue[] {
  const { defaults, kept = [] } = shape;
  return Object.keys(defaults).flatMap((field) => {
    if (edited.includes(field) || kept.includes(field)) return [];
    if (described[field] === undefined || sameSetting(shape, field, described[field], defaults[field])) return [];
    return [{ field, kept: described[field], becomes: defaults[field] }];
  });
}

/**
 * Everything that an update sends so that it changes `edits` and nothing else, what it changes, and what it keeps
 * from being reset. `described` is what the Describe operation returned.
 */
export function merged(
  described: Record<string, unknown>,
  edits: Record<string, unknown>,
  shape: Shape,
): { settings: Record<string, unknown>; differences: Difference[]; rescued: Rescue[] } {
  const fields = Object.keys(shape.defaults);
  const edited = fields.filter((field) => field in edits && !sameSetting(shape, field, described[field], edits[field]));
  const settings = Object.fromEntries(
    fields
      .map((field) => [field, edited.includes(field) ? edits[field] : described[field]] as const)
      .filter(([, value]) => value !== undefined),
  );
  return {
    settings,
    differences: edited.flatMap((field) => differencesOf(shape, field, described[field], edits[field])),
    rescued: rescuedFrom(described, edited, shape),
  };
}
