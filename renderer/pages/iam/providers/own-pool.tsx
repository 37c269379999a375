import { Box, FormField, Multiselect, Select, SpaceBetween } from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useCall } from '../../../client/hooks.ts';
import { Copy } from '../../../parts/copy.tsx';

/** A user pool as issuer: what its tokens say as `iss`, and the clients whose tokens are taken. */
export type PoolIssuer = { readonly issuer: string; readonly clients: readonly string[] };

/** Chooses a user pool of this workspace; all its clients are taken until some are left out. */
export function OwnPool({
  first,
  onChange,
}: {
  readonly first: string;
  readonly onChange: (pool: PoolIssuer | undefined) => void;
}) {
  const pools = useCall('cognito-idp', 'ListUserPools', { MaxResults: 60 });
  const [chosen, setChosen] = useState(first);
  const [picked, setPicked] = useState<readonly string[]>();
  const listed = pools.output?.UserPools ?? [];
  const poolId = chosen || (listed[0]?.Id ?? '');
  const clients = useCall(
    'cognito-idp',
    'ListUserPoolClients',
    { UserPoolId: poolId, MaxResults: 60 },
    { enabled: poolId !== '' },
  );
  // The discovery document says what tokens of the pool carry, as the workspace is set.
  const discovery = useCall('poolkeeper', 'GetOpenIdConfiguration', { PoolId: poolId }, { enabled: poolId !== '' });
  const options = (clients.output?.UserPoolClients ?? []).map(({ ClientId = '', ClientName = '' }) => ({
    value: ClientId,
    label: ClientName,
    description: ClientId,
  }));
  const taken = picked ?? options.map(({ value }) => value);
  const announced = discovery.output?.['issuer'];
  const issuer = typeof announced === 'string' ? announced : '';
  const said = taken.join(' ');
  useEffect(() => {
    onChange(issuer === '' ? undefined : { issuer, clients: said === '' ? [] : said.split(' ') });
  }, [issuer, said, onChange]);

  return (
    <SpaceBetween size="l">
      <FormField label="User pool">
        <Select
          ariaLabel="User pool"
          placeholder="Choose a user pool"
          empty="There is no user pool yet"
          expandToViewport
          statusType={pools.loading ? 'loading' : 'finished'}
          selectedOption={
            poolId === '' ? null : { value: poolId, label: listed.find(({ Id }) => Id === poolId)?.Name ?? poolId }
          }
          options={listed.map(({ Id = '', Name = '' }) => ({ value: Id, label: Name, description: Id }))}
          onChange={({ detail }) => {
            setChosen(detail.selectedOption.value ?? '');
            setPicked(undefined);
          }}
        />
      </FormField>
      <FormField label="Issuer" description="What tokens of the pool say as iss, as the workspace is set.">
        {issuer === '' ? <Box color="text-body-secondary">-</Box> : <Copy value={issuer} what="issuer" />}
      </FormField>
      <FormField label="App clients" description="Whose ID tokens are taken.">
        <Multiselect
          ariaLabel="App clients"
          placeholder="Choose app clients"
          empty="The user pool has no app client"
          expandToViewport
          deselectAriaLabel={({ label = '' }) => `Leave out ${label}`}
          selectedOptions={options.filter(({ value }) => taken.includes(value))}
          options={options}
          onChange={({ detail }) => setPicked(detail.selectedOptions.map(({ value = '' }) => value))}
        />
      </FormField>
    </SpaceBetween>
  );
}
