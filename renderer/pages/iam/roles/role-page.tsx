import { POLICY_CHARACTERS } from '../../../../shared/aws/limits.ts';
import { Button, ContentLayout, SpaceBetween, Tabs } from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useAction, useCall } from '../../../client/hooks.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { explainerPath } from '../../../lib/explainer-path.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { GoButton } from '../../../parts/go.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { PolicyEditor } from '../../../parts/policy-editor.tsx';
import { DeleteRole } from './delete-role.tsx';
import { ROLES_HELP } from './help.ts';
import { readable } from '../../../lib/policies.ts';
import { RoleOverview } from './role-overview.tsx';
import { RolePermissions } from './role-permissions.tsx';
import { RoleSettings } from './role-settings.tsx';
import { RoleUses } from './role-uses.tsx';

const TABS = ['permissions', 'trust', 'uses', 'settings'];

/** One role: what it allows, who may take it, who uses it. The tab stands in the address. */
export function RolePage() {
  const { roleName = '' } = useParams();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const role = useCall('iam', 'GetRole', { RoleName: roleName });
  const uses = useCall('poolkeeper', 'ListRoleUses', { RoleNames: [roleName] });
  const [deleting, setDeleting] = useState(false);
  const update = useAction('iam', 'UpdateAssumeRolePolicy', { showsFault: true, done: 'Trust policy saved.' });
  const found = role.output?.Role;
  const trust = readable(found?.AssumeRolePolicyDocument);
  const asked = parameters.get('tab') ?? '';
  return (
    <ContentLayout
      header={
        <PageHeader
          title={roleName}
          crumbs={[{ text: 'Roles', href: '/roles' }]}
          help={ROLES_HELP}
          {...(found?.Description === undefined ? {} : { description: found.Description })}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <CopyAsCli calls={[cli('iam', 'GetRole', { RoleName: roleName })]} />
              {found !== undefined && (
                <GoButton to={explainerPath({ who: 'role', role: found.Arn })}>Explain access</GoButton>
              )}
              <Button onClick={() => setDeleting(true)}>Delete</Button>
            </SpaceBetween>
          }
        />
      }
    >
      <SpaceBetween size="l">
        <FaultAlert fault={role.fault} />
        {found !== undefined && (
          <SpaceBetween size="l">
            <RoleOverview role={found} />
            <Tabs
              activeTabId={TABS.includes(asked) ? asked : 'permissions'}
              onChange={({ detail }) => setParameters({ tab: detail.activeTabId })}
              ariaLabel="Parts of the role"
              tabs={[
                { id: 'permissions', label: 'Permissions', content: <RolePermissions role={found} /> },
                {
                  id: 'trust',
                  label: 'Trust policy',
                  content: (
                    <PolicyEditor
                      title="Trust policy"
                      description="Who may take the role."
                      label="Trust policy"
                      kind="trust"
                      quota={POLICY_CHARACTERS.trust}
                      document={trust}
                      fault={update.fault}
                      running={update.running}
                      save={async (PolicyDocument) =>
                        (await update.run({ RoleName: roleName, PolicyDocument })) !== undefined
                      }
                      asCli={(PolicyDocument) =>
                        cli('iam', 'UpdateAssumeRolePolicy', { RoleName: roleName, PolicyDocument })
                      }
                    />
                  ),
                },
                {
                  id: 'uses',
                  label: 'Used by',
                  content: <RoleUses use={uses.output?.roles[0]} trust={trust} fault={uses.fault} />,
                },
                { id: 'settings', label: 'Limits and tags', content: <RoleSettings key={found.Arn} role={found} /> },
              ]}
            />
          </SpaceBetween>
        )}
      </SpaceBetween>
      <DeleteRole
        roleName={roleName}
        visible={deleting}
        onClose={() => setDeleting(false)}
        onDeleted={() => void navigate('/roles')}
      />
    </ContentLayout>
  );
}
