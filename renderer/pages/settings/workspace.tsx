import { Box, Toggle } from '@cloudscape-design/components';
import { z } from 'zod';
import type { WorkspaceSettings as Settings } from '../../../shared/poolkeeper/operations.ts';
import { ISSUER_FORMS, SETTING_FORMS } from '../../../shared/poolkeeper/settings.ts';
import { fitting } from '../../parts/draft.ts';
import { Field, RadioField, TextField } from '../../parts/fields.tsx';
import { Form, useDraft, useSubmission } from '../../parts/form.tsx';
import { Section } from '../../parts/section.tsx';
import { UnsavedGuard } from '../../parts/unsaved-guard.tsx';

/** The members of a form that differ from what is stored. */
function changesOf(stored: Settings, edited: Settings): Partial<Settings> {
  return Object.fromEntries(Object.entries(edited).filter(([name, value]) => stored[name as keyof Settings] !== value));
}

const SCHEMA = z.object({
  region: z.string().regex(SETTING_FORMS.region.pattern, 'A region looks like us-east-1.'),
  account: z.string().regex(SETTING_FORMS.account.pattern, 'An account number has 12 digits.'),
  issuer: z.enum(ISSUER_FORMS),
  smtp: fitting(SETTING_FORMS.smtp.pattern, 'A mail catcher looks like localhost:1025.'),
  strict: z.boolean(),
});

const ISSUERS = [
  {
    value: 'local',
    label: 'Local address',
    description: 'Verifiers fetch the keys from this engine, with nothing to configure but the issuer.',
  },
  {
    value: 'aws',
    label: "AWS's own address",
    description: 'For verifiers that insist on cognito-idp.<region>.amazonaws.com. They need the keys given to them.',
  },
];

/** Region, account, issuer and strictness. They hold at once, for what is made and called from then on. */
export function WorkspaceSettings({ stored }: { readonly stored: Settings }) {
  const form = useDraft(SCHEMA, stored);
  const saving = useSubmission({
    service: 'poolkeeper',
    operation: 'UpdateWorkspaceSettings',
    input: (draft: Settings) => changesOf(stored, draft),
    done: 'The workspace settings are saved.',
  });
  return (
    <Form
      form={form}
      label="Workspace"
      action="Save changes"
      running={saving.running}
      fault={saving.fault}
      undo
      onSubmit={async (draft) => void (await saving.send(draft))}
    >
      <UnsavedGuard dirty={form.formState.isDirty} what="workspace settings" />
      <Section title="Workspace">
        <TextField
          form={form}
          name="region"
          label="Region"
          description="Of everything the console makes, and of calls without a signature. A signed call keeps the region it was signed for."
        />
        <TextField
          form={form}
          name="account"
          label="Account number"
          description="Stands in ARNs that are made from now on."
          inputMode="numeric"
        />
        <RadioField
          form={form}
          name="issuer"
          label="Issuer of tokens"
          description="The iss claim. Tokens that were issued before keep theirs."
          options={ISSUERS}
        />
        <TextField
          form={form}
          name="smtp"
          label="Mail catcher"
          description="Gets the e-mails of the outbox by SMTP, from now on. Empty: they stay in the outbox."
          constraint="host:port, for example localhost:1025"
          placeholder="localhost:1025"
          trim
        />
        <Field form={form} name="strict" label="Access keys that the engine did not issue">
          {({ value, onChange, ref }) => (
            <Toggle
              ref={ref}
              checked={value}
              onChange={({ detail }) => onChange(detail.checked)}
              description="When off, any keys on this machine act as the account root, so that clients need no set-up."
            >
              Refuse them (strict)
            </Toggle>
          )}
        </Field>
        {form.watch('strict') && !stored.strict && (
          <Box color="text-status-warning">
            Clients with made-up keys will be refused with UnrecognizedClientException. The console itself stays signed
            in.
          </Box>
        )}
      </Section>
    </Form>
  );
}
