import { useState } from 'react';
import { listCrumb, pagePath } from '../../../../shared/resources.ts';
import { useCall } from '../../../client/hooks.ts';
import { FIRST_POLICY } from '../../../lib/policies.ts';
import { CreateWizard } from '../../../parts/create-wizard.tsx';
import { flash } from '../../../state/flash.ts';
import { createRole, freshRole, roleProblems, type RoleDraft } from './create-role-draft.ts';
import { DetailsStep, PermissionsStep, ReviewStep, TrustStep } from './create-role-steps.tsx';
import { POLICIES_HELP, ROLES_HELP, TRUST_HELP } from './help.ts';

const STEPS = [
  { title: 'Trusted entity', description: 'Who may take the role.', help: TRUST_HELP, Content: TrustStep },
  {
    title: 'Permissions',
    description: 'What the role allows. It can be changed at any time.',
    help: POLICIES_HELP,
    Content: PermissionsStep,
  },
  {
    title: 'Name and limits',
    description: 'The name and the path cannot be changed later.',
    help: ROLES_HELP,
    Content: DetailsStep,
  },
  { title: 'Review and create', description: 'What will be made.', help: ROLES_HELP, Content: ReviewStep },
] as const;

const START = freshRole(FIRST_POLICY);

/** Creates a role step by step: who may take it, what it allows, its name and limits. */
export function CreateRolePage() {
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const pools = useCall('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  const [draft, setDraft] = useState<RoleDraft>(START);
  // What is not chosen is what is there: the first identity pool, the workspace's own account.
  const trust = {
    ...draft.trust,
    identityPoolId: draft.trust.identityPoolId || (pools.output?.IdentityPools?.[0]?.IdentityPoolId ?? ''),
    account: draft.trust.account || (workspace.output?.settings.account ?? ''),
  };
  const shown: RoleDraft = { ...draft, trust };
  const change = (changes: Partial<RoleDraft>): void => setDraft((before) => ({ ...before, ...changes }));
  return (
    <CreateWizard
      kind="role"
      crumbs={[listCrumb('role')]}
      help={ROLES_HELP}
      dirty={draft !== START}
      steps={STEPS.map(({ Content, ...step }, index) => ({
        ...step,
        problem: roleProblems[index]?.(shown),
        content: () => <Content draft={shown} change={change} />,
      }))}
      submit={async () => {
        await createRole(shown);
        flash.success(`Role ${shown.name} created.`);
        return pagePath('role', shown.name);
      }}
    />
  );
}
