import { isObject } from '../../../shared/json.ts';

type Values = Readonly<Record<string, unknown>>;

/** One setting that a change touched: its name and what it was before and after; undefined where it was not set. */
type Difference = { readonly name: string; readonly before: unknown; readonly after: unknown };

/**
 * The settings in which two documents differ, nested ones by their path: `Policies.PasswordPolicy.MinimumLength`.
 *
 * Texts that hold JSON, such as policies, are compared as what they say. Lists of the same length are compared
 * item by item.
 */
export function differences(before: Values | undefined, after: Values | undefined, path = ''): Difference[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].toSorted();
  return names.flatMap((name) => {
    const [from, to] = [opened(before?.[name]), opened(after?.[name])];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    if (isObject(from) && isObject(to)) return differences(from, to, `${path}${name}.`);
    if (Array.isArray(from) && Array.isArray(to) && from.length === to.length && from.every(isObject))
      return differences(byIndex(from), byIndex(to), `${path}${name}.`);
    return [{ name: `${path}${name}`, before: from, after: to }];
  });
}

/** What a text says that holds a JSON object or list; everything else as it is. */
function opened(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

const byIndex = (list: readonly unknown[]): Values => Object.fromEntries(list.entries());

/** A setting's value on one line. */
export const printed = (value: unknown): string =>
  value === undefined ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);
