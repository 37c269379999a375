import type { StandInClaims, StandInKind } from '../../../shared/poolkeeper/operations.ts';
import type { Fault, Input } from '../../../shared/contract.ts';
import { NOW, startStreaming, type Streaming } from '../identity-pools/streaming.ts';

export { NOW };
export const APP = 'app-1';
export const ADA: StandInClaims = { email: 'ada@example.com', plan: 'gold', department: ['film', 'sound'] };

export type Stage = Streaming & {
  /** Makes a stand-in with one person and gives both names. */
  put(kind: StandInKind, name?: string, claims?: StandInClaims): Promise<{ standIn: string; person: string }>;
  /** A sign-in of a person. */
  issue(
    standIn: string,
    person: string,
    asked?: Partial<Input<'poolkeeper', 'IssueStandInToken'>>,
  ): Promise<{ token: string; loginKey: string; expiresAt: number }>;
  /** Changes the identity pool's providers. */
  providers(settings: Record<string, unknown>): Promise<void>;
  getId(Logins: Record<string, string>): Promise<string>;
  refusedId(Logins: Record<string, string>): Promise<Fault>;
};

/** The streaming platform with a pool that takes every kind of provider, and helpers for stand-ins. */
export async function startStage(): Promise<Stage> {
  const streaming = await startStreaming();
  const { test, identityPoolId } = streaming;
  const stage: Stage = {
    ...streaming,
    put: async (Kind, Name, Claims = ADA) => {
      const { standIn } = await test.call('poolkeeper', 'PutStandIn', {
        Kind,
        ...(Name === undefined ? {} : { Name }),
      });
      const { person } = await test.call('poolkeeper', 'PutStandInPerson', { StandIn: standIn.name, Claims });
      return { standIn: standIn.name, person: person.id };
    },
    issue: (StandIn, Person, asked = {}) =>
      test.call('poolkeeper', 'IssueStandInToken', { StandIn, Person, AppId: APP, ...asked }),
    providers: async (settings) => {
      await test.call('cognito-identity', 'UpdateIdentityPool', {
        IdentityPoolId: identityPoolId,
        IdentityPoolName: 'viewers',
        AllowUnauthenticatedIdentities: true,
        ...settings,
      });
    },
    getId: async (Logins) =>
      (await test.call('cognito-identity', 'GetId', { IdentityPoolId: identityPoolId, Logins })).IdentityId as string,
    refusedId: (Logins) => test.refused('cognito-identity', 'GetId', { IdentityPoolId: identityPoolId, Logins }),
  };
  return stage;
}

/** A token with one character changed where it matters. */
export function changed(token: string): string {
  const at = Math.floor(token.length / 2);
  return `${token.slice(0, at)}${token[at] === 'x' ? 'y' : 'x'}${token.slice(at + 1)}`;
}
