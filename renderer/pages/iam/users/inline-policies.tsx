import { Button, Header, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { z } from 'zod';
import { limitsOf, POLICY_CHARACTERS } from '../../../../shared/aws/limits.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { readable } from '../../../lib/policies.ts';
import { DeleteDialog } from '../../../parts/confirm-delete.tsx';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { jsonText, limited } from '../../../parts/draft.ts';
import { Empty } from '../../../parts/empty.tsx';
import { PolicyDocumentField, TextField } from '../../../parts/fields.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useDraft } from '../../../parts/form.tsx';
import { PolicyEditor } from '../../../parts/policy-editor.tsx';

/** What a new policy begins with. */
const FIRST = JSON.stringify(
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

/** The policies that stand in the user itself and go with it. */
export function InlinePolicies({ userName }: { readonly userName: string }) {
  const { output } = useCall('iam', 'ListUserPolicies', { UserName: userName });
  const [adding, setAdding] = useState(false);
  const names = output?.PolicyNames ?? [];
  return (
    <SpaceBetween size="m">
      <Header
        variant="h2"
        counter={`(${names.length})`}
        description="They stand in the user itself and go with it."
        actions={<Button onClick={() => setAdding(true)}>Add inline policy</Button>}
      >
        Inline policies
      </Header>
      {output !== undefined && names.length === 0 && (
        <Empty title="No inline policies" text="For a permission that this user alone needs." />
      )}
      {names.map((name) => (
        <InlinePolicy key={name} userName={userName} name={name} />
      ))}
      {adding && <AddPolicy userName={userName} onClose={() => setAdding(false)} />}
    </SpaceBetween>
  );
}

function InlinePolicy({ userName: UserName, name: PolicyName }: { readonly userName: string; readonly name: string }) {
  const policy = useCall('iam', 'GetUserPolicy', { UserName, PolicyName });
  const [deleting, setDeleting] = useState(false);
  const put = useAction('iam', 'PutUserPolicy', { showsFault: true, done: `Policy ${PolicyName} saved.` });
  const document = readable(policy.output?.PolicyDocument);
  return (
    <>
      <PolicyEditor
        title={PolicyName}
        label={`Document of ${PolicyName}`}
        kind="identity"
        quota={POLICY_CHARACTERS.inlineOfUser}
        document={document}
        fault={put.fault ?? policy.fault}
        running={put.running}
        save={async (PolicyDocument) => (await put.run({ UserName, PolicyName, PolicyDocument })) !== undefined}
        asCli={(PolicyDocument) => cli('iam', 'PutUserPolicy', { UserName, PolicyName, PolicyDocument })}
        actions={<Button onClick={() => setDeleting(true)}>Delete</Button>}
      />
      {deleting && (
        <DeleteDialog
          title={`Delete policy ${PolicyName}`}
          consequences="What the policy allowed or denied no longer holds, from the next request on."
          calls={[cli('iam', 'DeleteUserPolicy', { UserName, PolicyName })]}
          done={`Policy ${PolicyName} deleted.`}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  );
}

const NAME = limitsOf('iam', 'PutUserPolicy', 'PolicyName');
const SCHEMA = z.object({ name: limited(NAME, 'Type a name.'), document: jsonText() });

function AddPolicy({ userName: UserName, onClose }: { readonly userName: string; readonly onClose: () => void }) {
  const form = useDraft(SCHEMA, { name: '', document: FIRST });
  return (
    <FormDialog
      title="Add inline policy"
      action="Add policy"
      size="large"
      form={form}
      service="iam"
      operation="PutUserPolicy"
      input={({ name, document }) => ({ UserName, PolicyName: name, PolicyDocument: document })}
      done={(_, { PolicyName }) => `Policy ${PolicyName} added.`}
      onClose={onClose}
    >
      <TextField form={form} name="name" label="Policy name" trim />
      <PolicyDocumentField
        form={form}
        name="document"
        label="Policy document"
        kind="identity"
        quota={POLICY_CHARACTERS.inlineOfUser}
      />
    </FormDialog>
  );
}
