import { z } from '../zod.ts';
import { changes, reads } from './declare.ts';
import { anyName, formed, listed, map, name, text, type Of } from './schemas.ts';

/** Longest code kept in the workspace, in UTF-16 units. */
const MAX_CODE = 1024 * 1024;

/** What runs when a user pool names a function's ARN. */
const functionBinding = () =>
  z.discriminatedUnion('kind', [
    /** Text kept in the workspace. */
    z.strictObject({
      kind: z.literal('code'),
      code: text(MAX_CODE, 1),
      language: z.enum(['javascript', 'typescript']),
    }),
    /** A JavaScript or TypeScript file, or a folder with an `index` or a `package.json`; absolute path. */
    z.strictObject({
      kind: z.literal('file'),
      path: text(4096),
      handler: formed(
        256,
        /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u,
        'the name under which the module exports its handler',
      ).optional(),
    }),
    /** An endpoint that speaks the Lambda Invoke API; the function's name there is that of the ARN unless given. */
    z.strictObject({
      kind: z.literal('endpoint'),
      url: formed(4096, /^https?:/i, 'the http or https address of an endpoint of the Lambda Invoke API'),
      functionName: text(256).optional(),
    }),
  ]);
export type FunctionBinding = Of<typeof functionBinding>;

const functionRecord = () =>
  z.strictObject({
    arn: z.string(),
    description: z.string(),
    binding: functionBinding(),
    /** Variables that the function sees. */
    environment: z.record(z.string(), z.string()),
    /** Epoch milliseconds. */
    createdAt: z.number(),
    modifiedAt: z.number(),
  });
export type FunctionRecord = Of<typeof functionRecord>;

/** Where a function's ARN stands in a LambdaConfig. */
const functionUse = () => z.strictObject({ poolId: z.string(), poolName: z.string(), trigger: z.string() });
export type FunctionUse = Of<typeof functionUse>;

/** What came of one run of a function. */
const functionRun = () =>
  z.strictObject({
    /** What the function got. */
    event: z.unknown(),
    /** What it answered, where it did. */
    answer: z.unknown().optional(),
    error: z.strictObject({ type: z.string(), message: z.string(), trace: listed(z.string()).optional() }).optional(),
    /** Why the user pool would refuse the answer, where it would. */
    problem: z.string().optional(),
    output: listed(z.strictObject({ level: z.string(), text: z.string() })),
    /** Milliseconds with fraction. */
    took: z.number(),
    attempts: z.number(),
  });
export type FunctionRun = Of<typeof functionRun>;

/** With or without a version or alias. */
const functionArn = () =>
  formed(
    2048,
    /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,140}(:[\w$-]{1,128})?$/,
    'a function’s ARN, for example arn:aws:lambda:us-east-1:000000000000:function:pre-sign-up',
  );

/** Functions that run locally. */
export const functionOperations = {
  /** Every function with the pools that use it, and the ARNs that pools name and nothing is bound to. */
  ListFunctions: reads({
    output: () =>
      z.strictObject({
        functions: listed(functionRecord().extend({ usedBy: listed(functionUse()) })),
        unbound: listed(z.strictObject({ arn: z.string(), usedBy: listed(functionUse()) })),
      }),
  }),
  /** Binds an ARN, in place of what it was bound to. */
  PutFunction: changes({
    input: () => ({
      Arn: functionArn(),
      Description: text(4096).optional(),
      Binding: functionBinding(),
      Environment: map(text(32_768), 1000, formed(256, /^[A-Za-z]\w*$/, 'a name of a variable')).optional(),
    }),
    output: () => z.strictObject({ function: functionRecord() }),
  }),
  /** One function and the pools that use it. */
  GetFunction: reads({
    input: () => ({ Arn: name() }),
    output: () => z.strictObject({ function: functionRecord(), usedBy: listed(functionUse()) }),
    faults: ['ResourceNotFoundException'],
  }),
  /** Removes a function; pools that name its ARN keep it. */
  DeleteFunction: changes({ input: () => ({ Arn: name() }), faults: ['ResourceNotFoundException'] }),
  /** Runs a function on an event of one's own, or on the sample event of a trigger, and changes nothing. */
  TestFunction: reads({
    input: () => ({
      Arn: anyName(),
      Trigger: name().optional(),
      Source: name().optional(),
      /** Any JSON value. */
      Event: z.unknown().optional(),
      Binding: functionBinding().optional(),
    }),
    output: () => z.strictObject({ run: functionRun() }),
    faults: ['ResourceNotFoundException'],
  }),
  /** The event that a trigger's function gets, with made-up values; `sources` are those to choose from. */
  SampleEvent: reads({
    input: () => ({ Trigger: name(), Source: name().optional(), PoolId: anyName().optional() }),
    output: () => z.strictObject({ event: z.unknown(), sources: listed(z.string()) }),
  }),
  /** The key under which custom senders get their codes, and how to open them. */
  GetSenderKey: reads({
    input: () => ({ KeyArn: name().optional() }),
    output: () =>
      z.strictObject({
        keyArn: z.string(),
        key: z.string(),
        keyNamespace: z.string(),
        keyName: z.string(),
        wrapping: z.string(),
        example: z.string(),
      }),
  }),
};
