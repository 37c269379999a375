import { Box, FormField, Multiselect, SpaceBetween } from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useCall } from '../../../client/hooks.ts';
import { Copy } from '../../../parts/copy.tsx';
import { LabelledSelect } from '../../../parts/labelled.tsx';

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
      <LabelledSelect
        label="User pool"
        ariaLabel="User pool"
        placeholder="Choose a user pool"
        empty="There is no user pool yet"
        expandToViewport
        loading={pools.loading}
        value={poolId}
        options={listed.map(({ Id = '', Name = '' }) => ({ value: Id, label: Name, description: Id }))}
        onChange={(id) => {
          setChosen(id);
          setPicked(undefined);
        }}
      />
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
