import type { Service, Trace } from '../contract.ts';
import type { ResourceKind } from '../resources.ts';
import { z } from '../zod.ts';
import { changes, reads } from './declare.ts';
import { formed, json, listed, name, typed, whole, type Of } from './schemas.ts';

const message = () =>
  z.strictObject({
    id: z.string(),
    /** Epoch milliseconds. */
    at: z.number(),
    poolId: z.string(),
    username: z.string(),
    medium: z.enum(['EMAIL', 'SMS']),
    destination: z.string(),
    subject: z.string().optional(),
    body: z.string(),
    /** The code in it, if it carries one. */
    code: z.string().optional(),
    /** Why it was sent, for example `SignUp` or `ForgotPassword`. */
    cause: z.string(),
  });
export type Message = Of<typeof message>;

/** One change of configuration: who, when, by which call, what it was before and after. */
const storedChange = () =>
  z.strictObject({
    id: z.string(),
    /** Workspace time, epoch milliseconds. */
    at: z.number(),
    caller: z.string(),
    service: z.custom<Service>((value) => typeof value === 'string'),
    operation: z.string(),
    /** The call's input, secrets masked. */
    input: json(),
    kind: z.string(),
    /** What was changed: an id or a name. */
    subject: z.string(),
    /** Absent: it did not exist before. */
    before: json().optional(),
    /** Absent: it does not exist after. */
    after: json().optional(),
    /** The call that made it: `GetTrace` answers it while it is kept. */
    traceId: z.string().optional(),
    undoneAt: z.number().optional(),
    /** Whether it can be undone, and by which operation; otherwise why not. */
    undo: z.strictObject({
      possible: z.boolean(),
      by: z.string().optional(),
      why: z.string().optional(),
      /** What undoing does not bring back, one sentence. */
      loses: z.string().optional(),
    }),
  });
/** The table of kinds names our operations, so that their declarations cannot be inferred from it: its type is set here. */
export interface ConfigurationChange extends Omit<Of<typeof storedChange>, 'kind'> {
  readonly kind: ResourceKind;
}
const configurationChange = () => z.custom<ConfigurationChange>((value) => storedChange().safeParse(value).success);

/** How many are wanted; a page is cut at what the operation says, whatever is asked. */
const limit = () => whole(1, 10_000).optional();
/** Messages and changes are numbered in the order in which they came. */
const number = () => formed(15, /^\d+$/, 'the id that a page ended with');

/** What happened: traces, messages, changes of configuration. */
export const activityOperations = {
  /** The latest calls, newest first: 50 a page unless `Limit` says otherwise, at most 500. */
  ListTraces: reads({
    input: () => ({
      /** Only what came before this trace. */
      Before: name().optional(),
      Limit: limit(),
      Service: name().optional(),
      Operation: name().optional(),
      Outcome: z.enum(['ok', 'refused', 'failed']).optional(),
      PoolId: name().optional(),
      Username: name().optional(),
    }),
    output: () => z.strictObject({ traces: listed(typed<Trace>()), more: z.boolean() }),
  }),
  /** One call with all its steps, while it is among the latest. */
  GetTrace: reads({
    input: () => ({ Id: name() }),
    output: () => z.strictObject({ trace: typed<Trace>() }),
    faults: ['ResourceNotFoundException'],
  }),
  /** Empties the list of calls. */
  ClearTraces: changes({}),
  /** Messages that pools would have sent, newest first: 50 a page unless `Limit` says otherwise, at most 500. */
  ListMessages: reads({
    input: () => ({
      PoolId: name().optional(),
      /** The username, or the address that a message went to. */
      Username: name().optional(),
      Limit: limit(),
      Before: number().optional(),
    }),
    output: () => z.strictObject({ messages: listed(message()), more: z.boolean() }),
  }),
  /** Empties the outbox, or removes what is a pool's or a user's. */
  DeleteMessages: changes({
    input: () => ({ PoolId: name().optional(), Username: name().optional() }),
    output: () => z.strictObject({ deleted: z.number() }),
  }),
  /**
   * Changes of configuration, newest first: 50 a page unless `Limit` says otherwise, at most 200. Of one thing where
   * kind and subject are given, of one call where its trace is.
   */
  ListChanges: reads({
    input: () => ({
      Before: number().optional(),
      Limit: limit(),
      Kind: name().optional(),
      Subject: name().optional(),
      TraceId: name().optional(),
    }),
    output: () => z.strictObject({ changes: listed(configurationChange()), more: z.boolean() }),
  }),
  /** One change with its documents. */
  GetChange: reads({
    input: () => ({ Id: name() }),
    output: () => z.strictObject({ change: configurationChange() }),
    faults: ['ResourceNotFoundException'],
  }),
  /** Brings back what a change replaced; answers which operation did it. */
  UndoChange: changes({
    input: () => ({ Id: name() }),
    output: () => z.strictObject({ operation: z.string() }),
    faults: ['ResourceNotFoundException'],
  }),
};
