import { numberProblem } from '../../../lib/limits.ts';
import {
  Checkbox,
  Container,
  FormField,
  Header,
  Input,
  RadioGroup,
  SpaceBetween,
  Toggle,
} from '@cloudscape-design/components';
import { useState } from 'react';
import { GIVEN_PASSWORD_POLICY } from '../../../../shared/aws/defaults.ts';
import type { UserPoolType, VerifiedAttributeType } from '../../../../shared/aws/types/cognito-idp.ts';
import { KeyValues } from '../../../parts/key-values.tsx';
import { toggled } from '../create-pool/create-steps.tsx';
import { PoolSection } from './edit-pool.tsx';
import { LockedLabel } from './locked.tsx';
import { MfaSection } from './mfa.tsx';
import { PASSWORD, recoverySetting, type NewPool } from '../create-pool/new-pool.ts';
import { signInWords } from './overview.tsx';

/** How users of a pool sign in, sign up and recover: shown and edited by section. */
export function AuthenticationTab({ pool }: { readonly pool: UserPoolType }) {
  return (
    <SpaceBetween size="l">
      <FixedSection pool={pool} />
      <PasswordPolicySection pool={pool} />
      <SignUpSection pool={pool} />
      <RecoverySection pool={pool} />
      <MfaSection pool={pool} />
    </SpaceBetween>
  );
}

function FixedSection({ pool }: { readonly pool: UserPoolType }) {
  const required = (pool.SchemaAttributes ?? []).filter(({ Required, Name }) => Required === true && Name !== 'sub');
  return (
    <Container
      header={
        <Header variant="h2">
          <LockedLabel>Sign-in</LockedLabel>
        </Header>
      }
    >
      <KeyValues
        items={[
          { label: 'Users sign in with', value: signInWords(pool) },
          {
            label: 'Usernames',
            value: pool.UsernameConfiguration?.CaseSensitive === false ? 'Not case sensitive' : 'Case sensitive',
          },
          { label: 'Required attributes', value: required.map(({ Name }) => Name).join(', ') || 'None' },
        ]}
      />
    </Container>
  );
}

const RULES = [
  { member: 'RequireUppercase', label: 'An uppercase letter' },
  { member: 'RequireLowercase', label: 'A lowercase letter' },
  { member: 'RequireNumbers', label: 'A digit' },
  { member: 'RequireSymbols', label: 'A symbol' },
] as const;

function PasswordPolicySection({ pool }: { readonly pool: UserPoolType }) {
  const policy = pool.Policies?.PasswordPolicy ?? {};
  const start = {
    length: String(policy.MinimumLength ?? GIVEN_PASSWORD_POLICY.MinimumLength),
    days: String(policy.TemporaryPasswordValidityDays ?? GIVEN_PASSWORD_POLICY.TemporaryPasswordValidityDays),
    history: String(policy.PasswordHistorySize ?? 0),
    RequireUppercase: policy.RequireUppercase === true,
    RequireLowercase: policy.RequireLowercase === true,
    RequireNumbers: policy.RequireNumbers === true,
    RequireSymbols: policy.RequireSymbols === true,
  };
  const [form, setForm] = useState(start);
  const problems = {
    length: numberProblem(form.length, PASSWORD.length),
    days: numberProblem(form.days, PASSWORD.days),
    history: numberProblem(form.history, PASSWORD.history),
  };
  return (
    <PoolSection
      pool={pool}
      title="Password policy"
      reset={() => setForm(start)}
      invalid={Object.values(problems).some((problem) => problem !== undefined)}
      edits={() => ({
        Policies: {
          ...pool.Policies,
          PasswordPolicy: {
            ...policy,
            MinimumLength: Number(form.length),
            TemporaryPasswordValidityDays: Number(form.days),
            RequireUppercase: form.RequireUppercase,
            RequireLowercase: form.RequireLowercase,
            RequireNumbers: form.RequireNumbers,
            RequireSymbols: form.RequireSymbols,
            ...(policy.PasswordHistorySize === undefined && form.history === '0'
              ? {}
              : { PasswordHistorySize: Number(form.history) }),
          },
        },
      })}
      view={
        <KeyValues
          items={[
            { label: 'Minimum length', value: start.length },
            {
              label: 'Must contain',
              value:
                RULES.filter(({ member }) => start[member])
                  .map(({ label }) => label.toLowerCase())
                  .join(', ') || 'Anything',
            },
            { label: 'Temporary passwords expire after', value: `${start.days} days` },
            {
              label: 'Earlier passwords that cannot be used again',
              value: start.history === '0' ? 'None' : start.history,
            },
          ]}
        />
      }
      form={
        <SpaceBetween size="l">
          <FormField label="Minimum length" errorText={problems.length}>
            <Input
              type="number"
              value={form.length}
              onChange={({ detail }) => setForm({ ...form, length: detail.value })}
            />
          </FormField>
          <FormField label="A password must contain">
            {RULES.map(({ member, label }) => (
              <Checkbox
                key={member}
                checked={form[member]}
                onChange={({ detail }) => setForm({ ...form, [member]: detail.checked })}
              >
                {label}
              </Checkbox>
            ))}
          </FormField>
          <FormField label="Temporary passwords expire after" description="Days." errorText={problems.days}>
            <Input
              type="number"
              value={form.days}
              onChange={({ detail }) => setForm({ ...form, days: detail.value })}
            />
          </FormField>
          <FormField
            label="Password history"
            description="How many earlier passwords cannot be used again; 0 for none. Needs the Essentials plan."
            errorText={problems.history}
          >
            <Input
              type="number"
              value={form.history}
              onChange={({ detail }) => setForm({ ...form, history: detail.value })}
            />
          </FormField>
        </SpaceBetween>
      }
    />
  );
}

const CONTACTS: readonly { value: VerifiedAttributeType; label: string }[] = [
  { value: 'email', label: 'Email' },
  { value: 'phone_number', label: 'Phone number' },
];

function SignUpSection({ pool }: { readonly pool: UserPoolType }) {
  const start = {
    admin: pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true,
    verified: pool.AutoVerifiedAttributes ?? [],
    kept: pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [],
  };
  const [form, setForm] = useState<{
    admin: boolean;
    verified: readonly VerifiedAttributeType[];
    kept: readonly VerifiedAttributeType[];
  }>(start);
  const words = (values: readonly string[], none: string): string =>
    values.map((value) => value.replaceAll('_', ' ')).join(', ') || none;
  return (
    <PoolSection
      pool={pool}
      title="Sign-up and verification"
      reset={() => setForm(start)}
      edits={() => ({
        AdminCreateUserConfig: {
          ...pool.AdminCreateUserConfig,
          UnusedAccountValidityDays: undefined,
          AllowAdminCreateUserOnly: form.admin,
        },
        AutoVerifiedAttributes: form.verified.length === 0 ? undefined : [...form.verified],
        UserAttributeUpdateSettings: {
          AttributesRequireVerificationBeforeUpdate: form.kept.filter((name) => form.verified.includes(name)),
        },
      })}
      view={
        <KeyValues
          items={[
            { label: 'Self-registration', value: start.admin ? 'Administrators create users' : 'Users may sign up' },
            { label: 'Verified at sign-up', value: words(start.verified, 'Nothing: an administrator confirms') },
            {
              label: 'Old value stays until the new one is verified',
              value: words(start.kept, 'No: a change takes effect at once'),
            },
          ]}
        />
      }
      form={
        <SpaceBetween size="l">
          <FormField label="Self-registration">
            <Toggle checked={!form.admin} onChange={({ detail }) => setForm({ ...form, admin: !detail.checked })}>
              Users may sign up by themselves
            </Toggle>
          </FormField>
          <FormField
            label="Verified at sign-up"
            description="A code is sent; the phone number wins where the user has both."
          >
            {CONTACTS.map(({ value, label }) => (
              <Checkbox
                key={value}
                checked={form.verified.includes(value)}
                onChange={({ detail }) => setForm({ ...form, verified: toggled(form.verified, value, detail.checked) })}
              >
                {label}
              </Checkbox>
            ))}
          </FormField>
          <FormField label="When it is changed" description="Keep the old value active until the new one is verified.">
            {CONTACTS.map(({ value, label }) => (
              <Checkbox
                key={value}
                disabled={!form.verified.includes(value)}
                checked={form.kept.includes(value) && form.verified.includes(value)}
                onChange={({ detail }) => setForm({ ...form, kept: toggled(form.kept, value, detail.checked) })}
              >
                {`${label} must be verified before it changes`}
              </Checkbox>
            ))}
          </FormField>
        </SpaceBetween>
      }
    />
  );
}

const RECOVERY: readonly { value: NewPool['recovery']; label: string }[] = [
  { value: 'verified_email', label: 'Verified email' },
  { value: 'verified_phone_number', label: 'Verified phone number' },
  { value: 'email-then-phone', label: 'Email, else phone number' },
  { value: 'phone-then-email', label: 'Phone number, else email' },
  { value: 'admin_only', label: 'None: an administrator resets passwords' },
];

/** The choice that stands for a pool's account recovery, in the order of priority. */
function recoveryOf(pool: UserPoolType): NewPool['recovery'] {
  const names = (pool.AccountRecoverySetting?.RecoveryMechanisms ?? [])
    .toSorted((a, b) => a.Priority - b.Priority)
    .map(({ Name }) => Name);
  if (names.length === 2) return names[0] === 'verified_email' ? 'email-then-phone' : 'phone-then-email';
  return names[0] ?? 'phone-then-email';
}

function RecoverySection({ pool }: { readonly pool: UserPoolType }) {
  const start = recoveryOf(pool);
  const [choice, choose] = useState(start);
  return (
    <PoolSection
      pool={pool}
      title="Account recovery"
      reset={() => choose(start)}
      edits={() => ({ AccountRecoverySetting: recoverySetting(choice) })}
      view={
        <KeyValues
          columns={1}
          items={[
            {
              label: 'The code for a forgotten password goes to',
              value: RECOVERY.find(({ value }) => value === start)?.label,
            },
          ]}
        />
      }
      form={
        <FormField label="The code for a forgotten password goes to">
          <RadioGroup
            value={choice}
            items={[...RECOVERY]}
            onChange={({ detail }) => choose(RECOVERY.find(({ value }) => value === detail.value)?.value ?? choice)}
          />
        </FormField>
      }
    />
  );
}
