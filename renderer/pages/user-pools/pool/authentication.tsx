import { SpaceBetween } from '@cloudscape-design/components';
import { z } from 'zod';
import { GIVEN_PASSWORD_POLICY } from '../../../../shared/aws/defaults.ts';
import type { UserPoolType, VerifiedAttributeType } from '../../../../shared/aws/types/cognito-idp.ts';
import { wholeNumber } from '../../../parts/draft.ts';
import { ChecksField, RadioField, TextField, ToggleField } from '../../../parts/fields.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Section } from '../../../parts/section.tsx';
import { PASSWORD, recoverySetting, type NewPool } from '../create-pool/new-pool.ts';
import { PoolSection } from './edit-pool.tsx';
import { LockedLabel } from './locked.tsx';
import { MfaSection } from './mfa.tsx';
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
    <Section title={<LockedLabel>Sign-in</LockedLabel>}>
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
    </Section>
  );
}

const RULES = [
  { value: 'RequireUppercase', label: 'An uppercase letter' },
  { value: 'RequireLowercase', label: 'A lowercase letter' },
  { value: 'RequireNumbers', label: 'A digit' },
  { value: 'RequireSymbols', label: 'A symbol' },
] as const;

const POLICY = z.object({
  length: wholeNumber(PASSWORD.length),
  days: wholeNumber(PASSWORD.days),
  history: wholeNumber(PASSWORD.history),
  rules: z.custom<readonly string[]>(),
});

function PasswordPolicySection({ pool }: { readonly pool: UserPoolType }) {
  const policy = pool.Policies?.PasswordPolicy ?? {};
  const kept = RULES.filter(({ value }) => policy[value] === true);
  const start = {
    length: String(policy.MinimumLength ?? GIVEN_PASSWORD_POLICY.MinimumLength),
    days: String(policy.TemporaryPasswordValidityDays ?? GIVEN_PASSWORD_POLICY.TemporaryPasswordValidityDays),
    history: String(policy.PasswordHistorySize ?? 0),
    rules: kept.map(({ value }): string => value),
  };
  return (
    <PoolSection<z.infer<typeof POLICY>>
      pool={pool}
      title="Password policy"
      schema={POLICY}
      start={start}
      edits={({ length, days, history, rules }) => ({
        Policies: {
          ...pool.Policies,
          PasswordPolicy: {
            ...policy,
            MinimumLength: Number(length),
            TemporaryPasswordValidityDays: Number(days),
            ...Object.fromEntries(RULES.map(({ value }) => [value, rules.includes(value)])),
            ...(policy.PasswordHistorySize === undefined && history === '0'
              ? {}
              : { PasswordHistorySize: Number(history) }),
          },
        },
      })}
      view={
        <KeyValues
          items={[
            { label: 'Minimum length', value: start.length },
            { label: 'Must contain', value: kept.map(({ label }) => label.toLowerCase()).join(', ') || 'Anything' },
            { label: 'Temporary passwords expire after', value: `${start.days} days` },
            {
              label: 'Earlier passwords that cannot be used again',
              value: start.history === '0' ? 'None' : start.history,
            },
          ]}
        />
      }
      fields={(form) => (
        <>
          <TextField form={form} name="length" label="Minimum length" type="number" />
          <ChecksField form={form} name="rules" label="A password must contain" options={RULES} />
          <TextField
            form={form}
            name="days"
            label="Temporary passwords expire after"
            description="Days."
            type="number"
          />
          <TextField
            form={form}
            name="history"
            label="Password history"
            description="How many earlier passwords cannot be used again; 0 for none. Needs the Essentials plan."
            type="number"
          />
        </>
      )}
    />
  );
}

const CONTACTS: readonly { value: VerifiedAttributeType; label: string }[] = [
  { value: 'email', label: 'Email' },
  { value: 'phone_number', label: 'Phone number' },
];

const SIGN_UP = z.object({
  open: z.boolean(),
  verified: z.custom<readonly VerifiedAttributeType[]>(),
  kept: z.custom<readonly VerifiedAttributeType[]>(),
});

function SignUpSection({ pool }: { readonly pool: UserPoolType }) {
  const start: z.infer<typeof SIGN_UP> = {
    open: pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true,
    verified: pool.AutoVerifiedAttributes ?? [],
    kept: pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [],
  };
  const words = (values: readonly string[], none: string): string =>
    values.map((value) => value.replaceAll('_', ' ')).join(', ') || none;
  return (
    <PoolSection
      pool={pool}
      title="Sign-up and verification"
      schema={SIGN_UP}
      start={start}
      edits={({ open, verified, kept }) => ({
        AdminCreateUserConfig: {
          ...pool.AdminCreateUserConfig,
          UnusedAccountValidityDays: undefined,
          AllowAdminCreateUserOnly: !open,
        },
        AutoVerifiedAttributes: verified.length === 0 ? undefined : [...verified],
        UserAttributeUpdateSettings: {
          AttributesRequireVerificationBeforeUpdate: kept.filter((name) => verified.includes(name)),
        },
      })}
      view={
        <KeyValues
          items={[
            { label: 'Self-registration', value: start.open ? 'Users may sign up' : 'Administrators create users' },
            { label: 'Verified at sign-up', value: words(start.verified, 'Nothing: an administrator confirms') },
            {
              label: 'Old value stays until the new one is verified',
              value: words(start.kept, 'No: a change takes effect at once'),
            },
          ]}
        />
      }
      fields={(form) => (
        <>
          <ToggleField form={form} name="open" text="Users may sign up by themselves" />
          <ChecksField
            form={form}
            name="verified"
            label="Verified at sign-up"
            description="A code is sent; the phone number wins where the user has both."
            options={CONTACTS}
          />
          <ChecksField
            form={form}
            name="kept"
            label="When it is changed"
            description="Keep the old value active until the new one is verified."
            options={CONTACTS.map(({ value, label }) => ({
              value,
              label: `${label} must be verified before it changes`,
              disabled: !form.watch('verified').includes(value),
            }))}
          />
        </>
      )}
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

const CHOICE = z.object({
  choice: z.enum(['verified_email', 'verified_phone_number', 'email-then-phone', 'phone-then-email', 'admin_only']),
});

function RecoverySection({ pool }: { readonly pool: UserPoolType }) {
  const start = { choice: recoveryOf(pool) };
  const label = 'The code for a forgotten password goes to';
  return (
    <PoolSection
      pool={pool}
      title="Account recovery"
      schema={CHOICE}
      start={start}
      edits={({ choice }) => ({ AccountRecoverySetting: recoverySetting(choice) })}
      view={
        <KeyValues
          columns={1}
          items={[{ label, value: RECOVERY.find(({ value }) => value === start.choice)?.label }]}
        />
      }
      fields={(form) => <RadioField form={form} name="choice" label={label} options={RECOVERY} />}
    />
  );
}
