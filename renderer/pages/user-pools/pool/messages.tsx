import { SpaceBetween } from '@cloudscape-design/components';
import { MESSAGES } from '../../../../shared/aws/defaults.ts';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { lengthProblem } from '../../../lib/limits.ts';
import { checkedBy } from '../../../parts/draft.ts';
import { TextAreaField, TextField } from '../../../parts/fields.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { present, TEXTS } from '../create-pool/new-pool.ts';
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
  const holds = marks.join(' and ');
  const problem = (name: 'email' | 'sms', text: string): string | undefined => {
    if (text === '') return undefined;
    return marks.every((mark) => text.includes(mark))
      ? lengthProblem(text, TEXTS[name])
      : `The text must hold ${holds}.`;
  };
  return (
    <PoolSection
      pool={pool}
      title={title}
      description={description}
      schema={checkedBy(({ email, sms }: typeof start) =>
        present({ email: problem('email', email), sms: problem('sms', sms) }),
      )}
      start={start}
      edits={({ subject, email, sms }) =>
        edits({ subject: subject || undefined, email: email || undefined, sms: sms || undefined })
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
      fields={(form) => (
        <>
          <TextField form={form} name="subject" label={NAMES.subject} description="Empty: AWS’s default." stretch />
          {(['email', 'sms'] as const).map((name) => (
            <TextAreaField
              key={name}
              form={form}
              name={name}
              label={NAMES[name]}
              description={`Holds ${holds}. Empty: AWS’s default.`}
              rows={name === 'email' ? 4 : 2}
              stretch
            />
          ))}
        </>
      )}
    />
  );
}
