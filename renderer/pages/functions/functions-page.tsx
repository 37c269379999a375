import { Alert, SpaceBetween } from '@cloudscape-design/components';
import type { FunctionUse } from '../../../shared/poolkeeper/operations.ts';
import { useCall } from '../../client/hooks.ts';
import { Go, GoButton } from '../../parts/go.tsx';
import { ResourceList } from '../../parts/resource-list.tsx';
import { Time } from '../../parts/time.tsx';
import { bindingWords, HELP, nameOf, bindPath } from '../../lib/functions.ts';
import { createPath, pagePath } from '../../../shared/resources.ts';
import { poolPath } from '../../lib/paths.ts';

/** Every function of the workspace, and the ARNs that wait for one. */
export function FunctionsPage() {
  const read = useCall('poolkeeper', 'ListFunctions', {});
  return (
    <SpaceBetween size="l">
      {read.output?.unbound.map(({ arn, usedBy }) => (
        <Alert
          key={arn}
          type="warning"
          header={`Nothing is bound to ${nameOf(arn)}`}
          action={<GoButton to={bindPath(arn)}>Bind it</GoButton>}
        >
          <Uses usedBy={usedBy} /> {usedBy.length === 1 ? 'names' : 'name'} {arn}. Calls that need it are refused.
        </Alert>
      ))}
      <ResourceList
        kind="function"
        id="functions"
        page={{}}
        help={HELP}
        description="What runs when a user pool calls a Lambda trigger."
        list={{ ...read, items: read.output?.functions }}
        keyOf={({ arn }) => arn}
        link={({ arn }) => pagePath('function', arn)}
        columns={[
          { id: 'name', header: 'Function', value: ({ arn }) => nameOf(arn), isRowHeader: true },
          { id: 'bound', header: 'Bound to', value: ({ binding }) => bindingWords(binding) },
          {
            id: 'used',
            header: 'Used by',
            value: ({ usedBy }) => usedBy.map(({ poolName, trigger }) => `${poolName} ${trigger}`).join(', '),
            cell: ({ usedBy }) => (usedBy.length === 0 ? '-' : <Uses usedBy={usedBy} />),
          },
          { id: 'description', header: 'Description', value: ({ description }) => description },
          {
            id: 'changed',
            header: 'Changed',
            value: ({ modifiedAt }) => modifiedAt,
            cell: ({ modifiedAt }) => <Time seconds={modifiedAt / 1000} />,
            filter: false,
          },
        ]}
        create={{ text: 'Bind function', to: createPath('function') }}
        empty={{
          title: 'No functions',
          text: 'A function lets a user pool ask your own code at sign-up, sign-in and when it sends.',
        }}
      />
    </SpaceBetween>
  );
}

/** The pools and triggers in which a function stands, as links. */
export function Uses({ usedBy }: { readonly usedBy: readonly FunctionUse[] }) {
  return (
    <>
      {usedBy.map(({ poolId, poolName, trigger }, index) => (
        <span key={`${poolId} ${trigger}`}>
          {index > 0 && ', '}
          <Go to={poolPath(poolId, 'triggers')}>{poolName}</Go> ({trigger})
        </span>
      ))}
    </>
  );
}
