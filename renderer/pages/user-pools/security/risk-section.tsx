import { ColumnLayout } from '@cloudscape-design/components';
import { z } from 'zod';
import type {
  AccountTakeoverEventActionType,
  CompromisedCredentialsEventActionType,
  RiskConfigurationType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { linesOf } from '../../../lib/lines.ts';
import { EditSection } from '../../../parts/edit-section.tsx';
import { FaultAlert } from '../../../parts/fault-alert.tsx';
import { SelectField, TextAreaField } from '../../../parts/fields.tsx';
import { useDraft, useSubmission } from '../../../parts/form.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { help } from '../help.ts';

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

const TAKEOVER_ACTION = z.enum(['NO_ACTION', 'MFA_IF_CONFIGURED', 'MFA_REQUIRED', 'BLOCK']);
const SCHEMA = z.object({
  compromised: z.enum(['NO_ACTION', 'BLOCK']),
  Low: TAKEOVER_ACTION,
  Medium: TAKEOVER_ACTION,
  High: TAKEOVER_ACTION,
  blocked: z.string(),
  skipped: z.string(),
});
type RiskDraft = z.infer<typeof SCHEMA>;

const choices = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

function draftOf(risk: RiskConfigurationType): RiskDraft {
  const actions = risk.AccountTakeoverRiskConfiguration?.Actions;
  const of = (level: (typeof LEVELS)[number]) => actions?.[`${level}Action`]?.EventAction ?? 'NO_ACTION';
  return {
    compromised: risk.CompromisedCredentialsRiskConfiguration?.Actions.EventAction ?? 'NO_ACTION',
    Low: of('Low'),
    Medium: of('Medium'),
    High: of('High'),
    blocked: (risk.RiskExceptionConfiguration?.BlockedIPRangeList ?? []).join('\n'),
    skipped: (risk.RiskExceptionConfiguration?.SkippedIPRangeList ?? []).join('\n'),
  };
}

/** SetRiskConfiguration replaces everything: what the form does not show is sent back as it was. */
function requestOf(poolId: string, draft: RiskDraft, before: RiskConfigurationType) {
  const takeover = before.AccountTakeoverRiskConfiguration;
  const action = (level: (typeof LEVELS)[number]) => ({
    Notify: takeover?.Actions[`${level}Action`]?.Notify ?? false,
    EventAction: draft[level],
  });
  return {
    UserPoolId: poolId,
    CompromisedCredentialsRiskConfiguration: {
      ...before.CompromisedCredentialsRiskConfiguration,
      Actions: { EventAction: draft.compromised },
    },
    AccountTakeoverRiskConfiguration: {
      ...takeover,
      Actions: { LowAction: action('Low'), MediumAction: action('Medium'), HighAction: action('High') },
    },
    RiskExceptionConfiguration: {
      BlockedIPRangeList: linesOf(draft.blocked),
      SkippedIPRangeList: linesOf(draft.skipped),
    },
  };
}

type RiskProps = { readonly poolId: string; readonly enforced: boolean };

/** What the pool does about leaked passwords, risky addresses and listed ranges. */
export function RiskSection(props: RiskProps) {
  const { output, fault } = useCall('cognito-idp', 'DescribeRiskConfiguration', { UserPoolId: props.poolId });
  const risk = output?.RiskConfiguration;
  return risk === undefined ? <FaultAlert fault={fault} /> : <Risk {...props} risk={risk} />;
}

function Risk({ poolId, enforced, risk }: RiskProps & { readonly risk: RiskConfigurationType }) {
  const start = draftOf(risk);
  const form = useDraft(SCHEMA, start);
  const saving = useSubmission({
    service: 'cognito-idp',
    operation: 'SetRiskConfiguration',
    input: (draft: RiskDraft) => requestOf(poolId, draft, risk),
    done: 'The risk configuration was saved.',
  });
  return (
    <EditSection
      title="Risk configuration"
      description={enforced ? 'Acts on every sign-in.' : 'In audit mode it judges and blocks nothing.'}
      help={help.security}
      form={form}
      start={start}
      saving={saving}
      view={
        <KeyValues
          items={[
            { label: 'Leaked passwords', value: COMPROMISED[start.compromised] },
            ...LEVELS.map((level) => ({ label: `${level} risk`, value: TAKEOVER[start[level]] })),
            { label: 'Blocked ranges', value: start.blocked.replaceAll('\n', ', ') },
            { label: 'Skipped ranges', value: start.skipped.replaceAll('\n', ', ') },
          ]}
        />
      }
    >
      <ColumnLayout columns={2}>
        <SelectField form={form} name="compromised" label="Leaked passwords" options={choices(COMPROMISED)} stretch />
        {LEVELS.map((level) => (
          <SelectField
            key={level}
            form={form}
            name={level}
            label={`${level} risk`}
            options={choices(TAKEOVER)}
            stretch
          />
        ))}
        <TextAreaField
          form={form}
          name="blocked"
          label="Blocked ranges"
          description="One a line, as 10.0.0.0/8."
          rows={3}
          stretch
        />
        <TextAreaField
          form={form}
          name="skipped"
          label="Skipped ranges"
          description="Never judged. One a line."
          rows={3}
          stretch
        />
      </ColumnLayout>
    </EditSection>
  );
}
