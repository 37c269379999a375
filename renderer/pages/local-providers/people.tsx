import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { StandIn, StandInPerson } from '../../../shared/poolkeeper/operations.ts';
import { useAction } from '../../client/hooks.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { Go, GoButton } from '../../parts/go.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { standInPaths } from './words.ts';

/** The claims of a person in a line. */
const claimsLine = ({ claims }: StandInPerson): string =>
  Object.entries(claims)
    .map(([name, value]) => `${name}: ${[value].flat().join(', ')}`)
    .join(' · ');

/** The people who have an account at a stand-in. */
export function People({ standIn }: { readonly standIn: StandIn }) {
  const [chosen, choose] = useState<StandInPerson[]>([]);
  const [deleting, setDeleting] = useState(false);
  const person = standIn.people.find(({ id }) => id === chosen[0]?.id);
  const remove = useAction('poolkeeper', 'DeleteStandInPerson', {
    showsFault: true,
    done: (_, { Id }) => `${Id} deleted.`,
    onDone: () => {
      setDeleting(false);
      choose([]);
    },
  });
  return (
    <>
      <ResourceTable<StandInPerson>
        id="stand-in-people"
        title="People"
        items={standIn.people}
        keyOf={({ id }) => id}
        filterable={standIn.people.length > 5}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        columns={[
          {
            id: 'id',
            header: standIn.kind === 'saml' ? 'NameID' : 'ID',
            value: ({ id }) => id,
            cell: ({ id }) => <Go to={standInPaths.person(standIn.name, id)}>{id}</Go>,
            isRowHeader: true,
          },
          {
            id: 'claims',
            header: standIn.kind === 'saml' ? 'Attributes' : 'Claims',
            value: claimsLine,
            minWidth: 320,
          },
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
            <Button disabled={person === undefined} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <GoButton to={standInPaths.newPerson(standIn.name)} variant="primary">
              Add person
            </GoButton>
          </SpaceBetween>
        }
        empty={{
          title: 'No people',
          text: 'Add somebody with an account at this provider. Claims and attributes are what role mappings decide by.',
          action: <GoButton to={standInPaths.newPerson(standIn.name)}>Add person</GoButton>,
        }}
      />
      <ConfirmDelete
        visible={deleting && person !== undefined}
        title={`Delete ${person?.id ?? ''}`}
        consequences="The person’s access tokens are believed no more. ID tokens and SAML responses hold until they expire, as the real provider’s do."
        running={remove.running}
        fault={remove.fault}
        onCancel={() => setDeleting(false)}
        onConfirm={() => person !== undefined && void remove.run({ StandIn: standIn.name, Id: person.id })}
      />
    </>
  );
}
