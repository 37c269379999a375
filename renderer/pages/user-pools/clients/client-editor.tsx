import { rangeWords } from '../../../lib/limits.ts';
import {
  Button,
  Container,
  Form,
  FormField,
  Header,
  Input,
  Multiselect,
  RadioGroup,
  SpaceBetween,
  Toggle,
} from '@cloudscape-design/components';
import { useState } from 'react';
import type { UserPoolClientType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction } from '../../../client/hooks.ts';
import { cli } from '../../../parts/copy-as-cli.tsx';
import { UnsavedGuard } from '../../../parts/unsaved-guard.tsx';
import { clientReadable, clientWritable } from '../users/attributes.ts';
import {
  clientEdits,
  clientForm,
  clientProblems,
  GRACE_SECONDS,
  SESSION_MINUTES,
  type ClientForm,
} from './client-edits.ts';
import { SignInSettings, TokenLifetimes } from './client-fields.tsx';
import { flowLabel, FLOWS, OLDER_FLOW_NOTE } from './flows.ts';
import { safeClientUpdate } from '../pool/merge.ts';
import type { Problems } from '../create-pool/new-pool.ts';
import { UpdateReview } from '../../../parts/update-review.tsx';

type FieldsProps = {
  readonly form: ClientForm;
  readonly problems: Problems;
  readonly change: (changes: Partial<ClientForm>) => void;
};

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
  const [form, setForm] = useState(start);
  const [tried, setTried] = useState(false);
  const [reviewing, setReviewing] = useState(false);
  const problems = clientProblems(form);
  const valid = Object.keys(problems).length === 0;
  const update = safeClientUpdate(client, clientEdits(start, form, client));
  const changed = update.differences.length > 0;
  const action = useAction('cognito-idp', 'UpdateUserPoolClient', {
    showsFault: true,
    done: `App client ${form.name} was updated.`,
    onDone,
  });
  const props: FieldsProps = {
    form,
    problems: tried ? problems : {},
    change: (changes) => setForm((before) => ({ ...before, ...changes })),
  };
  return (
    <form
      aria-label="App client settings"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (valid && changed) {
          action.reset();
          setReviewing(true);
        }
      }}
    >
      <UnsavedGuard dirty={changed && !action.running} />
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onDone}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!changed}>
              Review changes
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <SignInFields {...props} />
          <TokenFields {...props} />
          <AttributeFields {...props} pool={pool} />
        </SpaceBetween>
      </Form>
      <UpdateReview
        visible={reviewing}
        operation="UpdateUserPoolClient"
        differences={update.differences}
        rescued={update.rescued}
        calls={[cli('cognito-idp', 'UpdateUserPoolClient', update.request)]}
        running={action.running}
        fault={action.fault}
        onApply={() => void action.run(update.request)}
        onCancel={() => setReviewing(false)}
      />
    </form>
  );
}

function SignInFields({ form, problems, change }: FieldsProps) {
  const stored = form.flows.filter((flow) => !FLOWS.some(({ value }) => value === flow));
  // What the client had when editing began stays on offer after it is taken off.
  const [others] = useState(stored);
  const choices = [
    ...FLOWS,
    ...others.map((value) => ({ value, label: flowLabel(value), description: `${value}. ${OLDER_FLOW_NOTE}` })),
  ];
  return (
    <Container header={<Header variant="h2">Sign-in</Header>}>
      <SpaceBetween size="l">
        <FormField label="App client name" errorText={problems['clientName']}>
          <Input value={form.name} onChange={({ detail }) => change({ name: detail.value })} />
        </FormField>
        <SignInSettings client={form} problems={problems} change={change} choices={choices} />
      </SpaceBetween>
    </Container>
  );
}

function TokenFields({ form, problems, change }: FieldsProps) {
  return (
    <Container header={<Header variant="h2">Tokens</Header>}>
      <SpaceBetween size="l">
        <TokenLifetimes client={form} problems={problems} change={change} />
        <FormField
          label="Time to answer a challenge"
          description={`AuthSessionValidity, in minutes: ${rangeWords(SESSION_MINUTES)}.`}
          errorText={problems['session']}
        >
          <Input type="number" value={form.session} onChange={({ detail }) => change({ session: detail.value })} />
        </FormField>
        <FormField label="Revocation">
          <Toggle
            checked={form.revocation}
            description="EnableTokenRevocation. Tokens carry jti and origin_jti, and a refresh token can be taken back."
            onChange={({ detail }) => change({ revocation: detail.checked })}
          >
            Tokens can be revoked
          </Toggle>
        </FormField>
        <FormField label="Refresh token rotation" errorText={problems['rotation']}>
          <Toggle
            checked={form.rotation}
            description="Each refresh gives a new refresh token and the old one ends."
            onChange={({ detail }) => change({ rotation: detail.checked })}
          >
            Rotate refresh tokens
          </Toggle>
        </FormField>
        {form.rotation && (
          <FormField
            label="Grace period"
            description={`Seconds in which the old refresh token still works: ${rangeWords(GRACE_SECONDS)}.`}
            errorText={problems['grace']}
          >
            <Input type="number" value={form.grace} onChange={({ detail }) => change({ grace: detail.value })} />
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  );
}

function AttributeFields({ form, change, pool }: FieldsProps & { readonly pool: UserPoolType }) {
  const schema = pool.SchemaAttributes ?? [];
  return (
    <Container
      header={
        <Header variant="h2" description="Once a list is set, custom attributes count only if they are in it.">
          Attributes
        </Header>
      }
    >
      <SpaceBetween size="l">
        <AttributeList
          label="The application reads"
          all={clientReadable(schema)}
          chosen={form.read}
          onChange={(read) => change({ read })}
        />
        <AttributeList
          label="The application writes"
          all={clientWritable(schema)}
          chosen={form.write}
          onChange={(write) => change({ write })}
        />
      </SpaceBetween>
    </Container>
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
