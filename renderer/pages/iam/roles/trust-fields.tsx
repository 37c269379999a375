import { FormField, RadioGroup, SpaceBetween, Tiles } from '@cloudscape-design/components';
import { useCall } from '../../../client/hooks.ts';
import { SERVICES } from '../../../parts/policy/words.ts';
import { issuerOf, type Trust } from './trust.ts';
import { LabelledInput, LabelledSelect } from '../../../parts/labelled.tsx';

type Fields = { readonly trust: Trust; readonly change: (changes: Partial<Trust>) => void };

/** Asks who may take a role, in words; the policy follows from the answers. */
export function TrustFields({ trust, change }: Fields) {
  return (
    <SpaceBetween size="l">
      <Tiles
        ariaLabel="Who may take the role"
        columns={3}
        value={trust.kind}
        onChange={({ detail }) => change({ kind: detail.value as Trust['kind'], providerArn: '', audience: '' })}
        items={[
          {
            value: 'pool',
            label: 'Identity pool',
            description: 'Users who have signed in, or guests, of an identity pool.',
          },
          {
            value: 'oidc',
            label: 'OpenID Connect',
            description: 'Users with a token of a provider, for example of a user pool, without an identity pool.',
          },
          { value: 'saml', label: 'SAML 2.0', description: 'Users with an assertion of an enterprise directory.' },
          { value: 'account', label: 'AWS account', description: 'Roles and users of this account or of another.' },
          { value: 'service', label: 'AWS service', description: 'A service that acts for you, such as a function.' },
        ]}
      />
      {trust.kind === 'pool' && <PoolFields trust={trust} change={change} />}
      {trust.kind === 'oidc' && <OidcFields trust={trust} change={change} />}
      {trust.kind === 'saml' && <SamlField trust={trust} change={change} />}
      {trust.kind === 'account' && <AccountFields trust={trust} change={change} />}
      {trust.kind === 'service' && (
        <LabelledSelect
          label="Service"
          ariaLabel="Service"
          value={trust.service}
          onChange={(service) => change({ service })}
          options={SERVICES.map(({ word, means }) => ({ value: word, label: word, description: means }))}
        />
      )}
    </SpaceBetween>
  );
}

function PoolFields({ trust, change }: Fields) {
  const pools = useCall('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  const found = pools.output?.IdentityPools ?? [];
  return (
    <SpaceBetween size="l">
      <LabelledSelect
        label="Identity pool"
        description="IAM refuses a trust policy for Cognito that does not name the pool."
        ariaLabel="Identity pool"
        placeholder="Choose an identity pool"
        empty="There is no identity pool yet"
        loading={pools.loading}
        value={trust.identityPoolId}
        onChange={(identityPoolId) => change({ identityPoolId })}
        options={found.map(({ IdentityPoolId = '', IdentityPoolName = '' }) => ({
          value: IdentityPoolId,
          label: IdentityPoolName,
          description: IdentityPoolId,
        }))}
      />
      <FormField label="Who of it">
        <RadioGroup
          ariaLabel="Who of the identity pool"
          value={trust.identity}
          onChange={({ detail }) => change({ identity: detail.value as Trust['identity'] })}
          items={[
            { value: 'authenticated', label: 'Users who have signed in' },
            { value: 'unauthenticated', label: 'Guests' },
            { value: 'provider', label: 'Users who have signed in with one provider' },
          ]}
        />
      </FormField>
      {trust.identity === 'provider' && (
        <LabelledInput
          label="Provider"
          description="As the token’s amr names it: cognito-idp.REGION.amazonaws.com/POOL, graph.facebook.com, a SAML provider’s ARN."
          value={trust.amr}
          onChange={(amr) => change({ amr })}
          trim
        />
      )}
    </SpaceBetween>
  );
}

function OidcFields({ trust, change }: Fields) {
  const providers = useCall('iam', 'ListOpenIDConnectProviders', {});
  const provider = useCall(
    'iam',
    'GetOpenIDConnectProvider',
    { OpenIDConnectProviderArn: trust.providerArn },
    { enabled: trust.providerArn !== '' },
  );
  const arns = (providers.output?.OpenIDConnectProviderList ?? []).map(({ Arn = '' }) => Arn);
  const clients = provider.output?.ClientIDList ?? [];
  return (
    <SpaceBetween size="l">
      <LabelledSelect
        label="Provider"
        description="An OpenID Connect provider of IAM. One whose URL is a user pool’s issuer takes that pool’s ID tokens."
        ariaLabel="Provider"
        placeholder="Choose a provider"
        empty="IAM has no OpenID Connect provider yet"
        loading={providers.loading}
        value={trust.providerArn}
        unlisted={issuerOf(trust.providerArn)}
        onChange={(providerArn) => change({ providerArn, audience: '' })}
        options={arns.map((arn) => ({ value: arn, label: issuerOf(arn), description: arn }))}
      />
      <LabelledInput
        label="Audience"
        description={
          clients.length === 0
            ? 'The client that tokens must be for.'
            : `The client that tokens must be for. The provider takes ${clients.join(', ')}.`
        }
        value={trust.audience}
        onChange={(audience) => change({ audience })}
        trim
      />
    </SpaceBetween>
  );
}

function SamlField({ trust, change }: Fields) {
  const providers = useCall('iam', 'ListSAMLProviders', {});
  const arns = (providers.output?.SAMLProviderList ?? []).map(({ Arn = '' }) => Arn);
  return (
    <LabelledSelect
      label="Provider"
      description="A SAML provider of IAM."
      ariaLabel="Provider"
      placeholder="Choose a provider"
      empty="IAM has no SAML provider yet"
      loading={providers.loading}
      value={trust.providerArn}
      unlisted={issuerOf(trust.providerArn)}
      onChange={(providerArn) => change({ providerArn })}
      options={arns.map((arn) => ({ value: arn, label: issuerOf(arn), description: arn }))}
    />
  );
}

function AccountFields({ trust, change }: Fields) {
  return (
    <SpaceBetween size="l">
      <LabelledInput
        label="Account"
        constraint="12 digits. Who of the account may take the role is up to its own policies."
        value={trust.account}
        onChange={(account) => change({ account })}
        trim
      />
      <LabelledInput
        label="External ID"
        description="Somebody else’s account passes it, so that it cannot be made to act for another."
        value={trust.externalId}
        onChange={(externalId) => change({ externalId })}
        trim
      />
    </SpaceBetween>
  );
}
