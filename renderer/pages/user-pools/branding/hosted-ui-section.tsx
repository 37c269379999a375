import { Button, Container, FormField, Header, SpaceBetween, Textarea } from '@cloudscape-design/components';
import { useState } from 'react';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Time } from '../../../parts/time.tsx';

/** The style sheet of the hosted UI, for all clients of the pool. */
export function HostedUiSection({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const { output } = useCall('cognito-idp', 'GetUICustomization', { UserPoolId: poolId });
  const [draft, setDraft] = useState<string>();
  const save = useAction('cognito-idp', 'SetUICustomization', {
    showsFault: true,
    done: 'The hosted UI was customised.',
    onDone: () => setDraft(undefined),
  });
  const now = output?.UICustomization;
  const hasDomain = pool.Domain !== undefined || pool.CustomDomain !== undefined;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="For clients without a style of their own."
          actions={
            draft === undefined && (
              <Button disabled={!hasDomain} ariaLabel="Edit the hosted UI" onClick={() => setDraft(now?.CSS ?? '')}>
                Edit
              </Button>
            )
          }
        >
          Hosted UI (classic)
        </Header>
      }
    >
      {draft === undefined ? (
        <KeyValues
          items={[
            { label: 'Style sheet', value: now?.CSS === undefined ? 'Cognito’s own' : <code>{now.CSS}</code> },
            { label: 'Version', value: now?.CSSVersion },
            { label: 'Last changed', value: <Time seconds={now?.LastModifiedDate} /> },
          ]}
        />
      ) : (
        <SpaceBetween size="m">
          <FormField
            label="Style sheet"
            description="Rules for Cognito’s own classes, such as .submitButton-customizable."
            stretch
          >
            <Textarea rows={6} value={draft} onChange={({ detail }) => setDraft(detail.value)} />
          </FormField>
          <FaultAlert fault={save.fault} />
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => setDraft(undefined)}>Cancel</Button>
            <Button
              variant="primary"
              loading={save.running}
              onClick={() => void save.run({ UserPoolId: poolId, CSS: draft })}
            >
              Save
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      )}
    </Container>
  );
}
