type Values = Readonly<Record<string, unknown>>;

/** One setting that a change touched: its name and what it was before and after; undefined where it was not set. */
export type Difference = { readonly name: string; readonly before: unknown; readonly after: unknown };

/** The settings in which two documents differ, nested ones by their path: `Policies.PasswordPolicy.MinimumLength`. */
export function differences(before: Values | undefined, after: Values | undefined, path = ''): Difference[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].toSorted();
  return names.flatMap((name) => {
    const [from, to] = [before?.[name], after?.[name]];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    if (isPlain(from) && isPlain(to)) return differences(from, to, `${path}${name}.`);
    return [{ name: `${path}${name}`, before: from, after: to }];
  });
}

const isPlain = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A setting's value on one line. */
export const printed = (value: unknown): string =>
  value === undefined ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);
