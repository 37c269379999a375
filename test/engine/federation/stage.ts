import type { LocalProviderClaims, LocalProviderKind } from '../../../shared/poolkeeper/operations.ts';
import type { Fault, Input } from '../../../shared/contract.ts';
import { NOW, startStreaming, type Streaming } from '../identity-pools/streaming.ts';

export { NOW };
export const APP = 'app-1';
export const ADA: LocalProviderClaims = { email: 'ada@example.com', plan: 'gold', department: ['film', 'sound'] };

export type Stage = Streaming & {
  /** Makes a local provider with one person and gives both names. */
  put(
    kind: LocalProviderKind,
    name?: string,
    claims?: LocalProviderClaims,
  ): Promise<{ localProvider: string; person: string }>;
  /** A sign-in of a person. */
  issue(
    localProvider: string,
    person: string,
    asked?: Partial<Input<'poolkeeper', 'IssueLocalProviderToken'>>,
  ): Promise<{ token: string; loginKey: string; expiresAt: number }>;
  /** Changes the identity pool's providers. */
  providers(settings: Record<string, unknown>): Promise<void>;
  getId(Logins: Record<string, string>): Promise<string>;
  refusedId(Logins: Record<string, string>): Promise<Fault>;
};

/** The streaming platform with a pool that takes every kind of provider, and helpers for local providers. */
export async function startStage(): Promise<Stage> {
  const streaming = await startStreaming();
  const { test, identityPoolId } = streaming;
  const stage: Stage = {
    ...streaming,
    put: async (Kind, Name, Claims = ADA) => {
      const { localProvider } = await test.call('poolkeeper', 'PutLocalProvider', {
        Kind,
        ...(Name === undefined ? {} : { Name }),
      });
      const { person } = await test.call('poolkeeper', 'PutLocalProviderPerson', {
        LocalProvider: localProvider.name,
        Claims,
      });
      return { localProvider: localProvider.name, person: person.id };
    },
    issue: (LocalProvider, Person, asked = {}) =>
      test.call('poolkeeper', 'IssueLocalProviderToken', { LocalProvider, Person, AppId: APP, ...asked }),
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
