import { Button, ColumnLayout, FormField, Input, Select, SpaceBetween, Tiles } from '@cloudscape-design/components';
import type { Output } from '../../../shared/contract.ts';
import type { Scenario } from '../../../shared/poolkeeper/operations.ts';
import { useCall } from '../../client/hooks.ts';
import { useList } from '../../client/lists.ts';
import { needsResources, type Choice } from './actors.ts';
import { LabelledInput, LabelledSelect } from '../../parts/labelled.tsx';

export type Sample = NonNullable<Output<'poolkeeper', 'DescribeWorkspace'>['sample']>;

const option = (value: string, label = value) => ({ value, label });
const NO_MISHAP = { value: '', label: 'Nothing: everything as it should be' };

/** The choices of a run: the scenario, who takes part, what goes wrong. */
export function Choose({
  scenarios,
  choice,
  password,
  sample,
  running,
  onChange,
  onPassword,
  onRun,
}: {
  readonly scenarios: readonly Scenario[];
  readonly choice: Choice;
  readonly password: string;
  readonly sample: Sample | undefined;
  readonly running: boolean;
  readonly onChange: (changed: Partial<Choice>) => void;
  readonly onPassword: (password: string) => void;
  readonly onRun: () => void;
}) {
  const scenario = scenarios.find(({ id }) => id === choice.scenario);
  const faults = [NO_MISHAP, ...(scenario?.faults ?? []).map(({ id, title }) => option(id, title))];
  const complete = [choice.poolId, choice.clientId, choice.username, password].every((value) => value !== '');
  return (
    <SpaceBetween size="l">
      <FormField label="Scenario" stretch>
        <Tiles
          ariaLabel="Scenario"
          columns={2}
          value={choice.scenario}
          onChange={({ detail }) => onChange({ scenario: detail.value, fault: '' })}
          items={scenarios.map(({ id, title, about }) => ({ value: id, label: title, description: about }))}
        />
      </FormField>
      <ColumnLayout columns={2}>
        <PoolField choice={choice} onChange={onChange} />
        <ClientField choice={choice} onChange={onChange} />
        <FormField
          label="User name"
          description={sample === undefined ? undefined : 'Viewers of the sample can be chosen from the list.'}
        >
          {sample !== undefined && sample.poolId === choice.poolId ? (
            <Select
              ariaLabel="User name"
              selectedOption={option(choice.username)}
              onChange={({ detail }) => onChange({ username: detail.selectedOption.value ?? '' })}
              options={sample.viewers.map(({ username, groups }) => ({
                value: username,
                label: username,
                description: groups.join(', '),
              }))}
            />
          ) : (
            <Input value={choice.username} onChange={({ detail }) => onChange({ username: detail.value })} />
          )}
        </FormField>
        <LabelledInput label="Password" type="password" autoComplete={false} value={password} onChange={onPassword} />
        <LabelledSelect
          label="What goes wrong"
          ariaLabel="What goes wrong"
          value={choice.fault}
          onChange={(fault) => onChange({ fault })}
          options={faults}
        />
      </ColumnLayout>
      {needsResources(choice.scenario) && <ResourceFields choice={choice} sample={sample} onChange={onChange} />}
      <Button
        variant="primary"
        iconName="play"
        loading={running}
        loadingText="Running"
        disabled={!complete}
        onClick={onRun}
      >
        Run the scenario
      </Button>
    </SpaceBetween>
  );
}

type FieldProps = { readonly choice: Choice; readonly onChange: (changed: Partial<Choice>) => void };

function PoolField({ choice, onChange }: FieldProps) {
  const pools = useList('cognito-idp', 'ListUserPools', { MaxResults: 60 }, 'UserPools');
  return (
    <FormField label="User pool">
      <Select
        ariaLabel="User pool"
        placeholder="Choose a user pool"
        empty="There is no user pool"
        statusType={pools.loading ? 'loading' : pools.more ? 'pending' : 'finished'}
        onLoadItems={() => pools.more && pools.loadMore()}
        selectedOption={choice.poolId === '' ? null : option(choice.poolId)}
        onChange={({ detail }) => onChange({ poolId: detail.selectedOption.value ?? '', clientId: '', username: '' })}
        options={(pools.items ?? []).map(({ Id = '', Name = '' }) => ({ value: Id, label: Id, description: Name }))}
      />
    </FormField>
  );
}

function ClientField({ choice, onChange }: FieldProps) {
  const clients = useCall(
    'cognito-idp',
    'ListUserPoolClients',
    { UserPoolId: choice.poolId, MaxResults: 60 },
    { enabled: choice.poolId !== '' },
  );
  return (
    <LabelledSelect
      label="App client"
      ariaLabel="App client"
      placeholder="Choose an app client"
      empty="The pool has no app client"
      disabled={choice.poolId === ''}
      loading={clients.loading}
      value={choice.clientId}
      onChange={(clientId) => onChange({ clientId })}
      options={(clients.output?.UserPoolClients ?? []).map(({ ClientId = '', ClientName = '' }) => ({
        value: ClientId,
        label: ClientId,
        description: ClientName,
      }))}
    />
  );
}

function ResourceFields({ choice, sample, onChange }: FieldProps & { readonly sample: Sample | undefined }) {
  const pools = useCall('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  const objects = useCall('s3', 'ListObjectsV2', { Bucket: choice.bucket }, { enabled: choice.bucket !== '' });
  const buckets = useCall('s3', 'ListBuckets', {});
  return (
    <ColumnLayout columns={3}>
      <LabelledSelect
        label="Identity pool"
        ariaLabel="Identity pool"
        placeholder="Choose an identity pool"
        empty="There is no identity pool"
        value={choice.identityPoolId}
        onChange={(identityPoolId) => onChange({ identityPoolId })}
        options={(pools.output?.IdentityPools ?? []).map(({ IdentityPoolId = '', IdentityPoolName = '' }) => ({
          value: IdentityPoolId,
          label: IdentityPoolId,
          description: IdentityPoolName,
        }))}
      />
      <LabelledSelect
        label="Bucket"
        ariaLabel="Bucket"
        placeholder="Choose a bucket"
        empty="There is no bucket"
        value={choice.bucket}
        onChange={(bucket) => onChange({ bucket, key: '' })}
        options={(buckets.output?.Buckets ?? []).map(({ Name }) => option(Name))}
      />
      <LabelledSelect
        label="Object"
        description={sample?.bucket === choice.bucket ? 'Premium objects are refused to free viewers.' : undefined}
        ariaLabel="Object"
        placeholder="Choose an object"
        empty="The bucket is empty"
        filteringType="auto"
        filteringAriaLabel="Find an object"
        value={choice.key}
        onChange={(key) => onChange({ key })}
        options={(objects.output?.Contents ?? []).map(({ Key }) => option(Key))}
      />
    </ColumnLayout>
  );
}
