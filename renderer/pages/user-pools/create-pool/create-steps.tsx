import { Section } from '../../../parts/section.tsx';
import { rangeWords } from '../../../lib/limits.ts';
import {
  Checkbox,
  ColumnLayout,
  FormField,
  RadioGroup,
  SpaceBetween,
  Tiles,
  Toggle,
} from '@cloudscape-design/components';
import type { VerifiedAttributeType } from '../../../../shared/aws/types/cognito-idp.ts';
import { LockedLabel } from '../pool/locked.tsx';
import { PASSWORD, type NewPool, type Problems, type SignInName } from './new-pool.ts';
import { LabelledInput, LabelledTextarea } from '../../../parts/labelled.tsx';

/** What every step of the wizard is given. `problems` is empty until the step was tried to be left. */
export type StepProps = {
  readonly pool: NewPool;
  readonly problems: Problems;
  readonly change: (changes: Partial<NewPool>) => void;
};

const SIGN_IN: readonly { value: SignInName; label: string; description: string }[] = [
  {
    value: 'email',
    label: 'Email',
    description: 'The email address is the username. The engine makes up the internal one.',
  },
  { value: 'phone', label: 'Phone number', description: 'The phone number is the username.' },
  { value: 'email-or-phone', label: 'Email or phone number', description: 'Whichever the user signs up with.' },
  { value: 'username', label: 'Username', description: 'A name of the user’s choice and nothing else.' },
  {
    value: 'alias',
    label: 'Username, with aliases',
    description: 'A username; verified email, phone or preferred username sign in too.',
  },
];
const ALIASES = [
  { value: 'email', label: 'Email' },
  { value: 'phone_number', label: 'Phone number' },
  { value: 'preferred_username', label: 'Preferred username' },
] as const;

/** The list with a value added or taken away. */
export function toggled<T>(list: readonly T[], value: T, on: boolean): readonly T[] {
  return on ? [...list.filter((item) => item !== value), value] : list.filter((item) => item !== value);
}

/** What follows from the choice of the sign-in name: what is verified, required and used for recovery. */
function signInChanges(signIn: SignInName): Partial<NewPool> {
  if (signIn === 'phone')
    return { signIn, autoVerify: ['phone_number'], required: ['phone_number'], recovery: 'verified_phone_number' };
  if (signIn === 'email-or-phone')
    return { signIn, autoVerify: ['email', 'phone_number'], required: [], recovery: 'email-then-phone' };
  return { signIn, autoVerify: ['email'], required: ['email'], recovery: 'verified_email' };
}

/** Step 1: what the pool is called and how its users name themselves when they sign in. */
export function SignInStep({ pool, problems, change }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Section title="User pool">
        <LabelledInput
          label="User pool name"
          problem={problems['name']}
          value={pool.name}
          placeholder="my-app"
          onChange={(name) => change({ name })}
        />
      </Section>
      <Section title="Sign-in">
        <FormField
          label={<LockedLabel>Users sign in with</LockedLabel>}
          description="To change it you would make a new pool and move every user, who would get a new sub and set a new password."
          stretch
        >
          <Tiles
            ariaLabel="Users sign in with"
            columns={2}
            value={pool.signIn}
            items={[...SIGN_IN]}
            onChange={({ detail }) =>
              change(signInChanges(SIGN_IN.find(({ value }) => value === detail.value)?.value ?? 'email'))
            }
          />
        </FormField>
        {pool.signIn === 'alias' && (
          <FormField
            label={<LockedLabel>Aliases</LockedLabel>}
            description="Only a verified value works as an alias, and it belongs to one user at a time."
            errorText={problems['aliases']}
          >
            {ALIASES.map(({ value, label }) => (
              <Checkbox
                key={value}
                checked={pool.aliases.includes(value)}
                onChange={({ detail }) => change({ aliases: toggled(pool.aliases, value, detail.checked) })}
              >
                {label}
              </Checkbox>
            ))}
          </FormField>
        )}
        <FormField
          label={<LockedLabel>Case sensitivity</LockedLabel>}
          description="Case-sensitive pools treat Ana and ana as two users. AWS advises against it."
        >
          <Toggle checked={pool.caseSensitive} onChange={({ detail }) => change({ caseSensitive: detail.checked })}>
            Usernames are case sensitive
          </Toggle>
        </FormField>
      </Section>
    </SpaceBetween>
  );
}

const RULES = [
  { member: 'uppercase', label: 'An uppercase letter' },
  { member: 'lowercase', label: 'A lowercase letter' },
  { member: 'numbers', label: 'A digit' },
  { member: 'symbols', label: 'A symbol' },
] as const;
const RECOVERY = [
  { value: 'verified_email', label: 'Verified email' },
  { value: 'verified_phone_number', label: 'Verified phone number' },
  { value: 'email-then-phone', label: 'Email, else phone number' },
  { value: 'phone-then-email', label: 'Phone number, else email' },
  { value: 'admin_only', label: 'None: an administrator resets passwords' },
] as const;
const MFA = [
  { value: 'OFF', label: 'No MFA', description: 'The password is enough.' },
  {
    value: 'OPTIONAL',
    label: 'Optional MFA',
    description: 'Users who set up an authenticator app are asked for its code.',
  },
  { value: 'ON', label: 'Required MFA', description: 'Every user must set up an authenticator app.' },
] as const;

/** Step 2: what a password must hold, second factors and how a forgotten password is replaced. */
export function PasswordStep({ pool, problems, change }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Section title="Password policy">
        <ColumnLayout columns={2}>
          <LabelledInput
            label="Minimum length"
            description={`${rangeWords(PASSWORD.length)} characters.`}
            problem={problems['minimumLength']}
            type="number"
            value={pool.minimumLength}
            onChange={(minimumLength) => change({ minimumLength })}
          />
          <LabelledInput
            label="Temporary passwords expire after"
            description={`Days, ${rangeWords(PASSWORD.days)}.`}
            problem={problems['temporaryDays']}
            type="number"
            value={pool.temporaryDays}
            onChange={(temporaryDays) => change({ temporaryDays })}
          />
        </ColumnLayout>
        <FormField label="A password must contain">
          {RULES.map(({ member, label }) => (
            <Checkbox
              key={member}
              checked={pool[member]}
              onChange={({ detail }) => change({ [member]: detail.checked })}
            >
              {label}
            </Checkbox>
          ))}
        </FormField>
      </Section>
      <Section title="Multi-factor authentication">
        <RadioGroup
          ariaLabel="Multi-factor authentication"
          value={pool.mfa}
          items={[...MFA]}
          onChange={({ detail }) => change({ mfa: MFA.find(({ value }) => value === detail.value)?.value ?? 'OFF' })}
        />
      </Section>
      <Section title="Account recovery">
        <FormField label="Where the code for a forgotten password goes">
          <RadioGroup
            value={pool.recovery}
            items={[...RECOVERY]}
            onChange={({ detail }) =>
              change({ recovery: RECOVERY.find(({ value }) => value === detail.value)?.value ?? 'verified_email' })
            }
          />
        </FormField>
      </Section>
    </SpaceBetween>
  );
}

const VERIFIED: readonly { value: VerifiedAttributeType; label: string }[] = [
  { value: 'email', label: 'Email: a code is sent to the address' },
  { value: 'phone_number', label: 'Phone number: a code is sent by SMS' },
];

/** Step 4: who may sign up, what is verified, and the words of the messages. */
export function MessagesStep({ pool, problems, change }: StepProps) {
  const byLink = pool.verifyBy === 'CONFIRM_WITH_LINK';
  return (
    <SpaceBetween size="l">
      <Section title="Sign-up and verification">
        <FormField label="Self-registration">
          <Toggle checked={pool.selfSignUp} onChange={({ detail }) => change({ selfSignUp: detail.checked })}>
            Users may sign up by themselves
          </Toggle>
        </FormField>
        <FormField
          label="Verified at sign-up"
          description="Without a verified channel an administrator must confirm new users."
        >
          {VERIFIED.map(({ value, label }) => (
            <Checkbox
              key={value}
              checked={pool.autoVerify.includes(value)}
              onChange={({ detail }) => change({ autoVerify: toggled(pool.autoVerify, value, detail.checked) })}
            >
              {label}
            </Checkbox>
          ))}
        </FormField>
        <FormField label="Emails carry">
          <RadioGroup
            value={pool.verifyBy}
            items={[
              { value: 'CONFIRM_WITH_CODE', label: 'A code' },
              { value: 'CONFIRM_WITH_LINK', label: 'A link' },
            ]}
            onChange={({ detail }) =>
              change({ verifyBy: detail.value === 'CONFIRM_WITH_LINK' ? 'CONFIRM_WITH_LINK' : 'CONFIRM_WITH_CODE' })
            }
          />
        </FormField>
      </Section>
      <Section title="Message texts" description="Messages are not sent out: you read them in the outbox.">
        <LabelledInput
          label="Subject of verification emails"
          value={pool.emailSubject}
          onChange={(emailSubject) => change({ emailSubject })}
        />
        <LabelledTextarea
          label="Verification email"
          description={byLink ? 'Holds {##words of the link##}.' : 'Holds {####}, where the code stands.'}
          problem={problems['emailMessage']}
          stretch
          value={pool.emailMessage}
          rows={2}
          onChange={(emailMessage) => change({ emailMessage })}
        />
        <LabelledTextarea
          label="Verification SMS"
          description="Holds {####}."
          problem={problems['smsMessage']}
          stretch
          value={pool.smsMessage}
          rows={2}
          onChange={(smsMessage) => change({ smsMessage })}
        />
        <LabelledInput
          label="Subject of invitations"
          value={pool.inviteSubject}
          onChange={(inviteSubject) => change({ inviteSubject })}
        />
        <LabelledTextarea
          label="Invitation"
          description="Sent to users whom an administrator creates. Holds {username} and {####}, the temporary password."
          problem={problems['inviteMessage']}
          stretch
          value={pool.inviteMessage}
          rows={2}
          onChange={(inviteMessage) => change({ inviteMessage })}
        />
      </Section>
    </SpaceBetween>
  );
}
