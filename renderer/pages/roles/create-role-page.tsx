import {
  Button,
  Container,
  ContentLayout,
  Form,
  FormField,
  Header,
  Input,
  Select,
  SpaceBetween,
  Tiles,
} from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAction, useCall } from '../../engine/hooks.ts';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { GoButton } from '../../parts/go.tsx';
import { JsonEditor, jsonProblem } from '../../parts/json-editor.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { ROLES_HELP } from './help.ts';
import { FIRST_POLICY, trustPolicy, type Trusted } from './policies.ts';

/** Creates a role: who may take it, and a first policy of what it allows. */
export function CreateRolePage() {
  const navigate = useNavigate();
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const pools = useCall('cognito-identity', 'ListIdentityPools', { MaxResults: 60 });
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [trusted, setTrusted] = useState<Trusted>('authenticated');
  const [poolId, setPoolId] = useState('');
  const [edited, setEdited] = useState<string>();
  const [permissions, setPermissions] = useState(FIRST_POLICY);
  const [saved, setSaved] = useState(false);
  const create = useAction('iam', 'CreateRole', { showsFault: true });
  const put = useAction('iam', 'PutRolePolicy', { showsFault: true, done: `Role ${name} created.` });

  const chosenPool = poolId || (pools.output?.IdentityPools?.[0]?.IdentityPoolId ?? '');
  const trust =
    edited ??
    trustPolicy(
      trusted,
      chosenPool || 'us-east-1:IDENTITY-POOL-ID',
      workspace.output?.settings.account ?? '000000000000',
    );
  const role = {
    RoleName: name,
    AssumeRolePolicyDocument: trust,
    ...(description === '' ? {} : { Description: description }),
  };
  const policy = { RoleName: name, PolicyName: 'Permissions', PolicyDocument: permissions };
  const problems = { trust: jsonProblem(trust), permissions: jsonProblem(permissions) };
  const ready = name !== '' && problems.trust === undefined && problems.permissions === undefined;

  // In an effect: by then the guard knows that nothing is unsaved.
  useEffect(() => {
    if (saved) void navigate(`/roles/${encodeURIComponent(name)}`);
  }, [saved, name, navigate]);

  const submit = async (): Promise<void> => {
    if ((await create.run(role)) === undefined) return;
    // A refused policy leaves a role that can be mended on its own page.
    await put.run(policy);
    setSaved(true);
  };

  return (
    <ContentLayout
      header={
        <PageHeader
          title="Create role"
          crumbs={[{ text: 'Roles and policies', href: '/roles' }]}
          description="A role says what its holder may do. Groups and identity pools hand it out."
          help={ROLES_HELP}
        />
      }
    >
      <UnsavedGuard dirty={!saved && (name !== '' || edited !== undefined)} what="role" />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void submit();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <CopyAsCli calls={[cli('iam', 'CreateRole', role), cli('iam', 'PutRolePolicy', policy)]} />
              <GoButton to="/roles" variant="link" formAction="none">
                Cancel
              </GoButton>
              <Button variant="primary" disabled={!ready} loading={create.running || put.running}>
                Create role
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={create.fault ?? put.fault} />
            <Container header={<Header variant="h2">Role</Header>}>
              <SpaceBetween size="l">
                <FormField label="Role name" constraintText="Letters, digits and + = , . @ - _, at most 64.">
                  <Input value={name} onChange={({ detail }) => setName(detail.value.trim())} />
                </FormField>
                <FormField label="Description">
                  <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
                </FormField>
              </SpaceBetween>
            </Container>
            <Container
              header={
                <Header variant="h2" description="The trust policy: who may take the role.">
                  Who may take it
                </Header>
              }
            >
              <SpaceBetween size="l">
                <Tiles
                  ariaLabel="Who may take the role"
                  value={trusted}
                  onChange={({ detail }) => {
                    setTrusted(detail.value as Trusted);
                    setEdited(undefined);
                  }}
                  items={[
                    {
                      value: 'authenticated',
                      label: 'Signed-in users',
                      description: 'Identities of an identity pool that brought a token.',
                    },
                    {
                      value: 'unauthenticated',
                      label: 'Guests',
                      description: 'Identities of an identity pool without a sign-in.',
                    },
                    {
                      value: 'account',
                      label: 'This account',
                      description: 'Callers of the workspace’s own account, by AssumeRole.',
                    },
                  ]}
                />
                {trusted !== 'account' && (
                  <FormField
                    label="Identity pool"
                    description="IAM refuses a trust policy for Cognito that does not name the pool."
                  >
                    <Select
                      ariaLabel="Identity pool"
                      placeholder="Choose an identity pool"
                      empty="There is no identity pool yet"
                      statusType={pools.loading ? 'loading' : 'finished'}
                      selectedOption={chosenPool === '' ? null : { value: chosenPool, label: chosenPool }}
                      onChange={({ detail }) => {
                        setPoolId(detail.selectedOption.value ?? '');
                        setEdited(undefined);
                      }}
                      options={(pools.output?.IdentityPools ?? []).map(
                        ({ IdentityPoolId = '', IdentityPoolName = '' }) => ({
                          value: IdentityPoolId,
                          label: IdentityPoolId,
                          description: IdentityPoolName,
                        }),
                      )}
                    />
                  </FormField>
                )}
                <FormField label="Trust policy" errorText={problems.trust} stretch>
                  <JsonEditor label="Trust policy" value={trust} onChange={setEdited} />
                </FormField>
              </SpaceBetween>
            </Container>
            <Container
              header={
                <Header variant="h2" description="The first permission policy: what the role allows.">
                  What it allows
                </Header>
              }
            >
              <FormField label="Permission policy" errorText={problems.permissions} stretch>
                <JsonEditor label="Permission policy" value={permissions} onChange={setPermissions} />
              </FormField>
            </Container>
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}
