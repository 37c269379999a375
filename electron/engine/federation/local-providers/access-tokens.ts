import { createHash } from 'node:crypto';
import type { LocalProviderPerson } from '../../../../shared/poolkeeper/operations.ts';
import { alphanumerics } from '../../kernel/ids.ts';
import type { LocalProviderRecord, LocalProviderToken } from '../../store/local-providers.ts';
import type { Workspace } from '../../kernel/workspace.ts';

type RandomBytes = (bytes: number) => Uint8Array;

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * A new access token in the form that the provider's have: Facebook's begin with `EAA`, Amazon's with `Atza|`,
 * Twitter's and Digits' are the user's id with a text, `;`, and a secret.
 */
export function newAccessToken(random: RandomBytes, { kind }: LocalProviderRecord, person: string): string {
  switch (kind) {
    case 'facebook':
      return `EAA${alphanumerics(random, 180)}`;
    case 'amazon':
      return `Atza|${alphanumerics(random, 200)}`;
    default:
      return `${person}-${alphanumerics(random, 40)};${alphanumerics(random, 45)}`;
  }
}

/** What is stored of an access token: the store does not know the token itself. */
export const storedToken = (token: string, rest: Omit<LocalProviderToken, 'digest'>): LocalProviderToken => ({
  digest: digestOf(token),
  ...rest,
});

/** Why an access token is not trusted. */
type AccessTokenRejection = {
  readonly why: 'local-provider' | 'unknown' | 'app' | 'expired';
  readonly reason: string;
};

/** Somebody an access token is of. */
type AccessTokenHolder = { readonly person: LocalProviderPerson; readonly appId: string };

/**
 * What the provider itself would say of an access token: whose it is, and for which app.
 *
 * @param kind the provider, which is also its local provider's name
 * @param appIds the apps whose tokens are taken; every app's where it is not given
 */
export function judgeAccessToken(
  { store, clock }: Workspace,
  kind: LocalProviderRecord['kind'],
  token: string,
  appIds?: readonly string[],
): AccessTokenHolder | AccessTokenRejection {
  if (store.localProviders.get(kind) === undefined)
    return {
      why: 'local-provider',
      reason: `Its access tokens only ${kind}’s own server can judge, and no outside server is asked. A local provider for ${kind} (Local providers, PutLocalProvider) issues tokens that are accepted here.`,
    };
  const stored = store.localProviders.token(digestOf(token));
  if (stored?.localProvider !== kind)
    return {
      why: 'unknown',
      reason:
        stored === undefined
          ? `The local provider for ${kind} issued no such token, or the person it was for is gone. A token of the real provider is not taken.`
          : `The token is one of the local provider for ${stored.localProvider}.`,
    };
  const person = store.localProviders.person(kind, stored.person);
  if (person === undefined) return { why: 'unknown', reason: `${stored.person} is gone.` };
  if (appIds !== undefined && !appIds.includes(stored.appId))
    return { why: 'app', reason: `The token is for the app ${stored.appId}; taken are ${appIds.join(', ')}.` };
  if (stored.expiresAt <= clock.now())
    return { why: 'expired', reason: `The token expired at ${new Date(stored.expiresAt).toISOString()}.` };
  return { person, appId: stored.appId };
}
