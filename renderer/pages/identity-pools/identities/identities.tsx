import { Button, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { useDeferredValue, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { IdentityPool } from '../../../../shared/aws/types/cognito-identity.ts';
import type { PoolIdentity } from '../../../../shared/poolkeeper/operations.ts';
import { useList } from '../../../client/lists.ts';
import { Copy } from '../../../parts/copy.tsx';
import { Go } from '../../../parts/go.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { SplitPane } from '../../../parts/split-pane.tsx';
import { Time } from '../../../parts/time.tsx';
import { DeleteIdentities } from './delete-identities.tsx';
import { ANYBODY, filterOf, IdentitySearch, type Search } from './identity-search.tsx';
import { IdentityPanel } from './identity-panel.tsx';
import { pagePath } from '../../../../shared/resources.ts';

const PAGE = 60;

/** Who has come: every identity with its logins, found by id, provider or user; the address names the one that is read. */
export function Identities({ pool }: { readonly pool: IdentityPool }) {
  const { IdentityPoolId } = pool;
  const [parameters, setParameters] = useSearchParams();
  const [search, setSearch] = useState<Search>(ANYBODY);
  const asked = useDeferredValue(search);
  const found = useList(
    'poolkeeper',
    'FindIdentities',
    { IdentityPoolId, Limit: PAGE, ...filterOf(asked, pool) },
    'identities',
    { keepPrevious: true },
  );
  const open = parameters.get('identity') ?? undefined;
  const show = (id: string | undefined): void =>
    setParameters({ tab: 'identities', ...(id === undefined ? {} : { identity: id }) }, { replace: true });
  const filtered = asked !== ANYBODY;
  return (
    <>
      <ResourceList<PoolIdentity>
        kind="identity"
        id={`identities-${IdentityPoolId}`}
        description="Users of your app as the pool knows them. The same logins always lead to the same identity."
        list={found}
        keyOf={({ identityId }) => identityId}
        selection="multi"
        filter={<IdentitySearch pool={pool} search={search} onChange={setSearch} />}
        columns={[
          {
            id: 'id',
            header: 'Identity ID',
            value: ({ identityId }) => identityId,
            cell: ({ identityId }) => (
              <SpaceBetween direction="horizontal" size="xxs" alignItems="center">
                <Go to={pagePath('identity', IdentityPoolId, identityId)}>{identityId}</Go>
                <Copy value={identityId} what="identity ID" variant="icon" />
              </SpaceBetween>
            ),
            isRowHeader: true,
            minWidth: 390,
          },
          {
            id: 'logins',
            header: 'Signed in by',
            value: ({ logins, enabled }) =>
              logins.length === 0
                ? enabled
                  ? 'Guest'
                  : 'None any more'
                : [...new Set(logins.map(({ provider }) => provider))].join(', '),
            minWidth: 190,
          },
          {
            id: 'state',
            header: 'State',
            value: ({ enabled }) => (enabled ? 'Enabled' : 'Disabled'),
            cell: ({ enabled }) => (
              <StatusIndicator type={enabled ? 'success' : 'stopped'}>
                {enabled ? 'Enabled' : 'Disabled'}
              </StatusIndicator>
            ),
            width: 125,
          },
          {
            id: 'created',
            header: 'Created',
            value: ({ createdAt }) => createdAt,
            cell: ({ createdAt }) => <Time at={createdAt} />,
            width: 145,
          },
          {
            id: 'modified',
            header: 'Last modified',
            value: ({ modifiedAt }) => modifiedAt,
            cell: ({ modifiedAt }) => <Time at={modifiedAt} />,
            width: 145,
          },
        ]}
        remove={(chosen, close) => (
          <DeleteIdentities ids={chosen.map(({ identityId }) => identityId)} onClose={close} />
        )}
        empty={
          filtered
            ? {
                title: 'No matches',
                text: 'No identity of this pool fits the search.',
                action: <Button onClick={() => setSearch(ANYBODY)}>Clear search</Button>,
              }
            : {
                title: 'No identities',
                text: 'An identity is made when somebody first asks the pool for an ID, with a token or as a guest.',
              }
        }
      />
      {open !== undefined && (
        <SplitPane header="Identity" onClose={() => show(undefined)}>
          <IdentityPanel key={open} pool={pool} identityId={open} onGone={() => show(undefined)} />
        </SplitPane>
      )}
    </>
  );
}
