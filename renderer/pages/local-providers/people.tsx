import { Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { LocalProvider, LocalProviderPerson } from '../../../shared/poolkeeper/operations.ts';
import { useAction } from '../../client/hooks.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { Go, GoButton } from '../../parts/go.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { Time } from '../../parts/time.tsx';
import { createPath, pagePath } from '../../../shared/resources.ts';

/** The claims of a person in a line. */
const claimsLine = ({ claims }: LocalProviderPerson): string =>
  Object.entries(claims)
    .map(([name, value]) => `${name}: ${[value].flat().join(', ')}`)
    .join(' · ');

/** The people who have an account at a local provider. */
export function People({ localProvider }: { readonly localProvider: LocalProvider }) {
  const [chosen, choose] = useState<LocalProviderPerson[]>([]);
  const [deleting, setDeleting] = useState(false);
  const person = localProvider.people.find(({ id }) => id === chosen[0]?.id);
  const remove = useAction('poolkeeper', 'DeleteLocalProviderPerson', {
    showsFault: true,
    done: (_, { Id }) => `${Id} deleted.`,
    onDone: () => {
      setDeleting(false);
      choose([]);
    },
  });
  return (
    <>
      <ResourceTable<LocalProviderPerson>
        id="local provider-people"
        title="People"
        items={localProvider.people}
        keyOf={({ id }) => id}
        filterable={localProvider.people.length > 5}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        columns={[
          {
            id: 'id',
            header: localProvider.kind === 'saml' ? 'NameID' : 'ID',
            value: ({ id }) => id,
            cell: ({ id }) => <Go to={pagePath('person', localProvider.name, id)}>{id}</Go>,
            isRowHeader: true,
          },
          {
            id: 'claims',
            header: localProvider.kind === 'saml' ? 'Attributes' : 'Claims',
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
            <GoButton to={createPath('person', localProvider.name)} variant="primary">
              Add person
            </GoButton>
          </SpaceBetween>
        }
        empty={{
          title: 'No people',
          text: 'Add somebody with an account at this provider. Claims and attributes are what role mappings decide by.',
          action: <GoButton to={createPath('person', localProvider.name)}>Add person</GoButton>,
        }}
      />
      <ConfirmDelete
        visible={deleting && person !== undefined}
        title={`Delete ${person?.id ?? ''}`}
        consequences="The person’s access tokens are believed no more. ID tokens and SAML responses hold until they expire, as the real provider’s do."
        running={remove.running}
        fault={remove.fault}
        onCancel={() => setDeleting(false)}
        onConfirm={() => person !== undefined && void remove.run({ LocalProvider: localProvider.name, Id: person.id })}
      />
    </>
  );
}
