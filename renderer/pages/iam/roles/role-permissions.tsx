import { POLICY_CHARACTERS } from '../../../../shared/aws/limits.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { Box, Button, FormField, Header, Input, Modal, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { AttachedPolicy, Role } from '../../../../shared/aws/types/iam.ts';
import { call } from '../../../client/client.ts';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { useAction, useCall, usePages } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { Go } from '../../../parts/go.tsx';
import { jsonProblem } from '../../../parts/json-editor.tsx';
import { PolicyEditor } from '../../../parts/policy-editor.tsx';
import { PolicyField } from '../../../parts/policy/policy-field.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { flash } from '../../../state/flash.ts';
import { AttachPolicies, isAws } from '../policies/managed.tsx';
import { FIRST_POLICY, readable } from '../../../lib/policies.ts';

/** What a role allows: managed policies attached to it, and those of its own. */
export function RolePermissions({ role }: { readonly role: Role }) {
  const inline = useCall('iam', 'ListRolePolicies', { RoleName: role.RoleName });
  const [adding, setAdding] = useState(false);
  const names = inline.output?.PolicyNames ?? [];
  return (
    <SpaceBetween size="l">
      <Attached role={role} />
      <Header
        variant="h2"
        counter={`(${names.length})`}
        description="Policies of this role alone. All policies add up; an explicit deny in any of them wins."
        actions={<Button onClick={() => setAdding(true)}>Add inline policy</Button>}
      >
        Inline policies
      </Header>
      <FaultAlert fault={inline.fault} />
      {names.map((name) => (
        <InlinePolicy key={name} roleName={role.RoleName} policyName={name} />
      ))}
      {inline.output?.PolicyNames.length === 0 && (
        <Empty title="No inline policies" text="A policy that only this role needs belongs here." />
      )}
      {adding && <AddPolicy roleName={role.RoleName} onClose={() => setAdding(false)} />}
    </SpaceBetween>
  );
}

function Attached({ role: { RoleName } }: { readonly role: Role }) {
  const attached = usePages(
    'iam',
    'ListAttachedRolePolicies',
    { RoleName, MaxItems: 200 },
    { token: 'Marker', items: (output) => output.AttachedPolicies, next: (output) => output.Marker },
  );
  const detach = useAction('iam', 'DetachRolePolicy', { done: 'Policy detached.' });
  const [attaching, setAttaching] = useState(false);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const [chosen, choose] = useState<AttachedPolicy[]>([]);
  const attach = async (arns: readonly string[]): Promise<boolean> => {
    setRunning(true);
    setFault(undefined);
    try {
      for (const PolicyArn of arns) await call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
      flash.success(arns.length === 1 ? 'Policy attached.' : `${arns.length} policies attached.`);
      return true;
    } catch (error) {
      setFault(asFault(error));
      return false;
    } finally {
      setRunning(false);
    }
  };
  const arn = chosen[0]?.PolicyArn;
  return (
    <>
      <ResourceTable<AttachedPolicy>
        id="attached-policies"
        title="Managed policies"
        description="Policies that several roles and users share."
        filterable={false}
        items={attached.items}
        loading={attached.loading}
        fault={attached.fault}
        keyOf={({ PolicyArn = '' }) => PolicyArn}
        selectionType="single"
        selected={chosen}
        onSelect={choose}
        columns={[
          {
            id: 'name',
            header: 'Policy name',
            value: ({ PolicyName }) => PolicyName,
            cell: ({ PolicyName = '', PolicyArn = '' }) => <Go to={pagePath('policy', PolicyArn)}>{PolicyName}</Go>,
            isRowHeader: true,
          },
          {
            id: 'type',
            header: 'Type',
            value: ({ PolicyArn = '' }) => (isAws(PolicyArn) ? 'AWS' : 'Customer managed'),
          },
        ]}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={arn === undefined}
              loading={detach.running}
              onClick={() => arn !== undefined && void detach.run({ RoleName, PolicyArn: arn }).then(() => choose([]))}
            >
              Detach
            </Button>
            <Button onClick={() => setAttaching(true)}>Attach policies</Button>
          </SpaceBetween>
        }
        empty={{ title: 'No managed policies', text: 'Attach one of AWS’s policies, or one of the account’s own.' }}
      />
      <AttachPolicies
        to={`role ${RoleName}`}
        visible={attaching}
        attached={(attached.items ?? []).map(({ PolicyArn = '' }) => PolicyArn)}
        running={running}
        fault={fault}
        asCli={(PolicyArn) => cli('iam', 'AttachRolePolicy', { RoleName, PolicyArn })}
        onAttach={attach}
        onClose={() => setAttaching(false)}
      />
    </>
  );
}

function InlinePolicy({ roleName, policyName }: { readonly roleName: string; readonly policyName: string }) {
  const [deleting, setDeleting] = useState(false);
  const policy = useCall('iam', 'GetRolePolicy', { RoleName: roleName, PolicyName: policyName });
  const put = useAction('iam', 'PutRolePolicy', { showsFault: true, done: `Policy ${policyName} saved.` });
  const remove = useAction('iam', 'DeleteRolePolicy', { showsFault: true, done: `Policy ${policyName} deleted.` });
  if (policy.output === undefined) return <FaultAlert fault={policy.fault} />;
  return (
    <>
      <PolicyEditor
        title={policyName}
        label={`Policy ${policyName}`}
        kind="identity"
        quota={POLICY_CHARACTERS.inlineOfRole}
        document={readable(policy.output.PolicyDocument)}
        fault={put.fault}
        running={put.running}
        save={async (PolicyDocument) =>
          (await put.run({ RoleName: roleName, PolicyName: policyName, PolicyDocument })) !== undefined
        }
        asCli={(PolicyDocument) =>
          cli('iam', 'PutRolePolicy', { RoleName: roleName, PolicyName: policyName, PolicyDocument })
        }
        actions={<Button onClick={() => setDeleting(true)}>Delete</Button>}
      />
      <ConfirmDelete
        visible={deleting}
        title={`Delete policy ${policyName}`}
        consequences="Holders of the role lose what this policy allows, also with credentials that they already have."
        running={remove.running}
        fault={remove.fault}
        onCancel={() => setDeleting(false)}
        onConfirm={() =>
          void remove
            .run({ RoleName: roleName, PolicyName: policyName })
            .then((done) => done !== undefined && setDeleting(false))
        }
      />
    </>
  );
}

function AddPolicy({ roleName, onClose }: { readonly roleName: string; readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [document, setDocument] = useState(FIRST_POLICY);
  const put = useAction('iam', 'PutRolePolicy', { showsFault: true, done: `Policy ${name} added.` });
  const policy = { RoleName: roleName, PolicyName: name, PolicyDocument: document };
  const ready = name !== '' && jsonProblem(document) === undefined;
  return (
    <Modal
      visible
      size="max"
      header="Add inline policy"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <CopyAsCli calls={[cli('iam', 'PutRolePolicy', policy)]} />
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={!ready}
              loading={put.running}
              onClick={() => void put.run(policy).then((done) => done !== undefined && onClose())}
            >
              Add policy
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FaultAlert fault={put.fault} />
        <FormField label="Policy name">
          <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} />
        </FormField>
        <PolicyField
          label="Policy document"
          kind="identity"
          quota={POLICY_CHARACTERS.inlineOfRole}
          value={document}
          onChange={setDocument}
          lines={12}
        />
      </SpaceBetween>
    </Modal>
  );
}
