import type { LocalProviderClaims, LocalProviderKind } from '../../../shared/poolkeeper/operations.ts';
import type { HelpTopic } from '../../lib/help.ts';

/** Every kind in words: its name, and what it gives an app at sign-in. */
export const KIND_WORDS: Readonly<Record<LocalProviderKind, { readonly title: string; readonly gives: string }>> = {
  google: { title: 'Google', gives: 'ID tokens of accounts.google.com' },
  apple: { title: 'Apple', gives: 'ID tokens of appleid.apple.com' },
  facebook: { title: 'Facebook', gives: 'Access tokens of graph.facebook.com' },
  amazon: { title: 'Login with Amazon', gives: 'Access tokens of www.amazon.com' },
  twitter: { title: 'X (Twitter)', gives: 'Access tokens of api.twitter.com, with their secret' },
  digits: { title: 'Digits', gives: 'Access tokens of www.digits.com, with their secret' },
  oidc: { title: 'OpenID Connect', gives: 'ID tokens of any issuer: Okta, Auth0, Keycloak, your own' },
  saml: { title: 'SAML 2.0', gives: 'Signed responses of any identity provider: Entra ID, Okta, AD FS' },
};
export const KINDS = Object.keys(KIND_WORDS) as LocalProviderKind[];

/** Kinds of which there may be several, each with a name of its own. */
export const isNamed = (kind: LocalProviderKind): kind is 'oidc' | 'saml' => kind === 'oidc' || kind === 'saml';

/** The claims that the form of a new person begins with. */
export function firstClaims(kind: LocalProviderKind): LocalProviderClaims {
  const person = { email: 'ada@example.com', name: 'Ada Lovelace' };
  switch (kind) {
    case 'google':
      return { ...person, email_verified: true };
    case 'apple':
      return { email: person.email, email_verified: 'true' };
    case 'saml':
      return { ...person, department: ['film', 'sound'] };
    case 'oidc':
      return { ...person, groups: ['premium'] };
    default:
      return person;
  }
}

export const LOCAL_PROVIDERS_HELP: HelpTopic = {
  title: 'Local identity providers',
  text: [
    'A local provider takes the place of Google, Facebook, a SAML provider or any other on this machine: you say who has an account there, and it signs them in.',
    'Its tokens look like the provider’s and are accepted by identity pools and STS, without a network. Nobody else accepts them.',
  ],
  term: {
    name: 'External provider',
    meaning: 'A third party whose sign-in an identity pool exchanges for AWS credentials.',
  },
  links: [
    {
      text: 'Identity pools with external providers',
      href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html',
    },
  ],
};
