import { POLICY_CHARACTERS } from '../../../../shared/aws/limits.ts';
import { Box, Button, Form, FormField, Header, Input, Modal, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import { useAction, useCall } from '../../../client/hooks.ts';
import { ConfirmDelete } from '../../../parts/confirm-delete.tsx';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { jsonProblem } from '../../../parts/json-editor.tsx';
import { PolicyField } from '../../../parts/policy/policy-field.tsx';
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

/** IAM answers documents percent-encoded; editors hold indented JSON. */
function readable(document: string): string {
  const text = decodeURIComponent(document);
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

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
  const remove = useAction('iam', 'DeleteUserPolicy', { showsFault: true, done: `Policy ${PolicyName} deleted.` });
  const document = readable(policy.output?.PolicyDocument ?? '');
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
      <ConfirmDelete
        visible={deleting}
        title={`Delete policy ${PolicyName}`}
        consequences="What the policy allowed or denied no longer holds, from the next request on."
        running={remove.running}
        fault={remove.fault}
        onConfirm={() => void remove.run({ UserName, PolicyName })}
        onCancel={() => setDeleting(false)}
      >
        <CopyAsCli calls={[cli('iam', 'DeleteUserPolicy', { UserName, PolicyName })]} />
      </ConfirmDelete>
    </>
  );
}

function AddPolicy({ userName: UserName, onClose }: { readonly userName: string; readonly onClose: () => void }) {
  const [PolicyName, setName] = useState('');
  const [PolicyDocument, setDocument] = useState(FIRST);
  const put = useAction('iam', 'PutUserPolicy', {
    showsFault: true,
    done: `Policy ${PolicyName} added.`,
    onDone: onClose,
  });
  const problem = jsonProblem(PolicyDocument);
  const input = { UserName, PolicyName, PolicyDocument };
  return (
    <Modal
      visible
      size="large"
      header="Add inline policy"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <CopyAsCli calls={[cli('iam', 'PutUserPolicy', input)]} />
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={PolicyName === '' || problem !== undefined}
              loading={put.running}
              onClick={() => void put.run(input)}
            >
              Add policy
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <Form>
        <SpaceBetween size="m">
          <FaultAlert fault={put.fault} />
          <FormField label="Policy name">
            <Input value={PolicyName} onChange={({ detail }) => setName(detail.value.trim())} />
          </FormField>
          <FormField label="Policy document" errorText={problem} stretch>
            <PolicyField
              label="Policy document"
              kind="identity"
              quota={POLICY_CHARACTERS.inlineOfUser}
              value={PolicyDocument}
              onChange={setDocument}
              lines={10}
            />
          </FormField>
        </SpaceBetween>
      </Form>
    </Modal>
  );
}
