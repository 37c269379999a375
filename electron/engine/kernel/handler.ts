import type {
  Caller,
  Contract,
  Door,
  FaultCode,
  Input,
  OperationName,
  Output,
  Service,
  Trace,
} from '../../../shared/contract.ts';
import type { ResourceKind } from '../../../shared/resources.ts';
import type { EndUser } from './end-user.ts';
import type { Refuse } from './fault.ts';
import type { FlowStep } from './trace.ts';
import type { Workspace } from './workspace.ts';

/** What is known of the call that is being answered. */
export type Call = {
  readonly service: Trace['service'];
  readonly operation: string;
  readonly door: Door;
  readonly caller: Caller;
  readonly region: string;
  readonly account: string;
  readonly traceId: string;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  /** The person behind the call, as `ContextData` or `UserContextData` describe them. */
  readonly endUser?: EndUser;
};

/**
 * What a handler works with.
 *
 * `Code` is the set of fault codes that the operation declares: `refuse` takes no other. A helper asks
 * for `Ctx<'ResourceNotFoundException'>` and can be called by every operation that declares that code.
 */
export type Ctx<Code extends string = never> = {
  readonly call: Call;
  readonly workspace: Workspace;
  readonly store: Workspace['store'];
  /** Wall time of the workspace clock, whole epoch milliseconds. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Runs and records one named step. `where` names the setting or specification it follows. */
  readonly step: <T>(name: string, run: () => T, where?: string) => T;
  /** Explains the step that runs, or ran last: a reason in words, values in `detail` (masked when stored). */
  readonly note: (reason: string | undefined, detail?: Record<string, unknown>) => void;
  /** Marks the running step as one that did not apply. */
  readonly skip: (reason: string) => void;
  readonly flow: <State, C, Out>(steps: readonly FlowStep<State, C, Out>[], state: State, ctx: C) => Promise<Out>;
  /** Ends the call with a fault that the operation declares. */
  readonly refuse: Refuse<Code>;
  /**
   * Runs one synchronous transaction; what it wrote is durable when the call is answered. Every write
   * statement of the store insists on standing inside one. Never await inside.
   */
  readonly write: <T>(run: () => T) => T;
  /** Says what a mutating call touched, so that open pages refresh. Sent after the call succeeded. */
  readonly changed: (kind: ResourceKind, parent?: string, id?: string) => void;
  /** Says what the call is about, for the activity list's filters and links. */
  readonly about: (subject: { poolId?: string; username?: string; clientId?: string }) => void;
};

/** An operation's handler, named exactly as AWS names the operation. */
export type Handler<S extends Service, O extends OperationName<S>> = (
  input: Input<S, O>,
  ctx: Ctx<FaultCode<S, O>>,
) => Output<S, O> | Promise<Output<S, O>>;

export type IdpHandler<O extends OperationName<'cognito-idp'>> = Handler<'cognito-idp', O>;
export type IdentityHandler<O extends OperationName<'cognito-identity'>> = Handler<'cognito-identity', O>;

/** The handlers of a service, by operation. */
export type Handlers<S extends Service> = { readonly [O in OperationName<S>]: Handler<S, O> };
export type AnyHandlers = { readonly [S in keyof Contract]: Partial<Handlers<S>> };
