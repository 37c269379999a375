import type { Call, Nothing } from './call.ts';

/** What runs when a user pool names a function's ARN. */
export type FunctionBinding =
  /** Text kept in the workspace. */
  | { readonly kind: 'code'; readonly code: string; readonly language: 'javascript' | 'typescript' }
  /** A JavaScript or TypeScript file, or a folder with an `index` or a `package.json`; absolute path. */
  | { readonly kind: 'file'; readonly path: string; readonly handler?: string }
  /** An endpoint that speaks the Lambda Invoke API; the function's name there is that of the ARN unless given. */
  | { readonly kind: 'endpoint'; readonly url: string; readonly functionName?: string };

export type FunctionRecord = {
  readonly arn: string;
  readonly description: string;
  readonly binding: FunctionBinding;
  /** Variables that the function sees. */
  readonly environment: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** Where a function's ARN stands in a LambdaConfig. */
export type FunctionUse = { readonly poolId: string; readonly poolName: string; readonly trigger: string };

/** What came of one run of a function. */
export type FunctionRun = {
  /** What the function got. */
  readonly event: unknown;
  /** What it answered, where it did. */
  readonly answer?: unknown;
  readonly error?: { readonly type: string; readonly message: string; readonly trace?: readonly string[] };
  /** Why the user pool would refuse the answer, where it would. */
  readonly problem?: string;
  readonly output: readonly { readonly level: string; readonly text: string }[];
  /** Milliseconds with fraction. */
  readonly took: number;
  readonly attempts: number;
};

/** Functions that run locally. */
export interface FunctionsOperations {
  /** Every function with the pools that use it, and the ARNs that pools name and nothing is bound to. */
  ListFunctions: Call<
    Nothing,
    { functions: (FunctionRecord & { usedBy: FunctionUse[] })[]; unbound: { arn: string; usedBy: FunctionUse[] }[] }
  >;
  /** Binds an ARN, in place of what it was bound to. */
  PutFunction: Call<
    { Arn: string; Description?: string; Binding: FunctionBinding; Environment?: Record<string, string> },
    { function: FunctionRecord },
    'InvalidParameterException'
  >;
  GetFunction: Call<{ Arn: string }, { function: FunctionRecord; usedBy: FunctionUse[] }, 'ResourceNotFoundException'>;
  DeleteFunction: Call<{ Arn: string }, Nothing, 'ResourceNotFoundException'>;
  /** Runs a function on an event of one's own, or on the sample event of a trigger, and changes nothing. */
  TestFunction: Call<
    { Arn: string; Trigger?: string; Source?: string; Event?: unknown; Binding?: FunctionBinding },
    { run: FunctionRun },
    'ResourceNotFoundException' | 'InvalidParameterException'
  >;
  /** The event that a trigger's function gets, with made-up values; `sources` are those to choose from. */
  SampleEvent: Call<
    { Trigger: string; Source?: string; PoolId?: string },
    { event: unknown; sources: string[] },
    'InvalidParameterException'
  >;
  /** The key under which custom senders get their codes, and how to open them. */
  GetSenderKey: Call<
    { KeyArn?: string },
    { keyArn: string; key: string; keyNamespace: string; keyName: string; wrapping: string; example: string }
  >;
}

/** Their names. */
export const functionsOperations = [
  'ListFunctions',
  'PutFunction',
  'GetFunction',
  'DeleteFunction',
  'TestFunction',
  'SampleEvent',
  'GetSenderKey',
] as const satisfies readonly (keyof FunctionsOperations)[];
