import { FormField, Input, SpaceBetween, Textarea } from '@cloudscape-design/components';
import { useState } from 'react';
import type { UserPoolType } from '../../../shared/aws/types/cognito-idp.ts';
import { KeyValues } from '../../parts/key-values.tsx';
import { PoolSection } from './edit-pool.tsx';

/** The members of a text object that were filled in; undefined where none was. */
function filled<T extends Record<string, string>>(texts: T): Partial<T> | undefined {
  const entries = Object.entries(texts).filter(([, text]) => text !== '');
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Partial<T>);
}

/** The words of what a pool sends. */
export function MessagesTab({ pool }: { readonly pool: UserPoolType }) {
  return (
    <SpaceBetween size="l">
      <VerificationSection pool={pool} />
      <InvitationSection pool={pool} />
    </SpaceBetween>
  );
}

const CODE = 'The text must hold {####}: the code stands there.';

function VerificationSection({ pool }: { readonly pool: UserPoolType }) {
  const template = pool.VerificationMessageTemplate;
  const start = {
    EmailSubject: template?.EmailSubject ?? '',
    EmailMessage: template?.EmailMessage ?? '',
    SmsMessage: template?.SmsMessage ?? '',
  };
  const [form, setForm] = useState(start);
  const problems = {
    EmailMessage: form.EmailMessage === '' || form.EmailMessage.includes('{####}') ? undefined : CODE,
    SmsMessage: form.SmsMessage === '' || form.SmsMessage.includes('{####}') ? undefined : CODE,
  };
  return (
    <PoolSection
      pool={pool}
      title="Verification messages"
      description="Sent at sign-up, for a forgotten password and when an address is verified."
      reset={() => setForm(start)}
      invalid={problems.EmailMessage !== undefined || problems.SmsMessage !== undefined}
      edits={() => {
        const { EmailSubject: _subject, EmailMessage: _email, SmsMessage: _sms, ...rest } = template ?? {};
        return { VerificationMessageTemplate: { ...rest, ...filled(form) } };
      }}
      view={
        <KeyValues
          columns={1}
          items={[
            { label: 'Subject of emails', value: start.EmailSubject || 'AWS’s default: Your verification code' },
            { label: 'Email', value: start.EmailMessage || 'AWS’s default: Your confirmation code is {####}' },
            { label: 'SMS', value: start.SmsMessage || 'AWS’s default: Your confirmation code is {####}' },
          ]}
        />
      }
      form={
        <SpaceBetween size="l">
          <FormField label="Subject of emails" description="Empty: AWS’s default." stretch>
            <Input
              value={form.EmailSubject}
              onChange={({ detail }) => setForm({ ...form, EmailSubject: detail.value })}
            />
          </FormField>
          <FormField
            label="Email"
            description="Holds {####}. Empty: AWS’s default."
            errorText={problems.EmailMessage}
            stretch
          >
            <Textarea
              rows={4}
              value={form.EmailMessage}
              onChange={({ detail }) => setForm({ ...form, EmailMessage: detail.value })}
            />
          </FormField>
          <FormField
            label="SMS"
            description="Holds {####}. Empty: AWS’s default."
            errorText={problems.SmsMessage}
            stretch
          >
            <Textarea
              rows={2}
              value={form.SmsMessage}
              onChange={({ detail }) => setForm({ ...form, SmsMessage: detail.value })}
            />
          </FormField>
        </SpaceBetween>
      }
    />
  );
}

const INVITATION = 'The text must hold {username} and {####}.';

function InvitationSection({ pool }: { readonly pool: UserPoolType }) {
  const config = pool.AdminCreateUserConfig;
  const template = config?.InviteMessageTemplate;
  const start = {
    EmailSubject: template?.EmailSubject ?? '',
    EmailMessage: template?.EmailMessage ?? '',
    SMSMessage: template?.SMSMessage ?? '',
  };
  const [form, setForm] = useState(start);
  const whole = (text: string): boolean => text === '' || (text.includes('{####}') && text.includes('{username}'));
  const problems = {
    EmailMessage: whole(form.EmailMessage) ? undefined : INVITATION,
    SMSMessage: whole(form.SMSMessage) ? undefined : INVITATION,
  };
  return (
    <PoolSection
      pool={pool}
      title="Invitation messages"
      description="Sent to users whom an administrator creates."
      reset={() => setForm(start)}
      invalid={problems.EmailMessage !== undefined || problems.SMSMessage !== undefined}
      edits={() => ({
        AdminCreateUserConfig: { ...config, UnusedAccountValidityDays: undefined, InviteMessageTemplate: filled(form) },
      })}
      view={
        <KeyValues
          columns={1}
          items={[
            { label: 'Subject of emails', value: start.EmailSubject || 'AWS’s default: Your temporary password' },
            {
              label: 'Email',
              value:
                start.EmailMessage || 'AWS’s default: Your username is {username} and temporary password is {####}.',
            },
            {
              label: 'SMS',
              value: start.SMSMessage || 'AWS’s default: Your username is {username} and temporary password is {####}.',
            },
          ]}
        />
      }
      form={
        <SpaceBetween size="l">
          <FormField label="Subject of emails" description="Empty: AWS’s default." stretch>
            <Input
              value={form.EmailSubject}
              onChange={({ detail }) => setForm({ ...form, EmailSubject: detail.value })}
            />
          </FormField>
          <FormField
            label="Email"
            description="Holds {username} and {####}. Empty: AWS’s default."
            errorText={problems.EmailMessage}
            stretch
          >
            <Textarea
              rows={4}
              value={form.EmailMessage}
              onChange={({ detail }) => setForm({ ...form, EmailMessage: detail.value })}
            />
          </FormField>
          <FormField
            label="SMS"
            description="Holds {username} and {####}. Empty: AWS’s default."
            errorText={problems.SMSMessage}
            stretch
          >
            <Textarea
              rows={2}
              value={form.SMSMessage}
              onChange={({ detail }) => setForm({ ...form, SMSMessage: detail.value })}
            />
          </FormField>
        </SpaceBetween>
      }
    />
  );
}
