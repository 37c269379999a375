import { Button, Header, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { z } from 'zod';
import { limitsOf, POLICY_CHARACTERS } from '../../../shared/aws/limits.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { FIRST_POLICY, readable } from '../../lib/policies.ts';
import { DeleteDialog } from '../../parts/confirm-delete.tsx';
import { cli } from '../../parts/copy-as-cli.tsx';
import { jsonText, limited } from '../../parts/draft.ts';
import { Empty } from '../../parts/empty.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { PolicyDocumentField, TextField } from '../../parts/fields.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useDraft } from '../../parts/form.tsx';
import { PolicyEditor } from '../../parts/policy-editor.tsx';

/** What a new policy of a user begins with: a developer administers. */
const FIRST_OF_USER = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AdministerUsers',
        Effect: 'Allow',
        Action: ['cognito-idp:AdminGetUser', 'cognito-idp:ListUsers'],
        Resource: '*',
      },
    ],
  },
  null,
  2,
);

/** Whose policies they are: IAM has operations of each kind of owner's own. */
const OWNERS = {
  user: {
    operations: { list: 'ListUserPolicies', get: 'GetUserPolicy', put: 'PutUserPolicy', delete: 'DeleteUserPolicy' },
    naming: (UserName: string) => ({ UserName }),
    quota: POLICY_CHARACTERS.inlineOfUser,
    first: FIRST_OF_USER,
    description: 'They stand in the user itself and go with it.',
    empty: 'For a permission that this user alone needs.',
    label: (policy: string) => `Document of ${policy}`,
    consequences: 'What the policy allowed or denied no longer holds, from the next request on.',
  },
  role: {
    operations: { list: 'ListRolePolicies', get: 'GetRolePolicy', put: 'PutRolePolicy', delete: 'DeleteRolePolicy' },
    naming: (RoleName: string) => ({ RoleName }),
    quota: POLICY_CHARACTERS.inlineOfRole,
    first: FIRST_POLICY,
    description: 'Policies of this role alone. All policies add up; an explicit deny in any of them wins.',
    empty: 'A policy that only this role needs belongs here.',
    label: (policy: string) => `Policy ${policy}`,
    consequences: 'Holders of the role lose what this policy allows, also with credentials that they already have.',
  },
} as const;

type Owner = { readonly of: keyof typeof OWNERS; readonly name: string };

/** The policies that stand in a user or a role itself and go with it. */
export function InlinePolicies(owner: Owner) {
  const { operations, naming, description, empty } = OWNERS[owner.of];
  const { output, fault } = useCall('iam', operations.list, naming(owner.name));
  const [adding, setAdding] = useState(false);
  const names = output?.PolicyNames ?? [];
  return (
    <SpaceBetween size="m">
      <Header
        variant="h2"
        counter={`(${names.length})`}
        description={description}
        actions={<Button onClick={() => setAdding(true)}>Add inline policy</Button>}
      >
        Inline policies
      </Header>
      <FaultAlert fault={fault} />
      {output !== undefined && names.length === 0 && <Empty title="No inline policies" text={empty} />}
      {names.map((policy) => (
        <InlinePolicy key={policy} {...owner} policy={policy} />
      ))}
      {adding && <AddPolicy {...owner} onClose={() => setAdding(false)} />}
    </SpaceBetween>
  );
}

function InlinePolicy({ of, name, policy: PolicyName }: Owner & { readonly policy: string }) {
  const { operations, naming, quota, label, consequences } = OWNERS[of];
  const named = { ...naming(name), PolicyName };
  const policy = useCall('iam', operations.get, named);
  const [deleting, setDeleting] = useState(false);
  const put = useAction('iam', operations.put, { showsFault: true, done: `Policy ${PolicyName} saved.` });
  if (policy.output === undefined) return <FaultAlert fault={policy.fault} />;
  return (
    <>
      <PolicyEditor
        title={PolicyName}
        label={label(PolicyName)}
        kind="identity"
        quota={quota}
        document={readable(policy.output.PolicyDocument)}
        fault={put.fault}
        running={put.running}
        save={async (PolicyDocument) => (await put.run({ ...named, PolicyDocument })) !== undefined}
        asCli={(PolicyDocument) => cli('iam', operations.put, { ...named, PolicyDocument })}
        actions={<Button onClick={() => setDeleting(true)}>Delete</Button>}
      />
      {deleting && (
        <DeleteDialog
          title={`Delete policy ${PolicyName}`}
          consequences={consequences}
          calls={[cli('iam', operations.delete, named)]}
          done={`Policy ${PolicyName} deleted.`}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  );
}

const NAME = limitsOf('iam', 'PutUserPolicy', 'PolicyName');
const SCHEMA = z.object({ name: limited(NAME, 'Type a name.'), document: jsonText() });

function AddPolicy({ of, name: owner, onClose }: Owner & { readonly onClose: () => void }) {
  const { operations, naming, quota, first } = OWNERS[of];
  const form = useDraft(SCHEMA, { name: '', document: first });
  return (
    <FormDialog
      title="Add inline policy"
      action="Add policy"
      size="max"
      form={form}
      service="iam"
      operation={operations.put}
      input={({ name, document }) => ({ ...naming(owner), PolicyName: name, PolicyDocument: document })}
      done={(_, { PolicyName }) => `Policy ${PolicyName} added.`}
      onClose={onClose}
    >
      <TextField form={form} name="name" label="Policy name" trim />
      <PolicyDocumentField
        form={form}
        name="document"
        label="Policy document"
        kind="identity"
        quota={quota}
        lines={12}
      />
    </FormDialog>
  );
}
