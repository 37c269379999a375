import type { Lookup } from './pattern.ts';

/**
 * What is known of a request: condition keys and their values.
 *
 * Names of keys are compared without regard to case, tag keys within them too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export class Context {
  readonly #values = new Map<string, { readonly key: string; readonly values: readonly string[] }>();

  constructor(entries: Readonly<Record<string, string | readonly string[] | undefined>> = {}) {
    for (const [key, value] of Object.entries(entries)) this.#set(key, value);
  }

  #set(key: string, value: string | readonly string[] | undefined): void {
    if (value === undefined) return;
    this.#values.set(key.toLowerCase(), { key, values: typeof value === 'string' ? [value] : value });
  }

  /** Another context with further keys; they win over those of the same name. */
  with(entries: Readonly<Record<string, string | readonly string[] | undefined>>): Context {
    const extended = new Context(this.toJSON());
    for (const [key, value] of Object.entries(entries)) extended.#set(key, value);
    return extended;
  }

  /** The values of a key, or nothing if the request does not have it; an empty list is none. */
  values(key: string): readonly string[] | undefined {
    const values = this.#values.get(key.toLowerCase())?.values;
    return values?.length === 0 ? undefined : values;
  }

  /** The value for a policy variable: variables take keys of a single value only. */
  readonly single: Lookup = (key) => {
    const values = this.values(key);
    return values?.length === 1 ? values[0] : undefined;
  };

  /** Keys and values as they were given, for an explanation. */
  toJSON(): Record<string, readonly string[]> {
    return Object.fromEntries([...this.#values.values()].map(({ key, values }) => [key, values]));
  }
}
