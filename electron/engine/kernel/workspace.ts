import type { WorkspaceSettings } from '../../../shared/poolkeeper/operations.ts';
import type { Engine, EngineEvent } from '../../../shared/contract.ts';
import type { Clock } from './clock.ts';
import type { Activity } from '../call/activity.ts';
import type { Coverage } from '../call/coverage.ts';
import type { Ports } from './ports.ts';
import type { Store } from '../store/store.ts';
import type { KeyRing } from '../tokens/keys.ts';
import type { FunctionRunner } from '../functions/runner.ts';
import type { ImportRunner } from '../user-pools/imports/runner.ts';

/** What lives as long as the engine does and belongs to no single call. */
export type Workspace = {
  readonly ports: Ports;
  readonly store: Store;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly keys: KeyRing;
  /** The worker threads of functions. */
  readonly functions: FunctionRunner;
  /** The user imports that run behind the calls. */
  readonly imports: ImportRunner;
  /** The engine itself, for stories that call it through its doors. */
  readonly engine: Engine;
  /** Tells every listener something that no single call would tell. */
  readonly emit: (event: EngineEvent) => void;
  readonly startedAt: number;
  /** What is built, by service. */
  readonly coverage: Coverage;
  settings: WorkspaceSettings;
  /** Where clients reach the engine; known once a listener is up. Part of local issuers. */
  endpoint: string;
};
