import { z } from '../zod.ts';
import { changes, reads } from './declare.ts';
import { CENTURY_MS, epochMs, formed, listed, whole, type Of } from './schemas.ts';
import { ISSUER_FORMS, SETTING_FORMS } from './settings.ts';

const { region, account, smtp } = SETTING_FORMS;

const workspaceSettings = () =>
  z.strictObject({
    /** Region of unsigned calls and of everything the console makes. */
    region: formed(64, region.pattern, region.words),
    /** Twelve digits. */
    account: formed(12, account.pattern, account.words),
    /** `local`: `http://localhost:PORT/POOL`; `aws`: AWS's own issuer string. */
    issuer: z.enum(ISSUER_FORMS),
    /** Refuse access keys that the engine does not know. */
    strict: z.boolean(),
    /** `host:port` of a mail catcher that gets the e-mails of the outbox; empty: none. */
    smtp: z.union([z.literal(''), formed(256, smtp.pattern, smtp.words)], {
      error: `Member must be ${smtp.words}, or empty`,
    }),
  });
export type WorkspaceSettings = Of<typeof workspaceSettings>;

const clock = () => z.strictObject({ now: z.number(), offset: z.number(), frozenAt: z.number().optional() });

const sample = () =>
  z.strictObject({
    poolId: z.string(),
    clientId: z.string(),
    identityPoolId: z.string(),
    bucket: z.string(),
  });

/** The workspace itself: settings, clock, sample. */
export const workspaceOperations = {
  /** What runs and where. */
  DescribeWorkspace: reads({
    output: () =>
      z.strictObject({
        version: z.string(),
        /** Where clients reach the engine, for example `http://localhost:9229`. */
        endpoint: z.string(),
        /** The database file, or `:memory:`. */
        database: z.string(),
        startedAt: z.number(),
        runtime: z.string(),
        settings: workspaceSettings(),
        counts: z.strictObject({
          userPools: z.number(),
          users: z.number(),
          identityPools: z.number(),
          roles: z.number(),
          buckets: z.number(),
        }),
        /** The streaming platform, while its pool is there: its fixed ids, and who can sign in with what. */
        sample: sample()
          .extend({
            password: z.string(),
            viewers: listed(z.strictObject({ username: z.string(), groups: listed(z.string()) })),
            objects: listed(z.string()),
          })
          .optional(),
        /** Built operations by service, and those of the contract that are not built. */
        coverage: z.record(z.string(), z.strictObject({ built: listed(z.string()), missing: listed(z.string()) })),
      }),
  }),
  /** Changes the settings that are given; they hold at once and are kept for the next start. */
  UpdateWorkspaceSettings: changes({
    input: () => workspaceSettings().partial().shape,
    output: () => z.strictObject({ settings: workspaceSettings() }),
  }),
  /** Puts the streaming platform in place, removing an earlier copy of it. */
  ResetSample: changes({ output: sample }),
  /** The workspace clock. `offset` is added to the machine's time; `frozenAt` stands still (epoch ms). */
  GetClock: reads({ output: clock }),
  /** Moves or freezes the workspace clock, milliseconds; `frozenAt: null` lets it run again. */
  SetClock: changes({
    input: () => ({ offset: whole(-CENTURY_MS, CENTURY_MS).optional(), frozenAt: epochMs().nullable().optional() }),
    output: clock,
  }),
};
