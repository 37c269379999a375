import {
  Alert,
  Checkbox,
  Container,
  FormField,
  Header,
  Input,
  RadioGroup,
  Select,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useCall } from '../../engine/hooks.ts';
import type { Draft, RoleChoice } from './create-draft.ts';
import { RoleSelect } from './role-select.tsx';

type StepProps = {
  readonly draft: Draft;
  readonly change: (changed: Partial<Draft>) => void;
  readonly problem: string | undefined;
};

/** Whose tokens the pool takes, and whether it takes guests. */
export function SignInStep({ draft, change, problem }: StepProps) {
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

/** What signed-in users and guests may do. */
export function RolesStep({ draft, change, problem }: StepProps) {
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
