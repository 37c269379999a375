import { pagePath } from '../../../../shared/resources.ts';
import { CreatePage } from '../../../parts/create-page.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { Section } from '../../../parts/section.tsx';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { GROUP, groupDraft, GroupFields, groupRequest } from './group-form.tsx';

/** The page that creates a group. */
export function CreateGroupPage() {
  const { poolId, pool, read } = usePool();
  const form = useDraft(GROUP, groupDraft());
  if (pool === undefined) return <PoolGate read={read} title="Create group" />;
  return (
    <CreatePage
      kind="group"
      crumbs={poolCrumbs(pool, 'groups')}
      help={help.groups}
      form={form}
      service="cognito-idp"
      operation="CreateGroup"
      input={(draft) => groupRequest(draft, poolId)}
      done={(_, { GroupName }) => `Group ${GroupName} was created.`}
      to={(_, { name }) => pagePath('group', poolId, name)}
    >
      <Section title="Group">
        <GroupFields form={form} />
      </Section>
    </CreatePage>
  );
}
