/** What test files import as `vitest` in a mutation run: the same `expect`, and tests that are only collected. */
export { expect } from 'vitest';

type Body = (...given: never[]) => unknown;
type Collected = { readonly name: string; readonly run: () => unknown };

let collected: Collected[] = [];

/** The tests that were declared since the last time. */
export function takeTests(): readonly Collected[] {
  const taken = collected;
  collected = [];
  return taken;
}

export const describe = (_name: string, declare: () => void): void => declare();

export const test = (name: string, run: () => unknown): void => void collected.push({ name, run });
test.each =
  (cases: readonly unknown[]) =>
  (name: string, run: Body): void => {
    for (const given of cases)
      test(name, () =>
        (run as (...values: readonly unknown[]) => unknown)(...(Array.isArray(given) ? given : [given])),
      );
  };
