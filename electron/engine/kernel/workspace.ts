import type { WorkspaceSettings } from '../../../shared/poolkeeper/operations.ts';
import type { KeyObject } from 'node:crypto';
import type { Engine, EngineEvent, Trace } from '../../../shared/contract.ts';
import type { Clock } from './clock.ts';
import type { Ports } from './ports.ts';
import type { KeyUse } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { FunctionLimits, Program, Ran } from './functions.ts';

/** An RSA key of a pool or of the workspace. */
export type Key = {
  /** 44 characters of base64, as AWS's are. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: { readonly kty: 'RSA'; readonly n: string; readonly e: string };
};

/** The RSA keys of pools and of the workspace, made when they are first wanted. */
export type Keys = {
  /** Makes the workspace's own key ahead of the first sign-in. */
  start(): void;
  /** Waits for keys that are being made. */
  stop(): Promise<void>;
  /** Makes a pool's two signing keys in the background. */
  ensure(poolId: string): void;
  /** The key of an owner (pool id, identity pool's region, `workspace`) for one use. */
  key(owner: string, use: KeyUse): Promise<Key>;
  /** Forgets the keys of a deleted owner. */
  forget(owner: string): void;
  /** A pool's public keys as its `jwks.json` lists them. RFC 7517. */
  jwks(poolId: string): Promise<Record<string, string>[]>;
};

/** Runs functions; `timeLimit` in milliseconds. */
export type Functions = {
  readonly limits: FunctionLimits;
  run(program: Program, event: string, requestId: string, timeLimit?: number): Promise<Ran>;
  stop(): Promise<void>;
};

/** Work that goes on behind the calls, by the id of its job, and is taken up again after a restart. */
export type Jobs = {
  resume(workspace: Workspace): void;
  start(workspace: Workspace, jobId: string): void;
  stop(): Promise<void>;
};

/** The latest traces, which the activity page lists. */
export type TraceLog = {
  add(trace: Trace): void;
  get(id: string): Trace | undefined;
  /** Newest first, after the trace `before`, those for which `wanted` says yes. */
  list(
    limit: number,
    before: string | undefined,
    wanted: (trace: Trace) => boolean,
  ): { traces: Trace[]; more: boolean };
  clear(): void;
};

/** Operations by service: which have a handler, and which of the contract have none. */
export type Coverage = Record<string, { built: string[]; missing: string[] }>;

/** What lives as long as the engine does and belongs to no single call. */
export type Workspace = {
  readonly ports: Ports;
  readonly store: Store;
  readonly clock: Clock;
  readonly activity: TraceLog;
  readonly keys: Keys;
  /** The worker threads of functions. */
  readonly functions: Functions;
  /** The user imports that run behind the calls. */
  readonly imports: Jobs;
  /** The engine itself, for scenarios that call it through its listeners. */
  readonly engine: Engine;
  /** Gives every listener an event that belongs to no single call. */
  readonly emit: (event: EngineEvent) => void;
  readonly startedAt: number;
  /** What is built, by service. */
  readonly coverage: Coverage;
  settings: WorkspaceSettings;
  /** Where clients reach the engine; known once a listener is up. Part of local issuers. */
  endpoint: string;
};
