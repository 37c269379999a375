import { limitsOf } from '../../../../shared/aws/limits.ts';
import { fits, textProblem, textRule } from '../../../lib/limits.ts';
import { poolRegion } from '../../../../shared/aws/arn.ts';
import type {
  CognitoIdentityProvider,
  IdentityPool,
  RoleMappingMap,
} from '../../../../shared/aws/types/cognito-identity.ts';

/** The providers that `SupportedLoginProviders` knows, by the key of their logins. */
export const SOCIAL = {
  google: {
    login: 'accounts.google.com',
    title: 'Google',
    field: 'Client ID',
    example: '123-abc.apps.googleusercontent.com',
  },
  apple: { login: 'appleid.apple.com', title: 'Apple', field: 'Services ID', example: 'com.example.app' },
  facebook: { login: 'graph.facebook.com', title: 'Facebook', field: 'App ID', example: '7346241598935552' },
  amazon: {
    login: 'www.amazon.com',
    title: 'Amazon',
    field: 'App ID',
    example: 'amzn1.application.188a56d827a7d6555a8b67a5d',
  },
  twitter: { login: 'api.twitter.com', title: 'X (Twitter)', field: 'Consumer key and secret', example: 'KEY;SECRET' },
  digits: { login: 'www.digits.com', title: 'Digits', field: 'Consumer key and secret', example: 'KEY;SECRET' },
} as const;
type SocialKind = keyof typeof SOCIAL;
export const SOCIAL_KINDS = Object.keys(SOCIAL) as SocialKind[];

/** Somebody whose word an identity pool takes for who a user is. */
export type Provider =
  | {
      readonly kind: 'user-pool';
      readonly userPoolId: string;
      readonly clientId: string;
      readonly serverSideCheck: boolean;
    }
  | { readonly kind: SocialKind; readonly appId: string }
  | { readonly kind: 'oidc' | 'saml'; readonly arn: string }
  | { readonly kind: 'developer'; readonly name: string };
export type ProviderKind = Provider['kind'];

/** The members of an identity pool that hold its providers. */
type ProviderSettings = Pick<
  IdentityPool,
  | 'CognitoIdentityProviders'
  | 'SupportedLoginProviders'
  | 'OpenIdConnectProviderARNs'
  | 'SamlProviderARNs'
  | 'DeveloperProviderName'
>;

/** The provider name of a user pool in an identity pool. */
const providerOf = (userPoolId: string): string => `cognito-idp.${poolRegion(userPoolId)}.amazonaws.com/${userPoolId}`;

/** The user pool's id in a provider name, to link to it. */
export const userPoolOf = (providerName: string): string => providerName.split('/')[1] ?? providerName;

const isSocial = (provider: Provider): provider is Extract<Provider, { appId: string }> => 'appId' in provider;

/** The key under which an app passes a login of the provider. */
export function loginOf(provider: Provider): string {
  if (isSocial(provider)) return SOCIAL[provider.kind].login;
  switch (provider.kind) {
    case 'user-pool':
      return providerOf(provider.userPoolId);
    case 'oidc':
      return provider.arn.split(':oidc-provider/')[1] ?? provider.arn;
    case 'saml':
      return provider.arn;
    case 'developer':
      return provider.name;
  }
}

/**
 * The key of the provider's mapping in `SetIdentityPoolRoles`.
 *
 * A user pool's names the app client too, OIDC and SAML have their ARN. A developer provider has no mapping.
 */
export function mappingKeyOf(provider: Provider): string | undefined {
  if (provider.kind === 'developer') return undefined;
  if (provider.kind === 'user-pool') return `${loginOf(provider)}:${provider.clientId}`;
  return 'arn' in provider ? provider.arn : loginOf(provider);
}

/** What tells one provider of a pool from the others. */
export const keyOf = (provider: Provider): string => mappingKeyOf(provider) ?? loginOf(provider);

/** The provider in a few words. */
export function titleOf(provider: Provider): string {
  if (isSocial(provider)) return SOCIAL[provider.kind].title;
  switch (provider.kind) {
    case 'user-pool':
      return `User pool ${provider.userPoolId}`;
    case 'oidc':
      return `OpenID Connect ${loginOf(provider)}`;
    case 'saml':
      return `SAML ${provider.arn.split(':saml-provider/')[1] ?? provider.arn}`;
    case 'developer':
      return `Custom developer provider ${provider.name}`;
  }
}

/** What the pool checks of the provider's tokens: app client, app id, ARN or name. */
export function detailOf(provider: Provider): string {
  if (isSocial(provider)) return provider.appId;
  if (provider.kind === 'user-pool') return provider.clientId;
  return 'arn' in provider ? provider.arn : provider.name;
}

/** Every provider of a pool, in AWS's order of kinds. */
export function providersOf(pool: ProviderSettings): Provider[] {
  return [
    ...(pool.CognitoIdentityProviders ?? []).map(({ ProviderName = '', ClientId = '', ServerSideTokenCheck }) => ({
      kind: 'user-pool' as const,
      userPoolId: userPoolOf(ProviderName),
      clientId: ClientId,
      serverSideCheck: ServerSideTokenCheck === true,
    })),
    ...SOCIAL_KINDS.flatMap((kind) => {
      const appId = pool.SupportedLoginProviders?.[SOCIAL[kind].login];
      return appId === undefined ? [] : [{ kind, appId }];
    }),
    ...(pool.OpenIdConnectProviderARNs ?? []).map((arn) => ({ kind: 'oidc' as const, arn })),
    ...(pool.SamlProviderARNs ?? []).map((arn) => ({ kind: 'saml' as const, arn })),
    ...(pool.DeveloperProviderName === undefined
      ? []
      : [{ kind: 'developer' as const, name: pool.DeveloperProviderName }]),
  ];
}

/** Every member that holds providers, also those that hold none. */
type AllProviders = {
  readonly CognitoIdentityProviders: CognitoIdentityProvider[] | undefined;
  readonly SupportedLoginProviders: Record<string, string> | undefined;
  readonly OpenIdConnectProviderARNs: string[] | undefined;
  readonly SamlProviderARNs: string[] | undefined;
  readonly DeveloperProviderName: string | undefined;
};

/** Providers as `CreateIdentityPool` and `UpdateIdentityPool` take them; kinds that have none are undefined. */
export function settingsOf(providers: readonly Provider[]): AllProviders {
  const userPools = providers.flatMap((provider) =>
    provider.kind === 'user-pool'
      ? [
          {
            ProviderName: providerOf(provider.userPoolId),
            ClientId: provider.clientId,
            ServerSideTokenCheck: provider.serverSideCheck,
          },
        ]
      : [],
  );
  const social = providers.filter(isSocial).map(({ kind, appId }) => [SOCIAL[kind].login, appId] as const);
  const arns = (kind: 'oidc' | 'saml'): string[] | undefined => {
    const list = providers.flatMap((provider) => (provider.kind === kind && 'arn' in provider ? [provider.arn] : []));
    return list.length === 0 ? undefined : list;
  };
  return {
    CognitoIdentityProviders: userPools.length === 0 ? undefined : userPools,
    SupportedLoginProviders: social.length === 0 ? undefined : Object.fromEntries(social),
    OpenIdConnectProviderARNs: arns('oidc'),
    SamlProviderARNs: arns('saml'),
    DeveloperProviderName: providers.flatMap((provider) => (provider.kind === 'developer' ? [provider.name] : []))[0],
  };
}

/** Members that are undefined left out: what goes into a call. */
export const present = <T extends object>(
  members: T,
): { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
} => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;

const DEVELOPER_NAME = limitsOf('cognito-identity', 'CreateIdentityPool', 'DeveloperProviderName');
const APP_ID = limitsOf('cognito-identity', 'CreateIdentityPool', 'SupportedLoginProviders.value');

/** What is wrong with a provider, beside those that the pool has already. */
export function providerProblem(provider: Provider, others: readonly Provider[]): string | undefined {
  if (provider.kind === 'user-pool') {
    if (provider.userPoolId === '') return 'Choose a user pool.';
    if (provider.clientId === '') return 'Choose the app client whose tokens the pool takes.';
  } else if (isSocial(provider)) {
    if (provider.appId.trim() === '') return `Type the ${SOCIAL[provider.kind].field.toLowerCase()}.`;
    const problem = textProblem(provider.appId, APP_ID);
    if (problem !== undefined) return problem;
  } else if ('arn' in provider) {
    if (provider.arn === '') return 'Choose an IAM provider, or create one.';
  } else if (!fits(provider.name, DEVELOPER_NAME)) {
    return `${textRule(DEVELOPER_NAME)}, for example login.mycompany.myapp.`;
  }
  return others.some((other) => keyOf(other) === keyOf(provider)) ? 'The pool has this provider already.' : undefined;
}

/** A provider of a kind before anything is chosen. */
export function newProvider(kind: ProviderKind): Provider {
  if (kind === 'user-pool') return { kind, userPoolId: '', clientId: '', serverSideCheck: true };
  if (kind === 'oidc' || kind === 'saml') return { kind, arn: '' };
  return kind === 'developer' ? { kind, name: '' } : { kind, appId: '' };
}

/** The kinds in the order in which they are offered. */
export const KINDS: readonly { readonly kind: ProviderKind; readonly label: string; readonly description: string }[] = [
  { kind: 'user-pool', label: 'User pool', description: 'ID tokens of a Cognito user pool’s app client.' },
  { kind: 'google', label: 'Google', description: 'ID tokens of accounts.google.com.' },
  { kind: 'apple', label: 'Apple', description: 'ID tokens of appleid.apple.com.' },
  { kind: 'facebook', label: 'Facebook', description: 'Access tokens of graph.facebook.com.' },
  { kind: 'amazon', label: 'Amazon', description: 'Access tokens of Login with Amazon.' },
  { kind: 'twitter', label: 'X (Twitter)', description: 'Access token and secret of api.twitter.com.' },
  { kind: 'digits', label: 'Digits', description: 'Access token and secret of www.digits.com. The service has ended.' },
  { kind: 'oidc', label: 'OpenID Connect', description: 'ID tokens of an issuer that IAM knows.' },
  { kind: 'saml', label: 'SAML', description: 'Assertions of an identity provider that IAM knows.' },
  {
    kind: 'developer',
    label: 'Custom developer provider',
    description: 'Your own back end says who signed in. Cannot be changed or removed later.',
  },
];

/** Claims that tokens of a kind usually carry, to choose from. */
export const claimsOf = (kind: ProviderKind): readonly string[] =>
  kind === 'user-pool'
    ? ['cognito:groups', 'cognito:username', 'email', 'sub', 'aud', 'custom:']
    : kind === 'saml'
      ? ['sub', 'iss']
      : ['sub', 'aud', 'email', 'iss'];

/** Mappings of providers that the pool has no more: AWS keeps them, and nobody uses them. */
export const strayMappings = (mappings: RoleMappingMap | undefined, providers: readonly Provider[]): string[] =>
  Object.keys(mappings ?? {}).filter((key) => !providers.some((provider) => mappingKeyOf(provider) === key));
