import { Button, Container, FormField, Header } from '@cloudscape-design/components';
import { useState } from 'react';
import type { LogConfigurationType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { JsonEditor, jsonProblem } from '../../../parts/json-editor.tsx';
import { KeyValues } from '../../../parts/key-values.tsx';
import { ActionDialog } from '../../../parts/action-dialog.tsx';

const NAMES = { userNotification: 'Errors of messages', userAuthEvents: 'Activity of users' } as const;
const destinationOf = (log: LogConfigurationType): string | undefined =>
  log.CloudWatchLogsConfiguration?.LogGroupArn ??
  log.S3Configuration?.BucketArn ??
  log.FirehoseConfiguration?.StreamArn;

/** Where the pool's logs would go on AWS. */
export function LogSection({ pool }: { readonly pool: UserPoolType }) {
  const poolId = pool.Id ?? '';
  const { output } = useCall('cognito-idp', 'GetLogDeliveryConfiguration', { UserPoolId: poolId });
  const logs = output?.LogDeliveryConfiguration?.LogConfigurations ?? [];
  const [text, setText] = useState<string>();
  const save = useAction('cognito-idp', 'SetLogDeliveryConfiguration', {
    showsFault: true,
    done: 'Log delivery was saved.',
    onDone: () => setText(undefined),
  });
  const problem = text === undefined ? undefined : jsonProblem(text);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Stored and returned; nothing is delivered from here."
          actions={
            <Button
              ariaLabel="Edit log delivery"
              disabled={output === undefined}
              onClick={() => setText(JSON.stringify(logs, null, 2))}
            >
              Edit
            </Button>
          }
        >
          Log delivery
        </Header>
      }
    >
      {logs.length === 0 ? (
        'No log is delivered.'
      ) : (
        <KeyValues
          columns={2}
          items={logs.map((log) => ({ label: NAMES[log.EventSource], value: destinationOf(log) }))}
        />
      )}
      {text !== undefined && (
        <ActionDialog
          title="Log delivery"
          action="Save"
          ready={problem === undefined}
          running={save.running}
          fault={save.fault}
          onAct={() =>
            void save.run({ UserPoolId: poolId, LogConfigurations: JSON.parse(text) as LogConfigurationType[] })
          }
          onClose={() => setText(undefined)}
        >
          <FormField
            label="Log configurations"
            description="A list, as SetLogDeliveryConfiguration takes it."
            errorText={problem}
            stretch
          >
            <JsonEditor value={text} onChange={setText} label="Log configurations" />
          </FormField>
        </ActionDialog>
      )}
    </Container>
  );
}
