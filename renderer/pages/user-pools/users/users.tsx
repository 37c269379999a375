import { ButtonDropdown } from '@cloudscape-design/components';
import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { UserPoolType, UserType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useList } from '../../../client/lists.ts';
import { Copy } from '../../../parts/copy.tsx';
import { Go } from '../../../parts/go.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import type { Column } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { usePreferences } from '../../../state/preferences.ts';
import { attribute } from './attributes.ts';
import { BulkDialog, type BulkAct } from './bulk-dialog.tsx';
import { help } from '../help.ts';
import { matches, planSearch, searchFromText, searchToText } from './search.ts';
import { UserSearch } from './user-search.tsx';
import { Enabled, UserStatus } from './user-status.tsx';
import { createPath, pagePath } from '../../../../shared/resources.ts';

/** How many users are read on their own for conditions that the engine cannot test, before the reader must ask for more. */
const SCANNED = 3000;

/** A user by the name that people know: in pools without usernames the username is a UUID. */
export function shownName(
  user: { readonly Username?: string; readonly Attributes?: UserType['Attributes'] },
  pool: UserPoolType,
): string {
  const named = pool.UsernameAttributes?.map((name) => attribute(user.Attributes, name)).find(
    (value) => value !== undefined,
  );
  return named ?? user.Username ?? '';
}

/** The columns of a list of users; also used for the members of a group. */
export function userColumns(pool: UserPoolType): Column<UserType>[] {
  const poolId = pool.Id ?? '';
  const byContact = (pool.UsernameAttributes ?? []).length > 0;
  const custom = (pool.SchemaAttributes ?? []).filter(({ Name }) => Name?.includes('custom:'));
  return [
    {
      id: 'name',
      header: byContact ? 'User' : 'Username',
      value: (user) => shownName(user, pool),
      cell: (user) => <Go to={pagePath('user', poolId, user.Username ?? '')}>{shownName(user, pool)}</Go>,
      isRowHeader: true,
      minWidth: 160,
    },
    {
      id: 'email',
      header: 'Email',
      value: ({ Attributes }) => attribute(Attributes, 'email'),
      hidden: pool.UsernameAttributes?.includes('email') === true,
      minWidth: 270,
    },
    {
      id: 'phone',
      header: 'Phone number',
      value: ({ Attributes }) => attribute(Attributes, 'phone_number'),
      hidden: true,
    },
    { id: 'given', header: 'Name', value: ({ Attributes }) => attribute(Attributes, 'name'), hidden: true },
    {
      id: 'status',
      header: 'Status',
      value: ({ UserStatus: status }) => status,
      cell: (user) => <UserStatus status={user.UserStatus} />,
      minWidth: 180,
    },
    {
      id: 'enabled',
      header: 'Enabled',
      value: (user) => user.Enabled !== false,
      cell: (user) => <Enabled enabled={user.Enabled} />,
      width: 130,
    },
    {
      id: 'created',
      header: 'Created',
      value: ({ UserCreateDate }) => UserCreateDate,
      cell: ({ UserCreateDate }) => <Time seconds={UserCreateDate} />,
      width: 150,
    },
    {
      id: 'modified',
      header: 'Last changed',
      value: ({ UserLastModifiedDate }) => UserLastModifiedDate,
      cell: ({ UserLastModifiedDate }) => <Time seconds={UserLastModifiedDate} />,
      hidden: true,
      width: 150,
    },
    {
      id: 'sub',
      header: 'sub',
      value: ({ Attributes }) => attribute(Attributes, 'sub'),
      cell: ({ Attributes }) => <Copy value={attribute(Attributes, 'sub') ?? ''} what="sub" />,
      hidden: true,
      minWidth: 300,
    },
    ...custom.map(({ Name = '' }) => ({
      id: Name,
      header: Name,
      value: ({ Attributes }: UserType) => attribute(Attributes, Name),
      hidden: true,
    })),
  ];
}

/** The users of a pool: searched by the engine, read page by page, acted upon one or many at a time. */
export function UsersTab({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('search');
  const search = useMemo(() => searchFromText(asked), [asked]);
  const plan = useMemo(() => planSearch(search), [search]);
  const pageSize = usePreferences(({ tables }) => tables['users']?.pageSize) ?? 20;
  const list = useList(
    'cognito-idp',
    'ListUsers',
    {
      UserPoolId: poolId,
      Limit: pageSize >= 50 ? 50 : 60,
      ...(plan.filter === undefined ? {} : { Filter: plan.filter }),
    },
    'Users',
    { keepPrevious: true },
  );
  const { items, more, loadingMore, loadMore } = list;
  const found = useMemo(() => items?.filter((user) => matches(user, plan.rest)), [items, plan]);
  const refused = list.fault !== undefined;
  const refined = plan.rest.tokens.length > 0;
  // A page is shown whole: read on until it is full, and while the window's own conditions have found too little.
  const wanting = refined
    ? (found?.length ?? 0) < pageSize && (items?.length ?? 0) < SCANNED
    : (items?.length ?? 0) % pageSize !== 0;
  useEffect(() => {
    if (items !== undefined && more && !loadingMore && wanting && !refused) loadMore();
  }, [items, more, loadingMore, wanting, refused, loadMore]);

  const all = search.tokens.length === 0;
  return (
    <ResourceList
      kind="user"
      id="users"
      help={help.users}
      list={{ ...list, items: found }}
      keyOf={({ Username }) => Username ?? ''}
      selection="multi"
      {...(all && pool.EstimatedNumberOfUsers !== undefined ? { total: pool.EstimatedNumberOfUsers } : {})}
      filter={
        <UserSearch
          schema={pool.SchemaAttributes ?? []}
          search={search}
          countText={
            refined
              ? `${found?.length ?? 0} of ${items?.length ?? 0} users read${more ? ', more exist' : ''}`
              : `${found?.length ?? 0}${more ? '+' : ''} found`
          }
          onChange={(next) => {
            const text = searchToText(next);
            setParameters(text === undefined ? {} : { search: text }, { replace: true });
          }}
        />
      }
      actions={(chosen) => <BulkActions poolId={poolId} chosen={chosen} />}
      create={{ text: 'Create user', to: createPath('user', poolId) }}
      columns={userColumns(pool)}
      empty={
        all
          ? { title: 'No users', text: 'Users sign up in an application, or you create them here.' }
          : {
              title: 'No matches',
              text: more ? 'No match among the users read so far. The next page reads on.' : 'No user fits the search.',
              action: false,
            }
      }
    />
  );
}

const BULK_ACTS: readonly { readonly id: BulkAct; readonly text: string }[] = [
  { id: 'enable', text: 'Enable' },
  { id: 'disable', text: 'Disable' },
  { id: 'add-to-group', text: 'Add to group' },
  { id: 'delete', text: 'Delete' },
];

function BulkActions({ poolId, chosen }: { readonly poolId: string; readonly chosen: readonly UserType[] }) {
  const [act, setAct] = useState<BulkAct>();
  return (
    <>
      <ButtonDropdown
        disabled={chosen.length === 0}
        expandToViewport
        items={BULK_ACTS}
        onItemClick={({ detail }) => setAct(BULK_ACTS.find(({ id }) => id === detail.id)?.id)}
      >
        Actions
      </ButtonDropdown>
      {act !== undefined && (
        <BulkDialog
          act={act}
          poolId={poolId}
          usernames={chosen.map(({ Username = '' }) => Username)}
          onClose={() => setAct(undefined)}
        />
      )}
    </>
  );
}
