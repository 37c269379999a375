import { FormField, Multiselect, RadioGroup, SpaceBetween, Toggle } from '@cloudscape-design/components';
import { useState } from 'react';
import type { UserPoolClientType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { cliCalls } from '../../../lib/cli.ts';
import { rangeWords } from '../../../lib/limits.ts';
import { checkedBy } from '../../../parts/draft.ts';
import { Form, useDraft, useSubmission } from '../../../parts/form.tsx';
import { Section } from '../../../parts/section.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { UpdateReview } from '../../../parts/update-review.tsx';
import type { Problems } from '../create-pool/new-pool.ts';
import { safeClientUpdate } from '../pool/merge.ts';
import { clientReadable, clientWritable } from '../users/attributes.ts';
import {
  clientEdits,
  clientForm,
  clientProblems,
  GRACE_SECONDS,
  SESSION_MINUTES,
  type ClientForm,
} from './client-edits.ts';
import { fieldsOf, SignInSettings, TokenLifetimes } from './client-fields.tsx';
import { flowLabel, FLOWS, OLDER_FLOW_NOTE } from './flows.ts';
import { LabelledInput } from '../../../parts/labelled.tsx';

type FieldsProps = {
  readonly client: ClientForm;
  readonly problems: Problems;
  readonly change: (changes: Partial<ClientForm>) => void;
};

const SCHEMA = checkedBy(clientProblems);

/** Edits an app client: the form, then the review of what changes, then the safe update. */
export function ClientEditor({
  pool,
  client,
  onDone,
}: {
  readonly pool: UserPoolType;
  readonly client: UserPoolClientType;
  readonly onDone: () => void;
}) {
  // What the client was when editing began: a change made elsewhere meanwhile is kept, not overwritten by an untouched field.
  const [start] = useState(() => clientForm(client));
  const form = useDraft(SCHEMA, start);
  const [reviewing, setReviewing] = useState(false);
  const fields = fieldsOf(form);
  const updateOf = (draft: ClientForm) => safeClientUpdate(client, clientEdits(start, draft, client));
  const update = updateOf(fields.client);
  const changed = update.differences.length > 0;
  const saving = useSubmission(
    {
      service: 'cognito-idp',
      operation: 'UpdateUserPoolClient',
      input: (draft: ClientForm) => updateOf(draft).request,
      done: `App client ${fields.client.name} was updated.`,
    },
    onDone,
  );
  return (
    <>
      <UnsavedGuard dirty={changed && !saving.running} />
      <Form
        form={form}
        label="App client settings"
        action="Review changes"
        running={false}
        fault={undefined}
        cancel={onDone}
        blocked={changed ? undefined : 'Nothing changed yet'}
        onSubmit={() => {
          saving.reset();
          setReviewing(true);
        }}
      >
        <SignInFields {...fields} />
        <TokenFields {...fields} />
        <AttributeFields {...fields} pool={pool} />
      </Form>
      <UpdateReview
        visible={reviewing}
        operation="UpdateUserPoolClient"
        differences={update.differences}
        rescued={update.rescued}
        calls={cliCalls(saving.calls(fields.client))}
        running={saving.running}
        fault={saving.fault}
        onApply={() => void saving.send(fields.client)}
        onCancel={() => setReviewing(false)}
      />
    </>
  );
}

function SignInFields({ client, problems, change }: FieldsProps) {
  const stored = client.flows.filter((flow) => !FLOWS.some(({ value }) => value === flow));
  // What the client had when editing began stays on offer after it is taken off.
  const [others] = useState(stored);
  const choices = [
    ...FLOWS,
    ...others.map((value) => ({ value, label: flowLabel(value), description: `${value}. ${OLDER_FLOW_NOTE}` })),
  ];
  return (
    <Section title="Sign-in">
      <LabelledInput
        label="App client name"
        problem={problems['clientName']}
        value={client.name}
        onChange={(name) => change({ name })}
      />
      <SignInSettings client={client} problems={problems} change={change} choices={choices} />
    </Section>
  );
}

function TokenFields({ client, problems, change }: FieldsProps) {
  return (
    <Section title="Tokens">
      <TokenLifetimes client={client} problems={problems} change={change} />
      <LabelledInput
        label="Time to answer a challenge"
        description={`AuthSessionValidity, in minutes: ${rangeWords(SESSION_MINUTES)}.`}
        problem={problems['session']}
        type="number"
        value={client.session}
        onChange={(session) => change({ session })}
      />
      <FormField label="Revocation">
        <Toggle
          checked={client.revocation}
          description="EnableTokenRevocation. Tokens carry jti and origin_jti, and a refresh token can be taken back."
          onChange={({ detail }) => change({ revocation: detail.checked })}
        >
          Tokens can be revoked
        </Toggle>
      </FormField>
      <FormField label="Refresh token rotation" errorText={problems['rotation']}>
        <Toggle
          checked={client.rotation}
          description="Each refresh gives a new refresh token and the old one ends."
          onChange={({ detail }) => change({ rotation: detail.checked })}
        >
          Rotate refresh tokens
        </Toggle>
      </FormField>
      {client.rotation && (
        <LabelledInput
          label="Grace period"
          description={`Seconds in which the old refresh token still works: ${rangeWords(GRACE_SECONDS)}.`}
          problem={problems['grace']}
          type="number"
          value={client.grace}
          onChange={(grace) => change({ grace })}
        />
      )}
    </Section>
  );
}

function AttributeFields({ client, change, pool }: FieldsProps & { readonly pool: UserPoolType }) {
  const schema = pool.SchemaAttributes ?? [];
  return (
    <Section title="Attributes" description="Once a list is set, custom attributes count only if they are in it.">
      <AttributeList
        label="The application reads"
        all={clientReadable(schema)}
        chosen={client.read}
        onChange={(read) => change({ read })}
      />
      <AttributeList
        label="The application writes"
        all={clientWritable(schema)}
        chosen={client.write}
        onChange={(write) => change({ write })}
      />
    </Section>
  );
}

function AttributeList({
  label,
  all,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly all: readonly string[];
  readonly chosen: readonly string[] | undefined;
  readonly onChange: (chosen: readonly string[] | undefined) => void;
}) {
  const options = [...new Set([...all, ...(chosen ?? [])])].map((value) => ({ value, label: value }));
  return (
    <SpaceBetween size="xs">
      <FormField label={label}>
        <RadioGroup
          ariaLabel={label}
          value={chosen === undefined ? 'all' : 'list'}
          items={[
            { value: 'all', label: 'All standard attributes' },
            { value: 'list', label: 'Only these' },
          ]}
          onChange={({ detail }) => onChange(detail.value === 'all' ? undefined : all)}
        />
      </FormField>
      {chosen !== undefined && (
        <Multiselect
          ariaLabel={`${label}: attributes`}
          selectedOptions={options.filter(({ value }) => chosen.includes(value))}
          options={options}
          filteringType="auto"
          tokenLimit={8}
          placeholder="Choose attributes"
          deselectAriaLabel={({ label: name }) => `Remove ${name}`}
          onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value }) => value ?? ''))}
        />
      )}
    </SpaceBetween>
  );
}
