import type { Call, Nothing } from './call.ts';

export type WorkspaceSettings = {
  /** Region of unsigned calls and of everything the console makes. */
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** `local`: `http://localhost:PORT/POOL`; `aws`: AWS's own issuer string. */
  readonly issuer: 'local' | 'aws';
  /** Refuse access keys that the engine does not know. */
  readonly strict: boolean;
  /** `host:port` of a mail catcher that gets the e-mails of the outbox; empty: none. */
  readonly smtp: string;
};

/** The workspace itself: settings, clock, sample. */
export interface WorkspaceOperations {
  /** What runs and where. */
  DescribeWorkspace: Call<
    Nothing,
    {
      version: string;
      /** Where clients reach the engine, for example `http://localhost:9229`. */
      endpoint: string;
      /** The database file, or `:memory:`. */
      database: string;
      startedAt: number;
      runtime: string;
      settings: WorkspaceSettings;
      counts: { userPools: number; users: number; identityPools: number; roles: number; buckets: number };
      /** The streaming platform, while its pool is there: its fixed ids, and who can sign in with what. */
      sample?: {
        poolId: string;
        clientId: string;
        identityPoolId: string;
        bucket: string;
        password: string;
        viewers: { username: string; groups: string[] }[];
        objects: string[];
      };
      /** Built operations by service, and those of the contract that are not built. */
      coverage: Record<string, { built: string[]; missing: string[] }>;
    }
  >;
  UpdateWorkspaceSettings: Call<
    Partial<WorkspaceSettings>,
    { settings: WorkspaceSettings },
    'InvalidParameterException'
  >;
  /** Puts the streaming platform in place, removing an earlier copy of it. */
  ResetSample: Call<Nothing, { poolId: string; clientId: string; identityPoolId: string; bucket: string }>;
  /** The workspace clock. `offset` is added to the machine's time; `frozenAt` stands still (epoch ms). */
  GetClock: Call<Nothing, { now: number; offset: number; frozenAt?: number }>;
  SetClock: Call<
    { offset?: number; frozenAt?: number | null },
    { now: number; offset: number; frozenAt?: number },
    'InvalidParameterException'
  >;
}

/** Their names. */
export const workspaceOperations = [
  'DescribeWorkspace',
  'UpdateWorkspaceSettings',
  'ResetSample',
  'GetClock',
  'SetClock',
] as const satisfies readonly (keyof WorkspaceOperations)[];
