import { oidcProviderArn, samlProviderArn } from '../../../shared/aws/arn.ts';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import type { LocalProvider } from '../../../shared/poolkeeper/operations.ts';
import { cli, type CliCall } from '../../lib/cli.ts';

/** What has to be known to set a local provider up in an identity pool. */
export type SetUp = {
  readonly localProvider: LocalProvider;
  readonly pool: IdentityPool;
  /** The app as the provider knows it; SAML has none. */
  readonly appId: string;
  readonly account: string;
  /** The clients that IAM's OpenID Connect provider lists, where there is one. */
  readonly clientIds?: readonly string[];
  /** The metadata of a SAML local provider, and what IAM's provider has of it, where there is one. */
  readonly metadata?: string;
  readonly storedMetadata?: string;
};

/**
 * The calls that make an identity pool take a local provider's tokens, in order; none where it does already.
 *
 * `UpdateIdentityPool` replaces a pool whole, so all of its settings are sent with the one provider merged in.
 */
export function setUpCalls(setUp: SetUp): CliCall[] {
  const { localProvider } = setUp;
  if (localProvider.kind === 'oidc') return oidcCalls(setUp);
  if (localProvider.kind === 'saml') return samlCalls(setUp);
  return socialCalls(setUp);
}

const update = (pool: IdentityPool, changed: Partial<IdentityPool>): CliCall =>
  cli('cognito-identity', 'UpdateIdentityPool', { ...pool, ...changed });

function socialCalls({ localProvider, pool, appId }: SetUp): CliCall[] {
  const key = localProvider.loginKey ?? '';
  const before = pool.SupportedLoginProviders?.[key];
  // Twitter and Digits have a secret behind the semicolon, others may list several apps.
  const single = localProvider.kind === 'twitter' || localProvider.kind === 'digits';
  const apps = before?.split(';') ?? [];
  if (single ? apps[0] === appId : apps.includes(appId)) return [];
  const after = single || before === undefined ? appId : `${before};${appId}`;
  return [update(pool, { SupportedLoginProviders: { ...pool.SupportedLoginProviders, [key]: after } })];
}

function oidcCalls({ localProvider, pool, appId, account, clientIds = [] }: SetUp): CliCall[] {
  const arn = localProvider.providerArn ?? oidcProviderArn(account, localProvider.loginKey ?? '');
  const listed = pool.OpenIdConnectProviderARNs ?? [];
  return [
    ...(localProvider.providerArn === undefined
      ? [cli('iam', 'CreateOpenIDConnectProvider', { Url: localProvider.issuer ?? '', ClientIDList: [appId] })]
      : clientIds.includes(appId)
        ? []
        : [
            cli('iam', 'AddClientIDToOpenIDConnectProvider', {
              OpenIDConnectProviderArn: localProvider.providerArn,
              ClientID: appId,
            }),
          ]),
    ...(listed.includes(arn) ? [] : [update(pool, { OpenIdConnectProviderARNs: [...listed, arn] })]),
  ];
}

/** A local provider that was made anew has another certificate than IAM was told. */
const isStale = (metadata: string, stored: string): boolean =>
  !stored.includes(/<X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? '');

function samlCalls({ localProvider, pool, account, metadata = '', storedMetadata = '' }: SetUp): CliCall[] {
  const arn = localProvider.providerArn ?? samlProviderArn(account, localProvider.name);
  const listed = pool.SamlProviderARNs ?? [];
  return [
    ...(localProvider.providerArn === undefined
      ? [cli('iam', 'CreateSAMLProvider', { Name: localProvider.name, SAMLMetadataDocument: metadata })]
      : isStale(metadata, storedMetadata)
        ? [
            cli('iam', 'UpdateSAMLProvider', {
              SAMLProviderArn: localProvider.providerArn,
              SAMLMetadataDocument: metadata,
            }),
          ]
        : []),
    ...(listed.includes(arn) ? [] : [update(pool, { SamlProviderARNs: [...listed, arn] })]),
  ];
}

/** What the calls do, in words. */
export function stepWords({ operation }: CliCall): string {
  switch (operation) {
    case 'CreateOpenIDConnectProvider':
      return 'Create an OpenID Connect provider in IAM';
    case 'AddClientIDToOpenIDConnectProvider':
      return 'Add the app to IAM’s OpenID Connect provider';
    case 'CreateSAMLProvider':
      return 'Create a SAML provider in IAM with the local provider’s metadata';
    case 'UpdateSAMLProvider':
      return 'Give IAM’s SAML provider the local provider’s present metadata: its certificate is another';
    default:
      return 'Add the provider to the identity pool, and keep all its other settings';
  }
}
