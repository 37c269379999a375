import type { Service, Trace } from '../contract.ts';
import type { ResourceKind } from '../resources.ts';
import type { Call, Nothing } from './call.ts';

export type Message = {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly poolId: string;
  readonly username: string;
  readonly medium: 'EMAIL' | 'SMS';
  readonly destination: string;
  readonly subject?: string;
  readonly body: string;
  /** The code in it, if it carries one. */
  readonly code?: string;
  /** Why it was sent, for example `SignUp` or `ForgotPassword`. */
  readonly cause: string;
};

/** One change of configuration: who, when, by which call, what it was before and after. */
export type ConfigurationChange = {
  readonly id: string;
  /** Workspace time, epoch milliseconds. */
  readonly at: number;
  readonly caller: string;
  readonly service: Service;
  readonly operation: string;
  /** The call's input, secrets masked. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly kind: ResourceKind;
  /** What was changed: an id or a name. */
  readonly subject: string;
  /** Absent: it did not exist before. */
  readonly before?: Readonly<Record<string, unknown>>;
  /** Absent: it does not exist after. */
  readonly after?: Readonly<Record<string, unknown>>;
  /** The call that made it: `GetTrace` answers it while it is kept. */
  readonly traceId?: string;
  readonly undoneAt?: number;
  /** Whether it can be undone, and by which operation; otherwise why not. */
  readonly undo: {
    readonly possible: boolean;
    readonly by?: string;
    readonly why?: string;
    /** What undoing does not bring back, one sentence. */
    readonly loses?: string;
  };
};

/** What happened: traces, messages, changes of configuration. */
export interface ActivityOperations {
  ListTraces: Call<
    {
      /** Only what came before this trace. */
      Before?: string;
      Limit?: number;
      Service?: string;
      Operation?: string;
      Outcome?: 'ok' | 'refused' | 'failed';
      PoolId?: string;
      Username?: string;
    },
    { traces: Trace[]; more: boolean }
  >;
  GetTrace: Call<{ Id: string }, { trace: Trace }, 'ResourceNotFoundException'>;
  ClearTraces: Call<Nothing, Nothing>;
  ListMessages: Call<
    { PoolId?: string; Username?: string; Limit?: number; Before?: string },
    { messages: Message[]; more: boolean }
  >;
  DeleteMessages: Call<{ PoolId?: string; Username?: string }, { deleted: number }>;
  /** Changes of configuration, newest first; of one thing where kind and subject are given, of one call where its trace is. */
  ListChanges: Call<
    { Before?: string; Limit?: number; Kind?: string; Subject?: string; TraceId?: string },
    { changes: ConfigurationChange[]; more: boolean }
  >;
  GetChange: Call<{ Id: string }, { change: ConfigurationChange }, 'ResourceNotFoundException'>;
  /** Brings back what a change replaced; answers which operation did it. */
  UndoChange: Call<{ Id: string }, { operation: string }, 'ResourceNotFoundException' | 'InvalidParameterException'>;
}

/** Their names. */
export const activityOperations = [
  'ListTraces',
  'GetTrace',
  'ClearTraces',
  'ListMessages',
  'DeleteMessages',
  'ListChanges',
  'GetChange',
  'UndoChange',
] as const satisfies readonly (keyof ActivityOperations)[];
