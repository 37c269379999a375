import { FormField, Input, SpaceBetween, Textarea } from '@cloudscape-design/components';
import { useState } from 'react';
import { MESSAGES } from '../../../../shared/aws/defaults.ts';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { KeyValues } from '../../../parts/key-values.tsx';
import { lengthProblem } from '../../../lib/limits.ts';
import { TEXTS } from '../create-pool/new-pool.ts';
import { PoolSection } from './edit-pool.tsx';
import type { PoolEdits } from './merge.ts';

/** The words of what a pool sends. */
export function MessagesTab({ pool }: { readonly pool: UserPoolType }) {
  const verification = pool.VerificationMessageTemplate;
  const invitation = pool.AdminCreateUserConfig?.InviteMessageTemplate;
  return (
    <SpaceBetween size="l">
      <TextsSection
        pool={pool}
        title="Verification messages"
        description="Sent at sign-up, for a forgotten password and when an address is verified."
        marks={['{####}']}
        stored={{
          subject: verification?.EmailSubject,
          email: verification?.EmailMessage,
          sms: verification?.SmsMessage,
        }}
        standard={MESSAGES.verification}
        edits={({ subject, email, sms }) => ({
          VerificationMessageTemplate: { ...verification, EmailSubject: subject, EmailMessage: email, SmsMessage: sms },
        })}
      />
      <TextsSection
        pool={pool}
        title="Invitation messages"
        description="Sent to users whom an administrator creates."
        marks={['{username}', '{####}']}
        stored={{ subject: invitation?.EmailSubject, email: invitation?.EmailMessage, sms: invitation?.SMSMessage }}
        standard={MESSAGES.invitation}
        edits={({ subject, email, sms }) => ({
          AdminCreateUserConfig: {
            ...pool.AdminCreateUserConfig,
            UnusedAccountValidityDays: undefined,
            InviteMessageTemplate:
              subject === undefined && email === undefined && sms === undefined
                ? undefined
                : { EmailSubject: subject, EmailMessage: email, SMSMessage: sms },
          },
        })}
      />
    </SpaceBetween>
  );
}

/** The three texts of a message; absent ones are AWS's own. */
type Texts = {
  readonly subject?: string | undefined;
  readonly email?: string | undefined;
  readonly sms?: string | undefined;
};

const NAMES = { subject: 'Subject of emails', email: 'Email', sms: 'SMS' } as const;

type TextsProps = {
  readonly pool: UserPoolType;
  readonly title: string;
  readonly description: string;
  /** What e-mail and text message must hold. */
  readonly marks: readonly string[];
  readonly stored: Texts;
  /** AWS's own words. */
  readonly standard: { readonly subject: string; readonly body: string };
  readonly edits: (texts: Texts) => PoolEdits;
};

/** One kind of message: what it says, and the form to change it. */
function TextsSection({ pool, title, description, marks, stored, standard, edits }: TextsProps) {
  const start = { subject: stored.subject ?? '', email: stored.email ?? '', sms: stored.sms ?? '' };
  const [form, setForm] = useState(start);
  const holds = marks.join(' and ');
  const problem = (name: 'email' | 'sms'): string | undefined => {
    if (form[name] === '') return undefined;
    if (!marks.every((mark) => form[name].includes(mark))) return `The text must hold ${holds}.`;
    return lengthProblem(form[name], TEXTS[name]);
  };
  const change = (changes: Partial<typeof start>): void => setForm({ ...form, ...changes });
  return (
    <PoolSection
      pool={pool}
      title={title}
      description={description}
      reset={() => setForm(start)}
      invalid={problem('email') !== undefined || problem('sms') !== undefined}
      edits={() =>
        edits({ subject: form.subject || undefined, email: form.email || undefined, sms: form.sms || undefined })
      }
      view={
        <KeyValues
          columns={1}
          items={(['subject', 'email', 'sms'] as const).map((name) => ({
            label: NAMES[name],
            value: start[name] || `AWS’s default: ${name === 'subject' ? standard.subject : standard.body}`,
          }))}
        />
      }
      form={
        <SpaceBetween size="l">
          <FormField label={NAMES.subject} description="Empty: AWS’s default." stretch>
            <Input value={form.subject} onChange={({ detail }) => change({ subject: detail.value })} />
          </FormField>
          {(['email', 'sms'] as const).map((name) => (
            <FormField
              key={name}
              label={NAMES[name]}
              description={`Holds ${holds}. Empty: AWS’s default.`}
              errorText={problem(name)}
              stretch
            >
              <Textarea
                rows={name === 'email' ? 4 : 2}
                value={form[name]}
                onChange={({ detail }) => change({ [name]: detail.value })}
              />
            </FormField>
          ))}
        </SpaceBetween>
      }
    />
  );
}
