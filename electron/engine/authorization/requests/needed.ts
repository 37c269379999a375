/** One permission that an operation needs. */
export type Needed = {
  readonly action: string;
  /** An ARN, or `*` for operations that have no resource. */
  readonly resource: string;
  /** How the service names the resource in its refusal, where that is not the ARN; empty: it names none. */
  readonly shown?: string;
  /** Condition keys of this request alone. */
  readonly context?: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/** The input of a call before it was validated: what has another type than expected is left out. */
export type Input = Readonly<Record<string, unknown>>;

/** A text that is not empty. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
