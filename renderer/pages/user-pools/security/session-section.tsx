import { z } from 'zod';
import { limitsOf } from '../../../../shared/aws/limits.ts';
import type {
  GetUserPoolSessionConfigurationResponse,
  UserPoolType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { wholeNumber } from '../../../parts/draft.ts';
import { EditSection } from '../../../parts/edit-section.tsx';
import { TextField, ToggleField } from '../../../parts/fields.tsx';
import { useDraft, useSubmission } from '../../../parts/form.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';

const SCHEMA = z.object({
  on: z.boolean(),
  most: wholeNumber(limitsOf('cognito-idp', 'SetUserPoolSessionConfiguration', 'TokenSession.MaxPerUser')),
});

/** Whether the pool keeps track of its users' sessions, and how many each may have. */
export function SessionSection({ pool: { Id: poolId = '' } }: { readonly pool: UserPoolType }) {
  const { output } = useCall('cognito-idp', 'GetUserPoolSessionConfiguration', { UserPoolId: poolId });
  return output === undefined ? null : <Sessions poolId={poolId} stored={output} />;
}

function Sessions({
  poolId,
  stored,
}: {
  readonly poolId: string;
  readonly stored: GetUserPoolSessionConfigurationResponse;
}) {
  const most = stored.TokenSession?.MaxPerUser;
  const start = { on: stored.UserSessionTracking === 'ENABLED', most: String(most ?? 20) };
  const form = useDraft(SCHEMA, start);
  const saving = useSubmission({
    service: 'cognito-idp',
    operation: 'SetUserPoolSessionConfiguration',
    input: (draft: typeof start) => ({
      UserPoolId: poolId,
      UserSessionTracking: draft.on ? ('ENABLED' as const) : ('DISABLED' as const),
      TokenSession: { MaxPerUser: Number(draft.most) },
    }),
    done: 'Session tracking was saved.',
  });
  return (
    <EditSection
      title="Session tracking"
      description="A user’s page lists the sessions, and ends them."
      form={form}
      start={start}
      saving={saving}
      view={
        <KeyValues
          items={[
            { label: 'Tracking', value: start.on ? 'On' : 'Off' },
            { label: 'Most sessions of a user', value: most },
            { label: 'Beyond that', value: 'The session used least recently ends.' },
          ]}
        />
      }
    >
      <ToggleField form={form} name="on" text="Keep track of sessions" />
      <TextField form={form} name="most" label="Most sessions of a user" type="number" />
    </EditSection>
  );
}
