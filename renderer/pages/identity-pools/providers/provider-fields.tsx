import { Checkbox, SpaceBetween } from '@cloudscape-design/components';
import { useCall } from '../../../client/hooks.ts';
import { IamProviderField } from './iam-provider.tsx';
import { KINDS, newProvider, SOCIAL, type Provider, type ProviderKind } from './providers.ts';
import { LabelledInput, LabelledSelect } from '../../../parts/labelled.tsx';

type FieldProps<P extends Provider = Provider> = {
  readonly provider: P;
  readonly onChange: (provider: Provider) => void;
  readonly problem?: string | undefined;
};

/** What a provider needs, by its kind; the kind itself can be chosen only while the provider is new. */
export function ProviderFields({
  provider,
  onChange,
  problem,
  isNew,
  absent = [],
}: FieldProps & {
  readonly isNew: boolean;
  /** Kinds that the pool cannot take another of. */
  readonly absent?: readonly ProviderKind[];
}) {
  const options = KINDS.map(({ kind, label, description }) => ({
    value: kind,
    label,
    description: absent.includes(kind) ? 'The pool has one already, and can have only one.' : description,
    disabled: absent.includes(kind),
  }));
  return (
    <SpaceBetween size="l">
      {isNew && (
        <LabelledSelect
          label="Kind of provider"
          value={provider.kind}
          options={options}
          expandToViewport
          onChange={(chosen) => onChange(newProvider(chosen as ProviderKind))}
        />
      )}
      {provider.kind === 'user-pool' ? (
        <UserPoolFields provider={provider} onChange={onChange} problem={problem} />
      ) : 'arn' in provider ? (
        <IamProviderField
          kind={provider.kind}
          arn={provider.arn}
          problem={problem}
          onChange={(arn) => onChange({ ...provider, arn })}
        />
      ) : 'appId' in provider ? (
        <LabelledInput
          label={SOCIAL[provider.kind].field}
          description={hintOf(provider.kind)}
          problem={problem}
          constraint={`For example ${SOCIAL[provider.kind].example}`}
          value={provider.appId}
          onChange={(appId) => onChange({ ...provider, appId })}
          trim
        />
      ) : (
        <LabelledInput
          label="Developer provider name"
          description="The key of the login that your back end passes to GetOpenIdTokenForDeveloperIdentity. AWS never lets it be changed or removed."
          problem={problem}
          constraint="For example login.mycompany.myapp"
          value={provider.name}
          disabled={!isNew}
          onChange={(name) => onChange({ ...provider, name })}
          trim
        />
      )}
    </SpaceBetween>
  );
}

function hintOf(kind: keyof typeof SOCIAL): string {
  if (kind === 'google') return 'The aud of the ID tokens that are taken. Several are separated by a semicolon.';
  if (kind === 'apple') return 'The aud of the ID tokens that are taken.';
  if (kind === 'twitter' || kind === 'digits') return 'Separated by a semicolon.';
  return 'The application that the access tokens are for.';
}

function UserPoolFields({ provider, onChange, problem }: FieldProps<Extract<Provider, { kind: 'user-pool' }>>) {
  const { userPoolId, clientId } = provider;
  const pools = useCall('cognito-idp', 'ListUserPools', { MaxResults: 60 });
  const clients = useCall(
    'cognito-idp',
    'ListUserPoolClients',
    { UserPoolId: userPoolId, MaxResults: 60 },
    { enabled: userPoolId !== '' },
  );
  const poolOptions = (pools.output?.UserPools ?? []).map(({ Id = '', Name = '' }) => ({
    value: Id,
    label: Id,
    description: Name,
  }));
  const clientOptions = (clients.output?.UserPoolClients ?? []).map(({ ClientId = '', ClientName = '' }) => ({
    value: ClientId,
    label: ClientId,
    description: ClientName,
  }));
  return (
    <SpaceBetween size="l">
      <LabelledSelect
        label="User pool"
        problem={userPoolId === '' ? problem : undefined}
        placeholder="Choose a user pool"
        empty="There is no user pool"
        loading={pools.loading}
        expandToViewport
        value={userPoolId}
        onChange={(userPoolId) => onChange({ ...provider, userPoolId, clientId: '' })}
        options={poolOptions}
      />
      <LabelledSelect
        label="App client"
        description="The pool takes ID tokens whose aud is this client."
        problem={userPoolId === '' ? undefined : problem}
        placeholder="Choose an app client"
        empty="The user pool has no app client"
        disabled={userPoolId === ''}
        loading={clients.loading}
        expandToViewport
        value={clientId}
        onChange={(clientId) => onChange({ ...provider, clientId })}
        options={clientOptions}
      />
      <Checkbox
        checked={provider.serverSideCheck}
        description="ServerSideTokenCheck. Users who signed out everywhere, were disabled or deleted are refused although their token has not expired."
        onChange={({ detail }) => onChange({ ...provider, serverSideCheck: detail.checked })}
      >
        Ask the user pool whether the user still may sign in
      </Checkbox>
    </SpaceBetween>
  );
}
