import { z } from '../zod.ts';
import { reads } from './declare.ts';
import { anyName, json, listed, MAX_TEXT, text, type Of } from './schemas.ts';

const judgement = () =>
  z.strictObject({
    token: z.string(),
    /** What the token was called where it stood, for example `IdToken` or `Authorization`. */
    foundAs: z.string().optional(),
    /** One sentence. */
    verdict: z.string(),
    outcome: z.enum(['accepted', 'refused', 'undecided']),
    kind: z.enum(['id', 'access', 'refresh', 'credentials', 'unknown']),
    header: json().optional(),
    payload: json().optional(),
    /** Where decoding stopped, if it did: character offset in the token and why. */
    stopped: z.strictObject({ at: z.number(), why: z.string() }).optional(),
    checks: listed(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        outcome: z.enum(['passed', 'failed', 'warned', 'not checked']),
        expected: z.string().optional(),
        actual: z.string().optional(),
        reason: z.string(),
        /** Why the check matters, one sentence. */
        why: z.string(),
      }),
    ),
    claims: listed(
      z.strictObject({
        name: z.string(),
        value: z.unknown(),
        meaning: z.string(),
        /** Where the value comes from: attribute, group, client setting, scope, engine. */
        source: z.string().optional(),
        /** Times only: the date in ISO form. */
        date: z.string().optional(),
      }),
    ),
  });
export type Judgement = Of<typeof judgement>;

/** Judging a token. */
export const inspectOperations = {
  /** Judges every token in what was pasted against a pool and client, found from the token unless given. */
  InspectToken: reads({
    input: () => ({
      Token: text(MAX_TEXT),
      PoolId: anyName().optional(),
      ClientId: anyName().optional(),
      Use: z.enum(['id', 'access']).optional(),
      Scope: anyName().optional(),
    }),
    output: () => z.strictObject({ judgements: listed(judgement()) }),
  }),
};
