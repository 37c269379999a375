import type { LocalProviderKind } from '../../../../shared/poolkeeper/operations.ts';
import { alphanumerics, uuid } from '../../kernel/ids.ts';

type RandomBytes = (bytes: number) => Uint8Array;

/** How a kind of provider attests a sign-in, and what its people are called. */
type KindOfLocalProvider = {
  readonly tokens: 'id' | 'access' | 'saml';
  /** The key of a login at identity pools, where the kind alone decides it. */
  readonly loginKey?: string;
  /** `iss` of its ID tokens, where the kind alone decides it. */
  readonly issuer?: string;
  /** A new person's id in the provider's own form. */
  readonly newId: (random: RandomBytes) => string;
};

const DIGITS = '0123456789';
const digits =
  (length: number) =>
  (random: RandomBytes): string =>
    `1${alphanumerics(random, length - 1, DIGITS)}`;

/** Every kind that there is. Ids have the form that each provider documents for its users. */
export const KINDS: Readonly<Record<LocalProviderKind, KindOfLocalProvider>> = {
  google: {
    tokens: 'id',
    loginKey: 'accounts.google.com',
    issuer: 'https://accounts.google.com',
    newId: digits(21),
  },
  apple: {
    tokens: 'id',
    loginKey: 'appleid.apple.com',
    issuer: 'https://appleid.apple.com',
    newId: (random) =>
      `00${alphanumerics(random, 4, DIGITS)}.${Buffer.from(random(16)).toString('hex')}.${alphanumerics(random, 4, DIGITS)}`,
  },
  facebook: { tokens: 'access', loginKey: 'graph.facebook.com', newId: digits(16) },
  amazon: {
    tokens: 'access',
    loginKey: 'www.amazon.com',
    newId: (random) => `amzn1.account.${alphanumerics(random, 28, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
  },
  twitter: { tokens: 'access', loginKey: 'api.twitter.com', newId: digits(19) },
  digits: { tokens: 'access', loginKey: 'www.digits.com', newId: digits(18) },
  oidc: { tokens: 'id', newId: uuid },
  saml: { tokens: 'saml', newId: uuid },
};

/** The kind whose logins come under a key: `graph.facebook.com` is Facebook's. */
export const kindOfLoginKey = (key: string): LocalProviderKind | undefined =>
  (Object.keys(KINDS) as LocalProviderKind[]).find((kind) => KINDS[kind].loginKey === key);
