/** No members. */
export type Nothing = Record<never, never>;

/** One of our own operations: what goes in, what comes out, and the fault codes that it declares. */
export type Call<Input, Out, Errors extends string = never> = { input: Input; output: Out; errors: Errors };
