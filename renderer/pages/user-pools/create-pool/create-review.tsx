import { Section } from '../../../parts/section.tsx';
import { Button, ExpandableSection, FormField, SpaceBetween, Toggle } from '@cloudscape-design/components';
import { cli, CopyAsCli } from '../../../parts/copy-as-cli.tsx';
import { JsonView } from '../../../parts/json-view.tsx';
import { KeyValues, type Pair } from '../../../parts/key-values.tsx';
import type { StepProps } from './create-steps.tsx';
import { flowLabel } from '../clients/flows.ts';
import { LockedLabel } from '../pool/locked.tsx';
import { createClientRequest, createPoolRequest, type NewPool } from './new-pool.ts';

const SIGN_IN: Readonly<Record<NewPool['signIn'], string>> = {
  username: 'Username',
  alias: 'Username, with aliases',
  email: 'Email',
  phone: 'Phone number',
  'email-or-phone': 'Email or phone number',
};

function words(values: readonly string[], none: string): string {
  return values.length === 0 ? none : values.join(', ');
}

/** Step 6: everything once more, as words, as JSON and as CLI lines. */
export function ReviewStep({ pool, change, goTo }: StepProps & { readonly goTo: (step: number) => void }) {
  const poolCall = createPoolRequest(pool);
  const clientCall = createClientRequest(pool, 'USER_POOL_ID');
  return (
    <SpaceBetween size="l">
      <Reviewed
        title="Fixed for good"
        locked
        step={0}
        goTo={goTo}
        items={[
          { label: 'Users sign in with', value: SIGN_IN[pool.signIn] },
          ...(pool.signIn === 'alias' ? [{ label: 'Aliases', value: words(pool.aliases, 'None') }] : []),
          { label: 'Usernames', value: pool.caseSensitive ? 'Case sensitive' : 'Not case sensitive' },
          { label: 'Required attributes', value: words(pool.required, 'None') },
          {
            label: 'Custom attributes',
            value: words(
              pool.custom.map(({ name, type }) => `custom:${name} (${type})`),
              'None',
            ),
          },
          ...(pool.withClient
            ? [{ label: 'First app client', value: pool.secret ? 'Confidential, with a secret' : 'Public' }]
            : []),
        ]}
      />
      <Reviewed
        title="Password and messages"
        step={1}
        goTo={goTo}
        items={[
          { label: 'User pool name', value: pool.name },
          { label: 'Minimum password length', value: pool.minimumLength },
          {
            label: 'A password must contain',
            value: words(
              [
                pool.uppercase && 'uppercase',
                pool.lowercase && 'lowercase',
                pool.numbers && 'digit',
                pool.symbols && 'symbol',
              ].filter((rule) => rule !== false),
              'Anything',
            ),
          },
          { label: 'MFA', value: pool.mfa },
          { label: 'Self-registration', value: pool.selfSignUp ? 'Allowed' : 'Administrators only' },
          { label: 'Verified at sign-up', value: words(pool.autoVerify, 'Nothing') },
        ]}
      />
      {pool.withClient && (
        <Reviewed
          title="App client"
          step={4}
          goTo={goTo}
          items={[
            { label: 'Name', value: pool.clientName },
            { label: 'Flows', value: pool.flows.map(flowLabel).join(', ') },
            {
              label: 'Validity: access, ID, refresh token',
              value: [pool.access, pool.id, pool.refresh].map(({ value, unit }) => `${value} ${unit}`).join(', '),
            },
          ]}
        />
      )}
      <Section title="Protection">
        <FormField label="Deletion protection">
          <Toggle
            checked={pool.deletionProtection}
            onChange={({ detail }) => change({ deletionProtection: detail.checked })}
          >
            The pool cannot be deleted until the protection is taken off
          </Toggle>
        </FormField>
      </Section>
      <Section
        title="The calls"
        actions={
          <CopyAsCli
            calls={[
              cli('cognito-idp', 'CreateUserPool', poolCall),
              ...(pool.withClient ? [cli('cognito-idp', 'CreateUserPoolClient', clientCall)] : []),
            ]}
          />
        }
      >
        <ExpandableSection headerText="CreateUserPool as JSON" defaultExpanded>
          <JsonView value={poolCall} label="CreateUserPool request" />
        </ExpandableSection>
        {pool.withClient && (
          <ExpandableSection headerText="CreateUserPoolClient as JSON">
            <JsonView value={clientCall} label="CreateUserPoolClient request" />
          </ExpandableSection>
        )}
      </Section>
    </SpaceBetween>
  );
}

function Reviewed({
  title,
  items,
  step,
  goTo,
  locked = false,
}: {
  readonly title: string;
  readonly items: readonly Pair[];
  readonly step: number;
  readonly goTo: (step: number) => void;
  readonly locked?: boolean;
}) {
  return (
    <Section
      title={locked ? <LockedLabel>{title}</LockedLabel> : title}
      actions={
        <Button formAction="none" ariaLabel={`Edit ${title.toLowerCase()}`} onClick={() => goTo(step)}>
          Edit
        </Button>
      }
    >
      <KeyValues items={items} columns={3} />
    </Section>
  );
}
