import { z } from '../zod.ts';

/** What every operation of ours answers to an input that is not as declared. */
export const INVALID_INPUT = 'InvalidParameterException';

/**
 * One of our own operations: what goes in, what comes out, the fault codes that it may answer besides
 * `InvalidParameterException`, and whether it changes something in the workspace.
 *
 * An input's members are declared as a shape; nothing else may be in it. AWS's services ignore members that they do
 * not know, because their clients are older or newer than they are. Ours ship with the engine: a member that it does
 * not know is a mistake, and said so.
 */
export type Declaration<
  Shape extends z.ZodRawShape = z.ZodRawShape,
  Output extends z.ZodType = z.ZodType,
  Fault extends string = string,
> = {
  readonly effect: 'reads' | 'changes';
  readonly input: () => Shape;
  readonly output: () => Output;
  readonly faults: readonly Fault[];
};

type Said<Shape, Output, Fault> = {
  readonly input?: () => Shape;
  readonly output?: () => Output;
  readonly faults?: readonly Fault[];
};

const noMembers = (): Record<never, never> => ({});
const noOutput = () => z.strictObject({});
type NoOutput = ReturnType<typeof noOutput>;

const declare =
  (effect: Declaration['effect']) =>
  <
    Shape extends z.ZodRawShape = Record<never, never>,
    Output extends z.ZodType = NoOutput,
    const Fault extends string = never,
  >(
    said: Said<Shape, Output, Fault>,
  ): Declaration<Shape, Output, Fault> => ({
    effect,
    input: noMembers as () => Shape,
    output: noOutput as unknown as () => Output,
    faults: [],
    ...said,
  });

/** Declares an operation that changes nothing. */
export const reads = declare('reads');

/** Declares an operation that changes something in the workspace. */
export const changes = declare('changes');

/** Input, output and fault codes of a declared operation as types. */
export type Typed<D> =
  D extends Declaration<infer Shape, infer Output, infer Fault>
    ? {
        input: z.infer<z.ZodObject<Shape, z.core.$strict>>;
        output: z.infer<Output>;
        errors: Fault | typeof INVALID_INPUT;
      }
    : never;
