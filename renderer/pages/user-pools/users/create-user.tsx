import {
  Button,
  Checkbox,
  Container,
  ContentLayout,
  Form,
  FormField,
  Header,
  Input,
  Multiselect,
  RadioGroup,
  SpaceBetween,
} from '@cloudscape-design/components';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { call } from '../../../client/client.ts';
import { asFault, type EngineFault } from '../../../lib/fault.ts';
import { useCall } from '../../../client/hooks.ts';
import { queryClient } from '../../../client/queries.ts';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { PageHeader } from '../../../parts/page-header.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { flash } from '../../../state/flash.ts';
import { rulesOf, settableAttributes, STANDARD } from './attributes.ts';
import { toggled } from '../create-pool/create-steps.tsx';
import { help } from '../help.ts';
import type { Problems } from '../create-pool/new-pool.ts';
import {
  createUserRequest,
  nameField,
  setPasswordRequest,
  STARTING_USER,
  userProblems,
  type NewUser,
} from './new-user.ts';
import { PasswordField } from './password-field.tsx';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { pagePath } from '../../../../shared/resources.ts';
import { poolPath } from '../../../lib/paths.ts';

type FieldsProps = {
  readonly pool: UserPoolType;
  readonly user: NewUser;
  readonly problems: Problems;
  readonly change: (changes: Partial<NewUser>) => void;
};

/** Creates the user, then what needs the user to exist: password and groups. Gives the username. */
async function create(user: NewUser, poolId: string): Promise<string> {
  const { User } = await call('cognito-idp', 'AdminCreateUser', createUserRequest(user, poolId));
  const Username = User?.Username ?? user.username;
  try {
    const password = setPasswordRequest(user, poolId);
    if (password !== undefined) await call('cognito-idp', 'AdminSetUserPassword', { ...password, Username });
    for (const GroupName of user.groups)
      await call('cognito-idp', 'AdminAddUserToGroup', { UserPoolId: poolId, Username, GroupName });
    flash.success(`User ${user.username} was created.`);
  } catch (error) {
    flash.fault(asFault(error));
    flash.warning(`User ${user.username} was created, but not everything that you asked for was done.`);
  }
  void queryClient.invalidateQueries({ queryKey: ['cognito-idp'] });
  return Username;
}

/** The page on which an administrator creates a user. */
export function CreateUserPage() {
  const { poolId, pool, read } = usePool();
  const navigate = useNavigate();
  const [user, setUser] = useState(STARTING_USER);
  const [tried, setTried] = useState(false);
  const [creating, setCreating] = useState(false);
  const [fault, setFault] = useState<EngineFault>();
  const [made, setMade] = useState<string>();
  useEffect(() => {
    if (made !== undefined) void navigate(pagePath('user', poolId, made));
  }, [made, navigate, poolId]);
  if (pool === undefined) return <PoolGate read={read} title="Create user" />;
  const problems = userProblems(user);
  const password = setPasswordRequest(user, poolId);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    setCreating(true);
    setFault(undefined);
    try {
      setMade(await create(user, poolId));
    } catch (error) {
      setFault(asFault(error));
      setCreating(false);
    }
  };
  const props: FieldsProps = {
    pool,
    user,
    problems: tried ? problems : {},
    change: (changes) => setUser((before) => ({ ...before, ...changes })),
  };
  return (
    <ContentLayout header={<PageHeader title="Create user" crumbs={poolCrumbs(pool, 'users')} help={help.users} />}>
      <UnsavedGuard dirty={user !== STARTING_USER && made === undefined} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => void navigate(poolPath(poolId, 'users'))}>
                Cancel
              </Button>
              <CopyAsCli
                calls={[
                  cli('cognito-idp', 'AdminCreateUser', createUserRequest(user, poolId)),
                  ...(password === undefined ? [] : [cli('cognito-idp', 'AdminSetUserPassword', password)]),
                  ...user.groups.map((GroupName) =>
                    cli('cognito-idp', 'AdminAddUserToGroup', {
                      UserPoolId: poolId,
                      Username: user.username,
                      GroupName,
                    }),
                  ),
                ]}
              />
              <Button variant="primary" loading={creating} loadingText="Creating">
                Create user
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <FaultAlert fault={fault} />
            <NameFields {...props} />
            <PasswordFields {...props} />
            <AttributeFields {...props} />
            <GroupFields {...props} />
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}

const CONTACTS = [
  { value: 'email', label: 'Email', verified: 'Mark the email address as verified' },
  { value: 'phone_number', label: 'Phone number', verified: 'Mark the phone number as verified' },
] as const;

function NameFields({ pool, user, problems, change }: FieldsProps) {
  const name = nameField(pool);
  const asked = CONTACTS.filter(({ value }) => pool.UsernameAttributes?.includes(value) !== true);
  return (
    <Container header={<Header variant="h2">User</Header>}>
      <SpaceBetween size="l">
        <FormField label={name.label} description={name.description} errorText={problems['username']}>
          <Input
            value={user.username}
            placeholder={name.placeholder}
            onChange={({ detail }) => change({ username: detail.value })}
          />
        </FormField>
        {asked.map(({ value, label }) => (
          <FormField key={value} label={label} errorText={problems[value]}>
            <Input
              value={user.attributes[value] ?? ''}
              onChange={({ detail }) => change({ attributes: { ...user.attributes, [value]: detail.value } })}
            />
          </FormField>
        ))}
        <FormField label="Verification" description="A verified address can receive codes and, as an alias, sign in.">
          {CONTACTS.map(({ value, verified }) => (
            <Checkbox
              key={value}
              checked={user.verified.includes(value)}
              onChange={({ detail }) => change({ verified: toggled(user.verified, value, detail.checked) })}
            >
              {verified}
            </Checkbox>
          ))}
        </FormField>
      </SpaceBetween>
    </Container>
  );
}

const PASSWORDS = [
  {
    value: 'generated',
    label: 'Generate a temporary password',
    description: 'The user must change it at the first sign-in. You find it in the invitation.',
  },
  {
    value: 'temporary',
    label: 'Set a temporary password',
    description: 'The user must change it at the first sign-in.',
  },
  {
    value: 'permanent',
    label: 'Set a permanent password',
    description: 'The user is confirmed and can sign in at once. No invitation is sent.',
  },
] as const;
const INVITES = [
  { value: 'EMAIL', label: 'By email, into the outbox' },
  { value: 'SMS', label: 'By SMS, into the outbox' },
  { value: 'none', label: 'No invitation' },
] as const;

function PasswordFields({ pool, user, problems, change }: FieldsProps) {
  return (
    <Container header={<Header variant="h2">Password and invitation</Header>}>
      <SpaceBetween size="l">
        <FormField label="Password">
          <RadioGroup
            ariaLabel="Kind of password"
            value={user.passwordKind}
            items={[...PASSWORDS]}
            onChange={({ detail }) =>
              change({ passwordKind: PASSWORDS.find(({ value }) => value === detail.value)?.value ?? 'generated' })
            }
          />
        </FormField>
        {user.passwordKind !== 'generated' && (
          <PasswordField
            pool={pool}
            value={user.password}
            problem={problems['password']}
            onChange={(password) => change({ password })}
          />
        )}
        {user.passwordKind !== 'permanent' && (
          <FormField label="Invitation" errorText={problems['invite']}>
            <RadioGroup
              ariaLabel="Invitation"
              value={user.invite}
              items={[...INVITES]}
              onChange={({ detail }) =>
                change({ invite: INVITES.find(({ value }) => value === detail.value)?.value ?? 'EMAIL' })
              }
            />
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  );
}

function AttributeFields({ pool, user, change }: FieldsProps) {
  const contact: readonly string[] = ['email', 'phone_number', 'email_verified', 'phone_number_verified'];
  const offered = settableAttributes(pool.SchemaAttributes ?? []).filter(({ Name = '' }) => !contact.includes(Name));
  const [added, setAdded] = useState<readonly string[]>([]);
  const shown = offered.filter(
    ({ Name = '', Required }) => Required === true || Name.includes('custom:') || added.includes(Name),
  );
  const rest = offered.filter((attribute) => !shown.includes(attribute));
  return (
    <Container header={<Header variant="h2">Attributes</Header>}>
      <SpaceBetween size="l">
        {shown.map((schema) => {
          const { Name = '' } = schema;
          const known = STANDARD.find(({ name }) => name === Name);
          return (
            <FormField
              key={Name}
              label={known?.label ?? Name}
              description={known?.holds ?? rulesOf(schema)}
              {...(schema.Mutable === false ? { constraintText: 'Immutable: can be set only now.' } : {})}
            >
              <Input
                value={user.attributes[Name] ?? ''}
                onChange={({ detail }) => change({ attributes: { ...user.attributes, [Name]: detail.value } })}
              />
            </FormField>
          );
        })}
        <FormField label="Further attributes">
          <Multiselect
            selectedOptions={added.map((value) => ({ value, label: value }))}
            options={[...rest.map(({ Name = '' }) => Name), ...added].map((value) => ({ value, label: value }))}
            placeholder="Choose attributes to fill in"
            filteringType="auto"
            deselectAriaLabel={({ label }) => `Remove ${label}`}
            onChange={({ detail }) => setAdded(detail.selectedOptions.map(({ value }) => value ?? ''))}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}

function GroupFields({ pool, user, change }: FieldsProps) {
  const groups = useCall('cognito-idp', 'ListGroups', { UserPoolId: pool.Id ?? '', Limit: 60 }).output?.Groups ?? [];
  if (groups.length === 0) return null;
  return (
    <Container header={<Header variant="h2">Groups</Header>}>
      <FormField label="Member of">
        <Multiselect
          selectedOptions={user.groups.map((value) => ({ value, label: value }))}
          options={groups.map(({ GroupName = '' }) => ({ value: GroupName, label: GroupName }))}
          placeholder="Choose groups"
          deselectAriaLabel={({ label }) => `Remove ${label}`}
          onChange={({ detail }) => change({ groups: detail.selectedOptions.map(({ value }) => value ?? '') })}
        />
      </FormField>
    </Container>
  );
}
