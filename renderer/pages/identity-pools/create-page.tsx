import {
  Alert,
  Box,
  Checkbox,
  Container,
  FormField,
  Header,
  Input,
  RadioGroup,
  Select,
  SpaceBetween,
  Wizard,
} from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../engine/client.ts';
import { asFault, type EngineFault } from '../../engine/fault.ts';
import { useCall } from '../../engine/hooks.ts';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { usePageFrame } from '../../parts/page-header.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';
import { flash } from '../../state/flash.ts';
import { trustPolicy } from '../roles/policies.ts';
import { IDENTITY_POOLS_HELP } from './help.ts';
import { described, mappingFor, mappingKey, providerOf } from './mapping.ts';
import { mappingComplete, MappingEditor, type MappingDraft } from './mapping-editor.tsx';
import { RoleSelect } from './role-select.tsx';

type RoleChoice = { readonly way: 'existing' | 'new'; readonly arn: string; readonly name: string };

type Draft = {
  readonly name: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly serverSideCheck: boolean;
  readonly guests: boolean;
  readonly classic: boolean;
  readonly authenticated: RoleChoice;
  readonly guest: RoleChoice;
  readonly mapping: MappingDraft;
};

const FRESH: Draft = {
  name: '',
  userPoolId: '',
  clientId: '',
  serverSideCheck: true,
  guests: false,
  classic: false,
  authenticated: { way: 'new', arn: '', name: '' },
  guest: { way: 'new', arn: '', name: '' },
  mapping: { way: 'Token', ambiguous: 'AuthenticatedRole', rules: [] },
};

const POOL_NAME = /^[\w\s+=,.@-]{1,128}$/;

/** Creates an identity pool step by step: who may come in, which role each gets. */
export function CreateIdentityPoolPage() {
  usePageFrame('Create identity pool', [{ text: 'Identity pools', href: '/identity-pools' }], IDENTITY_POOLS_HELP);
  const navigate = useNavigate();
  const [draft, setDraft] = useState(FRESH);
  const [step, setStep] = useState(0);
  const [tried, setTried] = useState(false);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const [made, setMade] = useState<string>();
  const change = (changed: Partial<Draft>): void => setDraft({ ...draft, ...changed });
  const problem = problemOf(step, draft);

  // In an effect: by then the guard knows that nothing is unsaved.
  useEffect(() => {
    if (made !== undefined) void navigate(`/identity-pools/${encodeURIComponent(made)}`);
  }, [made, navigate]);

  const submit = async (): Promise<void> => {
    setRunning(true);
    setFault(undefined);
    try {
      const poolId = await create(draft);
      flash.success(`Identity pool ${draft.name} created.`);
      setMade(poolId);
    } catch (error) {
      setFault(asFault(error));
    } finally {
      setRunning(false);
    }
  };

  return (
    <>
      <UnsavedGuard dirty={made === undefined && draft !== FRESH} what="identity pool" />
      <Wizard
        activeStepIndex={step}
        isLoadingNextStep={running}
        submitButtonText="Create identity pool"
        onCancel={() => void navigate('/identity-pools')}
        onSubmit={() => void submit()}
        onNavigate={({ detail }) => {
          const forward = detail.requestedStepIndex > step;
          if (forward && problem !== undefined) {
            setTried(true);
            return;
          }
          setTried(false);
          setStep(detail.requestedStepIndex);
        }}
        i18nStrings={{
          stepNumberLabel: (number) => `Step ${number}`,
          collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
          navigationAriaLabel: 'Steps',
          cancelButton: 'Cancel',
          previousButton: 'Previous',
          nextButton: 'Next',
          optional: 'optional',
        }}
        steps={[
          {
            title: 'Name and sign-in',
            description: 'Whose tokens the pool takes, and whether it takes guests.',
            content: <SignInStep draft={draft} change={change} problem={tried ? problem : undefined} />,
          },
          {
            title: 'Roles',
            description: 'What signed-in users and guests may do.',
            content: <RolesStep draft={draft} change={change} problem={tried ? problem : undefined} />,
          },
          {
            title: 'Role mapping',
            description: 'How the role of a signed-in user is chosen.',
            isOptional: true,
            content: (
              <SpaceBetween size="m">
                {tried && problem !== undefined && (
                  <Alert type="error" statusIconAriaLabel="Error">
                    {problem}
                  </Alert>
                )}
                <Container>
                  <MappingEditor draft={draft.mapping} onChange={(mapping) => change({ mapping })} />
                </Container>
              </SpaceBetween>
            ),
          },
          {
            title: 'Review and create',
            content: (
              <SpaceBetween size="l">
                <FaultAlert fault={fault} />
                <Review draft={draft} />
              </SpaceBetween>
            ),
          },
        ]}
      />
    </>
  );
}

function problemOf(step: number, draft: Draft): string | undefined {
  if (step === 0) {
    if (!POOL_NAME.test(draft.name))
      return 'Give the pool a name of 1 to 128 letters, digits, spaces or + = , . @ - _.';
    if (draft.userPoolId !== '' && draft.clientId === '') return 'Choose the app client whose tokens the pool takes.';
    if (draft.userPoolId === '' && !draft.guests) return 'Choose a user pool, or allow guests.';
  }
  if (step === 1) {
    if (draft.userPoolId !== '' && roleMissing(draft.authenticated))
      return 'Name or choose the role of signed-in users.';
    if (draft.guests && roleMissing(draft.guest)) return 'Name or choose the role of guests.';
  }
  if (step === 2 && !mappingComplete(draft.mapping)) return 'Every rule needs a claim, a value and a role.';
  return undefined;
}

const roleMissing = ({ way, arn, name }: RoleChoice): boolean => (way === 'new' ? name === '' : arn === '');

type StepProps = {
  readonly draft: Draft;
  readonly change: (changed: Partial<Draft>) => void;
  readonly problem: string | undefined;
};

function SignInStep({ draft, change, problem }: StepProps) {
  const pools = useCall('cognito-idp', 'ListUserPools', { MaxResults: 60 });
  const clients = useCall(
    'cognito-idp',
    'ListUserPoolClients',
    { UserPoolId: draft.userPoolId, MaxResults: 60 },
    { enabled: draft.userPoolId !== '' },
  );
  const none = { value: '', label: 'No user pool' };
  return (
    <SpaceBetween size="l">
      {problem !== undefined && (
        <Alert type="error" statusIconAriaLabel="Error">
          {problem}
        </Alert>
      )}
      <Container header={<Header variant="h2">Identity pool</Header>}>
        <FormField label="Name" constraintText="1 to 128 letters, digits, spaces or + = , . @ - _">
          <Input
            value={draft.name}
            onChange={({ detail }) => {
              const name = detail.value;
              const stem = name.replaceAll(/[^\w+=,.@-]/g, '');
              change({
                name,
                authenticated: { ...draft.authenticated, name: stem === '' ? '' : `${stem}-authenticated` },
                guest: { ...draft.guest, name: stem === '' ? '' : `${stem}-guest` },
              });
            }}
          />
        </FormField>
      </Container>
      <Container
        header={
          <Header variant="h2" description="The pool takes ID tokens of this user pool and client.">
            Signed-in users
          </Header>
        }
      >
        <SpaceBetween size="l">
          <FormField label="User pool">
            <Select
              ariaLabel="User pool"
              statusType={pools.loading ? 'loading' : 'finished'}
              selectedOption={draft.userPoolId === '' ? none : { value: draft.userPoolId, label: draft.userPoolId }}
              onChange={({ detail }) => change({ userPoolId: detail.selectedOption.value ?? '', clientId: '' })}
              options={[
                none,
                ...(pools.output?.UserPools ?? []).map(({ Id = '', Name = '' }) => ({
                  value: Id,
                  label: Id,
                  description: Name,
                })),
              ]}
            />
          </FormField>
          <FormField label="App client">
            <Select
              ariaLabel="App client"
              placeholder="Choose an app client"
              empty="The user pool has no app client"
              disabled={draft.userPoolId === ''}
              statusType={clients.loading ? 'loading' : 'finished'}
              selectedOption={draft.clientId === '' ? null : { value: draft.clientId, label: draft.clientId }}
              onChange={({ detail }) => change({ clientId: detail.selectedOption.value ?? '' })}
              options={(clients.output?.UserPoolClients ?? []).map(({ ClientId = '', ClientName = '' }) => ({
                value: ClientId,
                label: ClientId,
                description: ClientName,
              }))}
            />
          </FormField>
          <Checkbox
            checked={draft.serverSideCheck}
            disabled={draft.userPoolId === ''}
            description="Users who signed out everywhere, were disabled or deleted are refused although their token has not expired."
            onChange={({ detail }) => change({ serverSideCheck: detail.checked })}
          >
            Ask the user pool whether the user still may sign in
          </Checkbox>
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Guests and flows</Header>}>
        <SpaceBetween size="m">
          <Checkbox
            checked={draft.guests}
            description="Anybody gets credentials of the guest role, without a sign-in."
            onChange={({ detail }) => change({ guests: detail.checked })}
          >
            Allow guests
          </Checkbox>
          <Checkbox
            checked={draft.classic}
            description="GetOpenIdToken and AssumeRoleWithWebIdentity: the caller names the role. The enhanced flow is safer."
            onChange={({ detail }) => change({ classic: detail.checked })}
          >
            Allow the basic (classic) flow
          </Checkbox>
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}

function RolesStep({ draft, change, problem }: StepProps) {
  return (
    <SpaceBetween size="l">
      {problem !== undefined && (
        <Alert type="error" statusIconAriaLabel="Error">
          {problem}
        </Alert>
      )}
      {draft.userPoolId !== '' && (
        <RoleChoiceBox
          title="Authenticated role"
          description="For users who bring a valid token, unless the mapping chooses another."
          choice={draft.authenticated}
          onChange={(authenticated) => change({ authenticated })}
        />
      )}
      {draft.guests && (
        <RoleChoiceBox
          title="Guest role"
          description="For everybody else. On AWS, a scope-down policy limits it further to a list of services."
          choice={draft.guest}
          onChange={(guest) => change({ guest })}
        />
      )}
    </SpaceBetween>
  );
}

function RoleChoiceBox({
  title,
  description,
  choice,
  onChange,
}: {
  readonly title: string;
  readonly description: string;
  readonly choice: RoleChoice;
  readonly onChange: (choice: RoleChoice) => void;
}) {
  return (
    <Container
      header={
        <Header variant="h2" description={description}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <RadioGroup
          ariaLabel={title}
          value={choice.way}
          onChange={({ detail }) => onChange({ ...choice, way: detail.value as RoleChoice['way'] })}
          items={[
            {
              value: 'new',
              label: 'Create a role',
              description: 'With a trust policy that names this pool; permissions are added afterwards.',
            },
            {
              value: 'existing',
              label: 'Use an existing role',
              description: 'Its trust policy must name this pool, so it is mostly for pools with a fixed ID.',
            },
          ]}
        />
        {choice.way === 'new' ? (
          <FormField label="Role name">
            <Input value={choice.name} onChange={({ detail }) => onChange({ ...choice, name: detail.value.trim() })} />
          </FormField>
        ) : (
          <FormField label="Role">
            <RoleSelect label={title} value={choice.arn} onChange={(arn) => onChange({ ...choice, arn })} />
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  );
}

const roleText = ({ way, arn, name }: RoleChoice): string => (way === 'new' ? `${name} (new)` : arn);

function Review({ draft }: { readonly draft: Draft }) {
  const signedIn = draft.userPoolId !== '';
  const mapping = mappingFor(draft.mapping.way, draft.mapping.ambiguous, draft.mapping.rules);
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<CopyAsCli calls={[cli('cognito-identity', 'CreateIdentityPool', inputFor(draft))]} />}
        >
          What will be created
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValues
          columns={2}
          items={[
            { label: 'Name', value: draft.name },
            { label: 'User pool and client', value: signedIn ? `${draft.userPoolId}, ${draft.clientId}` : 'None' },
            { label: 'Guests', value: draft.guests ? 'Allowed' : 'Not allowed' },
            { label: 'Basic (classic) flow', value: draft.classic ? 'Allowed' : 'Not allowed' },
            { label: 'Authenticated role', value: signedIn ? roleText(draft.authenticated) : '' },
            { label: 'Guest role', value: draft.guests ? roleText(draft.guest) : '' },
            { label: 'Role mapping', value: signedIn ? described(mapping) : '' },
          ]}
        />
        <Box variant="small" color="text-body-secondary">
          The pool is created first, then the new roles with trust policies that name it, then the mapping.
        </Box>
      </SpaceBetween>
    </Container>
  );
}

const inputFor = (draft: Draft) => ({
  IdentityPoolName: draft.name,
  AllowUnauthenticatedIdentities: draft.guests,
  AllowClassicFlow: draft.classic,
  ...(draft.userPoolId === ''
    ? {}
    : {
        CognitoIdentityProviders: [
          {
            ProviderName: providerOf(draft.userPoolId),
            ClientId: draft.clientId,
            ServerSideTokenCheck: draft.serverSideCheck,
          },
        ],
      }),
});

/** Makes pool, roles and mapping in that order; gives the pool's id. A refusal half way leaves what was made, on its own page. */
async function create(draft: Draft): Promise<string> {
  const { IdentityPoolId } = await call('cognito-identity', 'CreateIdentityPool', inputFor(draft));
  const role = async (choice: RoleChoice, trusted: 'authenticated' | 'unauthenticated'): Promise<string> => {
    if (choice.way === 'existing') return choice.arn;
    const { Role } = await call('iam', 'CreateRole', {
      RoleName: choice.name,
      Description: `${trusted === 'authenticated' ? 'Signed-in users' : 'Guests'} of ${draft.name}`,
      AssumeRolePolicyDocument: trustPolicy(trusted, IdentityPoolId, ''),
    });
    return Role.Arn;
  };
  const Roles: Record<string, string> = {};
  if (draft.userPoolId !== '') Roles['authenticated'] = await role(draft.authenticated, 'authenticated');
  if (draft.guests) Roles['unauthenticated'] = await role(draft.guest, 'unauthenticated');
  const mapping = mappingFor(draft.mapping.way, draft.mapping.ambiguous, draft.mapping.rules);
  await call('cognito-identity', 'SetIdentityPoolRoles', {
    IdentityPoolId,
    Roles,
    ...(draft.userPoolId === '' || mapping === undefined
      ? {}
      : { RoleMappings: { [mappingKey(providerOf(draft.userPoolId), draft.clientId)]: mapping } }),
  });
  return IdentityPoolId;
}
