import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { StandIn } from '../../../shared/poolkeeper/operations.ts';
import { useCall } from '../../client/hooks.ts';
import { Go, GoButton } from '../../parts/go.tsx';
import { InfoLink } from '../../parts/help.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { DeleteStandIn } from './delete-provider.tsx';
import { KIND_WORDS, STAND_INS_HELP, standInPaths } from './words.ts';

/** Every stand-in of the workspace. */
export function StandInsPage() {
  usePageFrame('Stand-ins', [], STAND_INS_HELP);
  const { output, fault, loading } = useCall('poolkeeper', 'ListStandIns', {});
  const [chosen, choose] = useState<StandIn[]>([]);
  const [deleting, setDeleting] = useState(false);
  const standIn = chosen[0];
  return (
    <>
      <ResourceTable<StandIn>
        id="stand-ins"
        title="Stand-ins"
        variant="full-page"
        items={output?.standIns}
        loading={loading}
        fault={fault}
        keyOf={({ name }) => name}
        description="Identity providers on this machine, with people who sign in there."
        info={<InfoLink topic={STAND_INS_HELP} />}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        columns={[
          {
            id: 'name',
            header: 'Name',
            value: ({ name }) => name,
            cell: ({ name }) => <Go to={standInPaths.one(name)}>{name}</Go>,
            isRowHeader: true,
          },
          { id: 'kind', header: 'Stands for', value: ({ kind }) => KIND_WORDS[kind].title },
          { id: 'people', header: 'People', value: ({ people }) => people.length },
          { id: 'login', header: 'Login key', value: ({ loginKey }) => loginKey, minWidth: 240 },
          { id: 'issuer', header: 'Issuer', value: ({ issuer }) => issuer, hidden: true },
          {
            id: 'modified',
            header: 'Changed',
            value: ({ modifiedAt }) => modifiedAt,
            cell: ({ modifiedAt }) => <Time seconds={modifiedAt / 1000} />,
            filter: false,
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={standIn === undefined} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <GoButton to={standInPaths.create} variant="primary">
              Create stand-in
            </GoButton>
          </SpaceBetween>
        }
        empty={{
          title: 'No stand-ins',
          text: 'A stand-in for Google, Facebook, Apple, Amazon, an OpenID Connect or a SAML provider signs people in without a network: identity pools and STS believe its tokens as they would the provider’s.',
          action: <GoButton to={standInPaths.create}>Create stand-in</GoButton>,
        }}
      />
      {standIn !== undefined && (
        <DeleteStandIn
          standIn={standIn}
          visible={deleting}
          onClose={() => setDeleting(false)}
          onDeleted={() => {
            setDeleting(false);
            choose([]);
          }}
        />
      )}
    </>
  );
}
