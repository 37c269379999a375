import { z } from 'zod';
import type { LogConfigurationType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { jsonText } from '../../../parts/draft.ts';
import { EditSection } from '../../../parts/edit-section.tsx';
import { Field } from '../../../parts/fields.tsx';
import { useDraft, useSubmission } from '../../../parts/form.tsx';
import { JsonEditor, jsonValue } from '../../../parts/json-editor.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';

const NAMES = { userNotification: 'Errors of messages', userAuthEvents: 'Activity of users' } as const;
const destinationOf = (log: LogConfigurationType): string | undefined =>
  log.CloudWatchLogsConfiguration?.LogGroupArn ??
  log.S3Configuration?.BucketArn ??
  log.FirehoseConfiguration?.StreamArn;

const SCHEMA = z.object({ text: jsonText() });

/** Where the pool's logs would go on AWS. */
export function LogSection({ pool: { Id: poolId = '' } }: { readonly pool: UserPoolType }) {
  const { output } = useCall('cognito-idp', 'GetLogDeliveryConfiguration', { UserPoolId: poolId });
  const logs = output?.LogDeliveryConfiguration?.LogConfigurations ?? [];
  return output === undefined ? null : <Logs poolId={poolId} logs={logs} />;
}

function Logs({ poolId, logs }: { readonly poolId: string; readonly logs: readonly LogConfigurationType[] }) {
  const start = { text: JSON.stringify(logs, null, 2) };
  const form = useDraft(SCHEMA, start);
  const saving = useSubmission({
    service: 'cognito-idp',
    operation: 'SetLogDeliveryConfiguration',
    input: ({ text }: typeof start) => ({
      UserPoolId: poolId,
      LogConfigurations: (jsonValue(text) ?? []) as LogConfigurationType[],
    }),
    done: 'Log delivery was saved.',
  });
  return (
    <EditSection
      title="Log delivery"
      description="Stored and returned; nothing is delivered from here."
      form={form}
      start={start}
      saving={saving}
      view={
        logs.length === 0 ? (
          'No log is delivered.'
        ) : (
          <KeyValues
            columns={2}
            items={logs.map((log) => ({ label: NAMES[log.EventSource], value: destinationOf(log) }))}
          />
        )
      }
    >
      <Field
        form={form}
        name="text"
        label="Log configurations"
        description="A list, as SetLogDeliveryConfiguration takes it."
        stretch
      >
        {({ value, onChange }) => <JsonEditor value={value} onChange={onChange} label="Log configurations" />}
      </Field>
    </EditSection>
  );
}
