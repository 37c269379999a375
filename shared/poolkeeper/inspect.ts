import type { Call } from './call.ts';

export type Judgement = {
  readonly token: string;
  /** What the token was called where it stood, for example `IdToken` or `Authorization`. */
  readonly foundAs?: string;
  /** One sentence. */
  readonly verdict: string;
  readonly outcome: 'accepted' | 'refused' | 'undecided';
  readonly kind: 'id' | 'access' | 'refresh' | 'credentials' | 'unknown';
  readonly header?: Readonly<Record<string, unknown>>;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Where decoding stopped, if it did: character offset in the token and why. */
  readonly stopped?: { readonly at: number; readonly why: string };
  readonly checks: readonly {
    readonly id: string;
    readonly name: string;
    readonly outcome: 'passed' | 'failed' | 'warned' | 'not checked';
    readonly expected?: string;
    readonly actual?: string;
    readonly reason: string;
    /** Why the check matters, one sentence. */
    readonly why: string;
  }[];
  readonly claims: readonly {
    readonly name: string;
    readonly value: unknown;
    readonly meaning: string;
    /** Where the value comes from: attribute, group, client setting, scope, engine. */
    readonly source?: string;
    /** Times only: the date in ISO form. */
    readonly date?: string;
  }[];
};

/** Judging a token. */
export interface InspectOperations {
  /** Judges a pasted token against a pool and client, found from the token unless given. */
  InspectToken: Call<
    { Token: string; PoolId?: string; ClientId?: string; Use?: 'id' | 'access'; Scope?: string },
    { judgements: Judgement[] },
    'InvalidParameterException'
  >;
}

/** Their names. */
export const inspectOperations = ['InspectToken'] as const satisfies readonly (keyof InspectOperations)[];
