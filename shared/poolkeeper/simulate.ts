import type { Trace } from '../contract.ts';
import type { Call, Nothing } from './call.ts';

export type Scenario = {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** What can be made to go wrong. */
  readonly faults: readonly { readonly id: string; readonly title: string }[];
};

export type Actor = 'app' | 'user' | 'user-pool' | 'identity-pool' | 'sts' | 's3' | 'outbox';

export type RunMessage = {
  readonly index: number;
  readonly from: Actor;
  readonly to: Actor;
  readonly label: string;
  /** One sentence on what happens here and why. */
  readonly about: string;
  readonly request: {
    readonly line: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** The engine's own side: the trace of this request. */
  readonly trace?: Trace;
  readonly outcome: 'ok' | 'refused';
  /** Numbers worth seeing, for example SRP's A, B, u. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
};

export type Run = {
  readonly id: string;
  readonly scenario: string;
  readonly fault?: string;
  readonly at: number;
  readonly state: 'running' | 'finished' | 'stopped';
  /** How it ended, one sentence. */
  readonly ending?: string;
  readonly messages: readonly RunMessage[];
};

/** Scenarios, and runs of them. */
export interface SimulateOperations {
  ListScenarios: Call<Nothing, { scenarios: Scenario[] }>;
  /** Runs a scenario with real requests through the real doors; answers at once, progress comes by `GetRun`. */
  StartRun: Call<
    {
      Scenario: string;
      Fault?: string;
      PoolId?: string;
      ClientId?: string;
      Username?: string;
      Password?: string;
      IdentityPoolId?: string;
      Bucket?: string;
      Key?: string;
    },
    { run: Run },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
  GetRun: Call<{ Id: string }, { run: Run }, 'ResourceNotFoundException'>;
  StopRun: Call<{ Id: string }, { run: Run }, 'ResourceNotFoundException'>;
}

/** Their names. */
export const simulateOperations = [
  'ListScenarios',
  'StartRun',
  'GetRun',
  'StopRun',
] as const satisfies readonly (keyof SimulateOperations)[];
