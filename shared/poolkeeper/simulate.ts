import type { Trace } from '../contract.ts';
import { z } from '../zod.ts';
import { changes, reads } from './declare.ts';
import { anyName, listed, name, text, typed, type Of } from './schemas.ts';

const scenario = () =>
  z.strictObject({
    id: z.string(),
    title: z.string(),
    about: z.string(),
    /** What can be made to go wrong. */
    faults: listed(z.strictObject({ id: z.string(), title: z.string() })),
  });
export type Scenario = Of<typeof scenario>;

const actor = () => z.enum(['app', 'user', 'user-pool', 'identity-pool', 'sts', 's3', 'outbox']);
export type Actor = Of<typeof actor>;

const headers = () => z.record(z.string(), z.string());

const runMessage = () =>
  z.strictObject({
    index: z.number(),
    from: actor(),
    to: actor(),
    label: z.string(),
    /** One sentence on what happens here and why. */
    about: z.string(),
    request: z.strictObject({ line: z.string(), headers: headers(), body: z.string() }),
    response: z.strictObject({ status: z.number(), headers: headers(), body: z.string() }),
    /** The engine's own side: the trace of this request. */
    trace: typed<Trace>().optional(),
    outcome: z.enum(['ok', 'refused']),
    /** Numbers worth seeing, for example SRP's A, B, u. */
    facts: listed(z.strictObject({ name: z.string(), value: z.string() })),
  });
export type RunMessage = Of<typeof runMessage>;

const run = () =>
  z.strictObject({
    id: z.string(),
    scenario: z.string(),
    fault: z.string().optional(),
    at: z.number(),
    state: z.enum(['running', 'finished', 'stopped']),
    /** How it ended, one sentence. */
    ending: z.string().optional(),
    messages: listed(runMessage()),
  });
export type Run = Of<typeof run>;

const FAULTS = ['ResourceNotFoundException'] as const;

/** Scenarios, and runs of them. */
export const simulateOperations = {
  /** Every scenario that can be run. */
  ListScenarios: reads({ output: () => z.strictObject({ scenarios: listed(scenario()) }) }),
  /** Runs a scenario with real requests through the real doors; answers at once, progress comes by `GetRun`. */
  StartRun: changes({
    input: () => ({
      Scenario: name(),
      Fault: name().optional(),
      PoolId: anyName().optional(),
      ClientId: anyName().optional(),
      Username: anyName().optional(),
      Password: text(4096).optional(),
      IdentityPoolId: anyName().optional(),
      Bucket: anyName().optional(),
      Key: anyName().optional(),
    }),
    output: () => z.strictObject({ run: run() }),
    faults: FAULTS,
  }),
  /** A run as far as it has come. */
  GetRun: reads({ input: () => ({ Id: name() }), output: () => z.strictObject({ run: run() }), faults: FAULTS }),
  /** Stops a run before its next message. */
  StopRun: changes({ input: () => ({ Id: name() }), output: () => z.strictObject({ run: run() }), faults: FAULTS }),
};
