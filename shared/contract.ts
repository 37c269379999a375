import type { CognitoIdentityOperations } from './aws/types/cognito-identity.ts';
import type { CognitoIdpOperations } from './aws/types/cognito-idp.ts';
import type { IamOperations } from './aws/types/iam.ts';
import type { S3Operations } from './aws/types/s3.ts';
import type { StsOperations } from './aws/types/sts.ts';
import type { OwnOperations } from './poolkeeper/operations.ts';
import type { ResourceKind } from './resources.ts';

/** Every operation of every service, by service and AWS's own name. `poolkeeper` holds our own calls. */
export type Contract = {
  'cognito-idp': CognitoIdpOperations;
  'cognito-identity': CognitoIdentityOperations;
  iam: IamOperations;
  sts: StsOperations;
  s3: S3Operations;
  poolkeeper: OwnOperations;
};

export type Service = keyof Contract;
export type OperationName<S extends Service> = keyof Contract[S] & string;
type Said = { input: unknown; output: unknown; errors: string };
type SaidOf<S extends Service, O extends OperationName<S>> = Contract[S][O] & Said;
export type Input<S extends Service, O extends OperationName<S>> = SaidOf<S, O>['input'];
export type Output<S extends Service, O extends OperationName<S>> = SaidOf<S, O>['output'];
/** The fault codes that the contract declares for an operation. */
export type FaultCode<S extends Service, O extends OperationName<S>> = SaidOf<S, O>['errors'];

/**
 * A refusal as the caller gets it. Faults travel as values, never as exceptions.
 *
 * `code` and `message` are AWS's. `reason` is ours: what was decided and which setting decided;
 * it is shown in the console and never sent to outside clients.
 */
export type Fault = {
  readonly code: string;
  readonly message: string;
  readonly reason?: string;
  /** HTTP status where it is not 400. */
  readonly status?: number;
  /** Further members of AWS's error body, for example `reasonCode`. */
  readonly fields?: Readonly<Record<string, string>>;
};

export type Reply<T> =
  | { readonly ok: true; readonly output: T; readonly traceId: string }
  | { readonly ok: false; readonly fault: Fault; readonly traceId: string };

/** How a call came in. */
export type Door =
  | 'port'
  | 'aws-json'
  | 'aws-query'
  | 's3'
  | 'well-known'
  | 'console-http'
  | 'in-process'
  | 'domain'
  | 'api';

/** Who calls: nobody known, the account root, or a principal whose credentials the engine issued. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'root' }
  | {
      readonly kind: 'session';
      /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
      readonly arn: string;
      readonly accessKeyId: string;
    }
  | { readonly kind: 'unknown-key'; readonly accessKeyId: string };

/** What a door knows about a call besides its input. */
export type CallContext = {
  readonly door: Door;
  readonly caller: Caller;
  /** The region of the signature, else the workspace's own. */
  readonly region?: string;
  /** Address of the client, for the activity list. */
  readonly sourceIp?: string;
  readonly userAgent?: string;
  /** The name that the door gave the request; the call's trace bears it too. A new one where there is none. */
  readonly requestId?: string;
  /** The web page that sent the request, and by which HTTP method: a bucket's CORS rules are about both. */
  readonly page?: { readonly origin: string; readonly method: string };
  /** What the door found wrong with the signature; operations that need a signature are refused with it. */
  readonly signatureFault?: Fault;
};

export type StepOutcome = 'ok' | 'refused' | 'failed' | 'skipped' | 'not reached';

/** One named step of a call: what was looked at, what came of it, and why. */
export type TraceStep = {
  readonly name: string;
  /** The setting, parameter or specification that the step follows. */
  readonly where?: string;
  readonly outcome: StepOutcome;
  readonly reason?: string;
  /** Values that explain the step; secrets are masked before a trace is stored or sent. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Milliseconds with fraction. */
  readonly took: number;
};

/** The record of one call: who, what, every step, the outcome. */
export type Trace = {
  readonly id: string;
  /** Wall time of the workspace clock, epoch milliseconds. */
  readonly at: number;
  /** `execute-api`: a request to an HTTP API, whose `operation` is method and route. */
  readonly service: Service | 'execute-api';
  readonly operation: string;
  readonly door: Door;
  readonly caller: string;
  readonly region: string;
  /** The input with secrets masked. */
  readonly input: unknown;
  readonly outcome: 'ok' | 'refused' | 'failed';
  readonly fault?: Fault;
  readonly steps: readonly TraceStep[];
  /** Milliseconds with fraction. */
  readonly took: number;
  /** What the call was about, for filters and links. */
  readonly subject: { readonly poolId?: string; readonly username?: string; readonly clientId?: string };
};

/** What a mutating call touched, whoever made it. Keeps open pages live. */
export type Change = {
  readonly kind: ResourceKind;
  /** The container, for example the pool's id. */
  readonly parent?: string;
  readonly id?: string;
};

export type EngineEvent =
  | { readonly type: 'trace'; readonly trace: Trace }
  | { readonly type: 'changed'; readonly changes: readonly Change[] };

/** The identity engine as every door and the console see it. */
export interface Engine {
  /**
   * Calls one operation.
   *
   * Never rejects for a refusal: a fault comes back as a value. An unforeseen error is logged with its
   * cause and comes back as the service's internal error.
   */
  call<S extends Service, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: Input<S, O>,
    context?: Partial<CallContext>,
  ): Promise<Reply<Output<S, O>>>;
  /** Listens to traces and changes; returns how to stop. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
}
