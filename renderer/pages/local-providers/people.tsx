import type { LocalProvider, LocalProviderPerson } from '../../../shared/poolkeeper/operations.ts';
import { createPath, pagePath } from '../../../shared/resources.ts';
import { planned } from '../../lib/cli.ts';
import { DeleteDialog } from '../../parts/confirm-delete.tsx';
import { ResourceList } from '../../parts/resource-list.tsx';
import { Time } from '../../parts/time.tsx';

/** The claims of a person in a line. */
const claimsLine = ({ claims }: LocalProviderPerson): string =>
  Object.entries(claims)
    .map(([name, value]) => `${name}: ${[value].flat().join(', ')}`)
    .join(' · ');

/** The people who have an account at a local provider. */
export function People({ localProvider: { name, kind, people } }: { readonly localProvider: LocalProvider }) {
  return (
    <ResourceList
      kind="person"
      id="local-provider-people"
      title="People"
      list={{ items: people }}
      keyOf={({ id }) => id}
      link={({ id }) => pagePath('person', name, id)}
      filterable={people.length > 5}
      columns={[
        { id: 'id', header: kind === 'saml' ? 'NameID' : 'ID', value: ({ id }) => id, isRowHeader: true },
        { id: 'claims', header: kind === 'saml' ? 'Attributes' : 'Claims', value: claimsLine, minWidth: 320 },
        {
          id: 'modified',
          header: 'Changed',
          value: ({ modifiedAt }) => modifiedAt,
          cell: ({ modifiedAt }) => <Time seconds={modifiedAt / 1000} />,
          filter: false,
        },
      ]}
      create={{ text: 'Add person', to: createPath('person', name) }}
      remove={([person], close) =>
        person && (
          <DeleteDialog
            title={`Delete ${person.id}`}
            consequences="The person’s access tokens are no longer accepted. ID tokens and SAML responses hold until they expire, as the real provider’s do."
            calls={[planned('poolkeeper', 'DeleteLocalProviderPerson', { LocalProvider: name, Id: person.id })]}
            done={`${person.id} deleted.`}
            onClose={close}
          />
        )
      }
      empty={{
        title: 'No people',
        text: 'Add somebody with an account at this provider. Claims and attributes are what role mappings decide by.',
      }}
    />
  );
}
