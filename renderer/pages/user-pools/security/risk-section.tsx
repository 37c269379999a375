import {
  Button,
  ColumnLayout,
  Container,
  FormField,
  Header,
  Select,
  SpaceBetween,
  Textarea,
} from '@cloudscape-design/components';
import { useState } from 'react';
import type {
  AccountTakeoverEventActionType,
  CompromisedCredentialsEventActionType,
  RiskConfigurationType,
  UserPoolType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { InfoLink } from '../../../parts/help.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { help } from '../help.ts';
import { linesOf } from '../../../lib/lines.ts';

const LEVELS = ['Low', 'Medium', 'High'] as const;
const TAKEOVER: Readonly<Record<AccountTakeoverEventActionType, string>> = {
  NO_ACTION: 'Allow',
  MFA_IF_CONFIGURED: 'Second factor if the user has one',
  MFA_REQUIRED: 'Second factor, else block',
  BLOCK: 'Block',
};
const COMPROMISED: Readonly<Record<CompromisedCredentialsEventActionType, string>> = {
  NO_ACTION: 'Allow',
  BLOCK: 'Block',
};

type Form = {
  readonly compromised: CompromisedCredentialsEventActionType;
  readonly takeover: Readonly<Record<(typeof LEVELS)[number], AccountTakeoverEventActionType>>;
  readonly blocked: string;
  readonly skipped: string;
};

function formOf(risk: RiskConfigurationType | undefined): Form {
  const actions = risk?.AccountTakeoverRiskConfiguration?.Actions;
  const of = (level: (typeof LEVELS)[number]) => actions?.[`${level}Action`]?.EventAction ?? 'NO_ACTION';
  return {
    compromised: risk?.CompromisedCredentialsRiskConfiguration?.Actions.EventAction ?? 'NO_ACTION',
    takeover: { Low: of('Low'), Medium: of('Medium'), High: of('High') },
    blocked: (risk?.RiskExceptionConfiguration?.BlockedIPRangeList ?? []).join('\n'),
    skipped: (risk?.RiskExceptionConfiguration?.SkippedIPRangeList ?? []).join('\n'),
  };
}

/** SetRiskConfiguration replaces everything: what the form does not show is sent back as it was. */
function requestOf(poolId: string, form: Form, before: RiskConfigurationType | undefined) {
  const takeover = before?.AccountTakeoverRiskConfiguration;
  const action = (level: (typeof LEVELS)[number]) => ({
    Notify: takeover?.Actions[`${level}Action`]?.Notify ?? false,
    EventAction: form.takeover[level],
  });
  return {
    UserPoolId: poolId,
    CompromisedCredentialsRiskConfiguration: {
      ...before?.CompromisedCredentialsRiskConfiguration,
      Actions: { EventAction: form.compromised },
    },
    AccountTakeoverRiskConfiguration: {
      ...takeover,
      Actions: { LowAction: action('Low'), MediumAction: action('Medium'), HighAction: action('High') },
    },
    RiskExceptionConfiguration: {
      BlockedIPRangeList: linesOf(form.blocked),
      SkippedIPRangeList: linesOf(form.skipped),
    },
  };
}

/** What the pool does about leaked passwords, risky addresses and listed ranges. */
export function RiskSection({ pool, enforced }: { readonly pool: UserPoolType; readonly enforced: boolean }) {
  const poolId = pool.Id ?? '';
  const { output, fault } = useCall('cognito-idp', 'DescribeRiskConfiguration', { UserPoolId: poolId });
  const risk = output?.RiskConfiguration;
  const [form, setForm] = useState<Form>();
  const save = useAction('cognito-idp', 'SetRiskConfiguration', {
    showsFault: true,
    done: 'The risk configuration was saved.',
    onDone: () => setForm(undefined),
  });
  const now = formOf(risk);
  return (
    <Container
      header={
        <Header
          variant="h2"
          info={<InfoLink topic={help.security} />}
          description={enforced ? 'Acts on every sign-in.' : 'In audit mode it judges and blocks nothing.'}
          actions={
            form === undefined && (
              <Button ariaLabel="Edit risk configuration" disabled={risk === undefined} onClick={() => setForm(now)}>
                Edit
              </Button>
            )
          }
        >
          Risk configuration
        </Header>
      }
    >
      {fault !== undefined ? (
        <FaultAlert fault={fault} />
      ) : form === undefined ? (
        <KeyValues
          items={[
            { label: 'Leaked passwords', value: COMPROMISED[now.compromised] },
            ...LEVELS.map((level) => ({ label: `${level} risk`, value: TAKEOVER[now.takeover[level]] })),
            { label: 'Blocked ranges', value: now.blocked.replaceAll('\n', ', ') },
            { label: 'Skipped ranges', value: now.skipped.replaceAll('\n', ', ') },
          ]}
        />
      ) : (
        <SpaceBetween size="m">
          <ColumnLayout columns={2}>
            <Choice
              label="Leaked passwords"
              names={COMPROMISED}
              value={form.compromised}
              onChange={(compromised) => setForm({ ...form, compromised })}
            />
            {LEVELS.map((level) => (
              <Choice
                key={level}
                label={`${level} risk`}
                names={TAKEOVER}
                value={form.takeover[level]}
                onChange={(action) => setForm({ ...form, takeover: { ...form.takeover, [level]: action } })}
              />
            ))}
            <FormField label="Blocked ranges" description="One a line, as 10.0.0.0/8." stretch>
              <Textarea
                rows={3}
                value={form.blocked}
                onChange={({ detail }) => setForm({ ...form, blocked: detail.value })}
              />
            </FormField>
            <FormField label="Skipped ranges" description="Never judged. One a line." stretch>
              <Textarea
                rows={3}
                value={form.skipped}
                onChange={({ detail }) => setForm({ ...form, skipped: detail.value })}
              />
            </FormField>
          </ColumnLayout>
          <FaultAlert fault={save.fault} />
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => setForm(undefined)}>Cancel</Button>
            <Button
              variant="primary"
              loading={save.running}
              onClick={() => void save.run(requestOf(poolId, form, risk))}
            >
              Save
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      )}
    </Container>
  );
}

function Choice<T extends string>({
  label,
  names,
  value,
  onChange,
}: {
  readonly label: string;
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}) {
  const options = (Object.keys(names) as T[]).map((one) => ({ value: one, label: names[one] }));
  return (
    <FormField label={label} stretch>
      <Select
        selectedOption={options.find((option) => option.value === value) ?? null}
        options={options}
        onChange={({ detail }) => onChange(detail.selectedOption.value as T)}
      />
    </FormField>
  );
}
