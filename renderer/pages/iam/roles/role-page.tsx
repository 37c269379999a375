import { useParams } from 'react-router';
import { POLICY_CHARACTERS } from '../../../../shared/aws/limits.ts';
import type { Role } from '../../../../shared/aws/types/iam.ts';
import { listCrumb } from '../../../../shared/resources.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { explainerPath } from '../../../lib/explainer-path.ts';
import { readable } from '../../../lib/policies.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { DetailPage } from '../../../parts/detail-page.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { PolicyEditor } from '../../../parts/policy-editor.tsx';
import { DeleteRole } from './delete-role.tsx';
import { ROLES_HELP } from './help.ts';
import { RoleOverview } from './role-overview.tsx';
import { RolePermissions } from './role-permissions.tsx';
import { RoleSettings } from './role-settings.tsx';
import { RoleUses } from './role-uses.tsx';

/** One role: what it allows, who may take it, who uses it. */
export function RolePage() {
  const { roleName = '' } = useParams();
  const read = useCall('iam', 'GetRole', { RoleName: roleName });
  const role = read.output?.Role;
  return (
    <DetailPage
      title={roleName}
      crumbs={[listCrumb('role')]}
      help={ROLES_HELP}
      description={role?.Description}
      read={read}
      of={role}
      actions={
        <>
          <CopyAsCli calls={[cli('iam', 'GetRole', { RoleName: roleName })]} />
          {role !== undefined && (
            <GoButton to={explainerPath({ who: 'role', role: role.Arn })}>Explain access</GoButton>
          )}
        </>
      }
      remove={(close, gone) => <DeleteRole roleName={roleName} onClose={close} onDone={gone} />}
      tabsLabel="Parts of the role"
      tabs={(found) => [
        { id: 'permissions', label: 'Permissions', content: <RolePermissions role={found} /> },
        { id: 'trust', label: 'Trust policy', content: <TrustPolicy role={found} /> },
        { id: 'uses', label: 'Used by', content: <RoleUses role={found} /> },
        { id: 'settings', label: 'Limits and tags', content: <RoleSettings key={found.Arn} role={found} /> },
      ]}
    >
      {(found) => <RoleOverview role={found} />}
    </DetailPage>
  );
}

function TrustPolicy({ role: { RoleName, AssumeRolePolicyDocument } }: { readonly role: Role }) {
  const update = useAction('iam', 'UpdateAssumeRolePolicy', { showsFault: true, done: 'Trust policy saved.' });
  return (
    <PolicyEditor
      title="Trust policy"
      description="Who may take the role."
      label="Trust policy"
      kind="trust"
      quota={POLICY_CHARACTERS.trust}
      document={readable(AssumeRolePolicyDocument)}
      fault={update.fault}
      running={update.running}
      save={async (PolicyDocument) => (await update.run({ RoleName, PolicyDocument })) !== undefined}
      asCli={(PolicyDocument) => cli('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument })}
    />
  );
}
