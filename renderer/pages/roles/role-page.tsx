import {
  Box,
  Button,
  Container,
  ContentLayout,
  Form,
  FormField,
  Header,
  Input,
  Modal,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useAction, useCall } from '../../engine/hooks.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { cli } from '../../parts/copy-as-cli.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { JsonEditor, jsonProblem } from '../../parts/json-editor.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Time } from '../../parts/time.tsx';
import { DeleteRole } from './delete-role.tsx';
import { ROLES_HELP } from './help.ts';
import { FIRST_POLICY, identityPoolsIn, readable } from './policies.ts';
import { PolicyEditor } from '../../parts/policy-editor.tsx';

/** One role: who may take it, what it allows. */
export function RolePage() {
  const { roleName = '' } = useParams();
  const navigate = useNavigate();
  const role = useCall('iam', 'GetRole', { RoleName: roleName });
  const policies = useCall('iam', 'ListRolePolicies', { RoleName: roleName });
  const [deleting, setDeleting] = useState(false);
  const [adding, setAdding] = useState(false);
  const update = useAction('iam', 'UpdateAssumeRolePolicy', { showsFault: true, done: 'Trust policy saved.' });
  const found = role.output?.Role;
  const trust = readable(found?.AssumeRolePolicyDocument);
  return (
    <ContentLayout
      header={
        <PageHeader
          title={roleName}
          crumbs={[{ text: 'Roles and policies', href: '/roles' }]}
          help={ROLES_HELP}
          {...(found?.Description === undefined ? {} : { description: found.Description })}
          actions={<Button onClick={() => setDeleting(true)}>Delete</Button>}
        />
      }
    >
      <SpaceBetween size="l">
        <FaultAlert fault={role.fault} />
        {found !== undefined && (
          <SpaceBetween size="l">
            <Container header={<Header variant="h2">Overview</Header>}>
              <KeyValues
                columns={3}
                items={[
                  { label: 'ARN', value: found.Arn, copy: true },
                  { label: 'Role ID', value: found.RoleId, copy: true },
                  { label: 'Created', value: <Time seconds={found.CreateDate} absolute /> },
                  { label: 'Path', value: found.Path },
                  { label: 'Longest session', value: hours(found.MaxSessionDuration) },
                  { label: 'Identity pools that may hand it out', value: <Pools ids={identityPoolsIn(trust)} /> },
                ]}
              />
            </Container>
            <PolicyEditor
              title="Trust policy"
              description="Who may take the role."
              label="Trust policy"
              document={trust}
              fault={update.fault}
              running={update.running}
              save={async (PolicyDocument) => (await update.run({ RoleName: roleName, PolicyDocument })) !== undefined}
              asCli={(PolicyDocument) => cli('iam', 'UpdateAssumeRolePolicy', { RoleName: roleName, PolicyDocument })}
            />
            <Header
              variant="h2"
              counter={`(${policies.output?.PolicyNames.length ?? 0})`}
              description="What the role allows. Several policies add up; an explicit deny in any of them wins."
              actions={<Button onClick={() => setAdding(true)}>Add policy</Button>}
            >
              Permission policies
            </Header>
            {policies.output?.PolicyNames.map((name) => (
              <InlinePolicy key={name} roleName={roleName} policyName={name} />
            ))}
            {policies.output?.PolicyNames.length === 0 && (
              <Empty
                title="No permission policies"
                text="The role allows nothing yet."
                action={<Button onClick={() => setAdding(true)}>Add policy</Button>}
              />
            )}
          </SpaceBetween>
        )}
      </SpaceBetween>
      <AddPolicy roleName={roleName} visible={adding} onClose={() => setAdding(false)} />
      <DeleteRole
        roleName={roleName}
        visible={deleting}
        onClose={() => setDeleting(false)}
        onDeleted={() => void navigate('/roles')}
      />
    </ContentLayout>
  );
}

const hours = (seconds = 3600): string => (seconds === 3600 ? '1 hour' : `${seconds / 3600} hours`);

function Pools({ ids }: { readonly ids: readonly string[] }) {
  if (ids.length === 0) return <>-</>;
  return (
    <SpaceBetween size="xxs">
      {ids.map((id) => (
        <Go key={id} to={`/identity-pools/${encodeURIComponent(id)}`}>
          {id}
        </Go>
      ))}
    </SpaceBetween>
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

function AddPolicy({
  roleName,
  visible,
  onClose,
}: {
  readonly roleName: string;
  readonly visible: boolean;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState('');
  const [document, setDocument] = useState(FIRST_POLICY);
  const put = useAction('iam', 'PutRolePolicy', { showsFault: true, done: `Policy ${name} added.` });
  const ready = name !== '' && jsonProblem(document) === undefined;
  const submit = async (): Promise<void> => {
    if ((await put.run({ RoleName: roleName, PolicyName: name, PolicyDocument: document })) === undefined) return;
    setName('');
    setDocument(FIRST_POLICY);
    onClose();
  };
  return (
    <Modal
      visible={visible}
      size="large"
      header="Add policy"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!ready} loading={put.running} onClick={() => void submit()}>
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
            <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} />
          </FormField>
          <FormField label="Policy document" errorText={jsonProblem(document)} stretch>
            {visible && <JsonEditor label="Policy document" value={document} onChange={setDocument} />}
          </FormField>
        </SpaceBetween>
      </Form>
    </Modal>
  );
}
