import { limitsOf } from '../../../../shared/aws/limits.ts';
import { numberProblem } from '../../../lib/limits.ts';
import { Button, Container, FormField, Header, Input, SpaceBetween, Toggle } from '@cloudscape-design/components';
import { useState } from 'react';
import type { UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';

const SESSIONS = limitsOf('cognito-idp', 'SetUserPoolSessionConfiguration', 'TokenSession.MaxPerUser');

/** Whether the pool keeps track of its users' sessions, and how many each may have. */
export function SessionSection({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const { output } = useCall('cognito-idp', 'GetUserPoolSessionConfiguration', { UserPoolId: poolId });
  const [form, setForm] = useState<{ readonly on: boolean; readonly most: string }>();
  const save = useAction('cognito-idp', 'SetUserPoolSessionConfiguration', {
    showsFault: true,
    done: 'Session tracking was saved.',
    onDone: () => setForm(undefined),
  });
  const on = output?.UserSessionTracking === 'ENABLED';
  const most = output?.TokenSession?.MaxPerUser;
  const problem = form === undefined ? undefined : numberProblem(form.most, SESSIONS);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A user’s page lists the sessions, and ends them."
          actions={
            form === undefined && (
              <Button
                ariaLabel="Edit session tracking"
                disabled={output === undefined}
                onClick={() => setForm({ on, most: String(most ?? 20) })}
              >
                Edit
              </Button>
            )
          }
        >
          Session tracking
        </Header>
      }
    >
      {form === undefined ? (
        <KeyValues
          items={[
            { label: 'Tracking', value: on ? 'On' : 'Off' },
            { label: 'Most sessions of a user', value: most },
            { label: 'Beyond that', value: 'The session used least recently ends.' },
          ]}
        />
      ) : (
        <SpaceBetween size="m">
          <Toggle checked={form.on} onChange={({ detail }) => setForm({ ...form, on: detail.checked })}>
            Keep track of sessions
          </Toggle>
          <FormField label="Most sessions of a user" errorText={problem}>
            <Input
              type="number"
              value={form.most}
              onChange={({ detail }) => setForm({ ...form, most: detail.value })}
            />
          </FormField>
          <FaultAlert fault={save.fault} />
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => setForm(undefined)}>Cancel</Button>
            <Button
              variant="primary"
              disabled={problem !== undefined}
              loading={save.running}
              onClick={() =>
                void save.run({
                  UserPoolId: poolId,
                  UserSessionTracking: form.on ? 'ENABLED' : 'DISABLED',
                  TokenSession: { MaxPerUser: Number(form.most) },
                })
              }
            >
              Save
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      )}
    </Container>
  );
}
