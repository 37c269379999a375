import { Input, Multiselect } from '@cloudscape-design/components';
import { useState } from 'react';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { pagePath } from '../../../../shared/resources.ts';
import { useList } from '../../../client/lists.ts';
import { cli } from '../../../lib/cli.ts';
import { CreatePage } from '../../../parts/create-page.tsx';
import { checkedBy } from '../../../parts/draft.ts';
import { ChecksField, Field, RadioField, TextField, useField } from '../../../parts/fields.tsx';
import { useDraft, type DraftForm } from '../../../parts/form.tsx';
import { Section } from '../../../parts/section.tsx';
import { help } from '../help.ts';
import { poolCrumbs, PoolGate, usePool } from '../pool/pool.tsx';
import { settableAttributes } from './attributes.ts';
import { AttributeChoice, attributeWords, isOffered } from './attribute-choice.tsx';
import {
  createUserRequest,
  nameField,
  setPasswordRequest,
  STARTING_USER,
  userProblems,
  type NewUser,
} from './new-user.ts';
import { PasswordField } from './password-field.tsx';

type FieldsProps = { readonly pool: UserPoolType; readonly form: DraftForm<NewUser> };

const SCHEMA = checkedBy(userProblems);

/** The page on which an administrator creates a user. */
export function CreateUserPage() {
  const { poolId, pool, read } = usePool();
  const form = useDraft(SCHEMA, STARTING_USER);
  if (pool === undefined) return <PoolGate read={read} title="Create user" />;
  return (
    <CreatePage
      kind="user"
      crumbs={poolCrumbs(pool, 'users')}
      help={help.users}
      form={form}
      service="cognito-idp"
      operation="AdminCreateUser"
      input={(user) => createUserRequest(user, poolId)}
      after={(user) => callsAfter(user, poolId)}
      done={(_, { Username }) => `User ${Username} was created.`}
      to={({ User }, { username }) => pagePath('user', poolId, User?.Username ?? username)}
    >
      <NameFields pool={pool} form={form} />
      <PasswordFields pool={pool} form={form} />
      <AttributeFields pool={pool} form={form} />
      <GroupFields pool={pool} form={form} />
    </CreatePage>
  );
}

/** What needs the user to exist: password and groups. The name signs in, so it names the user for these calls too. */
function callsAfter(user: NewUser, poolId: string) {
  const password = setPasswordRequest(user, poolId);
  const of = { UserPoolId: poolId, Username: user.username };
  return [
    ...(password === undefined ? [] : [cli('cognito-idp', 'AdminSetUserPassword', password)]),
    ...user.groups.map((GroupName) => cli('cognito-idp', 'AdminAddUserToGroup', { ...of, GroupName })),
  ];
}

const CONTACTS = [
  { value: 'email', label: 'Email', verified: 'Mark the email address as verified' },
  { value: 'phone_number', label: 'Phone number', verified: 'Mark the phone number as verified' },
] as const;

function NameFields({ pool, form }: FieldsProps) {
  const asked = CONTACTS.filter(({ value }) => pool.UsernameAttributes?.includes(value) !== true);
  return (
    <Section title="User">
      <TextField form={form} name="username" {...nameField(pool)} />
      {asked.map(({ value, label }) => (
        <TextField key={value} form={form} name={value} label={label} />
      ))}
      <ChecksField
        form={form}
        name="verified"
        label="Verification"
        description="A verified address can receive codes and, as an alias, sign in."
        options={CONTACTS.map(({ value, verified }) => ({ value, label: verified }))}
      />
    </Section>
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

function PasswordFields({ pool, form }: FieldsProps) {
  const kind = form.watch('passwordKind');
  const password = useField(form, 'password');
  return (
    <Section title="Password and invitation">
      <RadioField form={form} name="passwordKind" label="Password" options={PASSWORDS} />
      {kind !== 'generated' && <PasswordField pool={pool} {...password} />}
      {kind !== 'permanent' && <RadioField form={form} name="invite" label="Invitation" options={INVITES} />}
    </Section>
  );
}

const CONTACT_ATTRIBUTES: readonly string[] = ['email', 'phone_number', 'email_verified', 'phone_number_verified'];

function AttributeFields({ pool, form }: FieldsProps) {
  const all = settableAttributes(pool.SchemaAttributes ?? []).filter(
    ({ Name = '' }) => !CONTACT_ATTRIBUTES.includes(Name),
  );
  const [added, setAdded] = useState<readonly string[]>([]);
  const shown = all.filter((schema) => isOffered(schema, added));
  return (
    <Section title="Attributes">
      {shown.map((schema) => {
        const { Name = '', Mutable } = schema;
        const { label = Name, description } = attributeWords(schema);
        return (
          <Field
            key={Name}
            form={form}
            name="attributes"
            label={label}
            description={description}
            {...(Mutable === false ? { constraint: 'Immutable: can be set only now.' } : {})}
          >
            {({ value, onChange }) => (
              <Input
                value={value[Name] ?? ''}
                onChange={({ detail }) => onChange({ ...value, [Name]: detail.value })}
              />
            )}
          </Field>
        );
      })}
      <AttributeChoice all={all} shown={shown} added={added} onChange={setAdded} />
    </Section>
  );
}

function GroupFields({ pool, form }: FieldsProps) {
  const list = useList('cognito-idp', 'ListGroups', { UserPoolId: pool.Id ?? '', Limit: 60 }, 'Groups');
  if ((list.items ?? []).length === 0) return null;
  return (
    <Section title="Groups">
      <Field form={form} name="groups" label="Member of">
        {({ value: groups, onChange }) => (
          <Multiselect
            selectedOptions={groups.map((value) => ({ value, label: value }))}
            options={(list.items ?? []).map(({ GroupName = '' }) => ({ value: GroupName, label: GroupName }))}
            placeholder="Choose groups"
            deselectAriaLabel={({ label }) => `Remove ${label}`}
            onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value }) => value ?? ''))}
          />
        )}
      </Field>
    </Section>
  );
}
