import { Section } from '../../../parts/section.tsx';
import { FormField, SpaceBetween, Tiles, Toggle } from '@cloudscape-design/components';
import { SignInSettings, TokenLifetimes } from '../clients/client-fields.tsx';
import type { StepProps } from './create-steps.tsx';
import { LockedLabel } from '../pool/locked.tsx';
import type { NewPool, Problems } from './new-pool.ts';
import { LabelledInput } from '../../../parts/labelled.tsx';

/** The part of the wizard's state that describes an app client. */
type NewClient = Pick<NewPool, 'clientName' | 'secret' | 'flows' | 'access' | 'id' | 'refresh' | 'hideMissingUsers'>;

/** Step 5: the first application that uses the pool. */
export function ClientStep({ pool, problems, change }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Section title="First app client">
        <Toggle checked={pool.withClient} onChange={({ detail }) => change({ withClient: detail.checked })}>
          Create an app client with the pool
        </Toggle>
      </Section>
      {pool.withClient && <NewClientFields client={pool} problems={problems} change={change} />}
    </SpaceBetween>
  );
}

/** The fields of a new app client; used in the wizard and on the page that creates one. */
export function NewClientFields({
  client,
  problems,
  change,
}: {
  readonly client: NewClient;
  readonly problems: Problems;
  readonly change: (changes: Partial<NewClient>) => void;
}) {
  return (
    <SpaceBetween size="l">
      <Section title="App client">
        <LabelledInput
          label="App client name"
          problem={problems['clientName']}
          value={client.clientName}
          placeholder="web"
          onChange={(clientName) => change({ clientName })}
        />
        <FormField
          label={<LockedLabel>Type</LockedLabel>}
          description="To change it you would make a new client, and every application would need the new client ID."
          stretch
        >
          <Tiles
            ariaLabel="Type of app client"
            value={client.secret ? 'secret' : 'public'}
            items={[
              {
                value: 'public',
                label: 'Public client',
                description: 'For browsers and mobile apps: no secret, because they cannot keep one.',
              },
              {
                value: 'secret',
                label: 'Confidential client',
                description: 'For servers: each call carries a SECRET_HASH made with the client secret.',
              },
            ]}
            onChange={({ detail }) => change({ secret: detail.value === 'secret' })}
          />
        </FormField>
        <SignInSettings client={client} problems={problems} change={change} />
      </Section>
      <Section title="Token validity">
        <TokenLifetimes client={client} problems={problems} change={change} />
      </Section>
    </SpaceBetween>
  );
}
