import { pagePath } from '../../../../shared/resources.ts';
import { CreatePage } from '../../../parts/create-page.tsx';
import { checkedBy } from '../../../parts/draft.ts';
import { useDraft } from '../../../parts/form.tsx';
import { NewClientFields } from '../create-pool/create-client-step.tsx';
import { createClientRequest, STARTING_POOL, stepProblems, type NewPool } from '../create-pool/new-pool.ts';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { fieldsOf } from './client-fields.tsx';

const SCHEMA = checkedBy((client: NewPool) => stepProblems[4]?.(client) ?? {});

/** The page that creates an app client in an existing pool. */
export function CreateClientPage() {
  const { poolId, pool, read } = usePool();
  const form = useDraft(SCHEMA, { ...STARTING_POOL, withClient: true, clientName: '' });
  if (pool === undefined) return <PoolGate read={read} title="Create app client" />;
  return (
    <CreatePage
      kind="client"
      crumbs={poolCrumbs(pool, 'applications')}
      help={help.clients}
      form={form}
      service="cognito-idp"
      operation="CreateUserPoolClient"
      input={(client) => createClientRequest(client, poolId)}
      done={(_, { ClientName }) => `App client ${ClientName} was created.`}
      to={({ UserPoolClient }) => pagePath('client', poolId, UserPoolClient?.ClientId ?? '')}
    >
      <NewClientFields {...fieldsOf(form)} />
    </CreatePage>
  );
}
