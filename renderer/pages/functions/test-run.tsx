import { Alert, Box, Button, ColumnLayout, FormField, Select, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { FunctionBinding, FunctionRun, FunctionUse } from '../../../shared/poolkeeper/operations.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { Code } from '../../parts/code.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { JsonEditor, jsonProblem } from '../../parts/json-editor.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { Section } from '../../parts/section.tsx';
import { TRIGGERS, type TriggerName } from '../../lib/functions.ts';
import { LabelledSelect } from '../../parts/labelled.tsx';

const optionOf = (value: string) => ({ value, label: value });

/** Runs a function, saved or not, on an event that can be edited, and shows what came of it. */
export function TestRun({
  arn,
  binding,
  saved,
  usedBy,
}: {
  readonly arn: string;
  readonly binding: FunctionBinding;
  readonly saved: boolean;
  readonly usedBy: readonly FunctionUse[];
}) {
  const use = usedBy[0];
  const [trigger, setTrigger] = useState<TriggerName>(TRIGGERS.find((name) => name === use?.trigger) ?? 'PreSignUp');
  const [source, setSource] = useState<string>();
  const sample = useCall('poolkeeper', 'SampleEvent', {
    Trigger: trigger,
    ...(source === undefined ? {} : { Source: source }),
    ...(use === undefined ? {} : { PoolId: use.poolId }),
  });
  // What was typed belongs to one sample: another one is shown as it comes.
  const shown = JSON.stringify(sample.output?.event ?? {}, null, 2);
  const [typed, setTyped] = useState<{ readonly over: string; readonly text: string }>();
  const event = typed?.over === shown ? typed.text : shown;
  const test = useAction('poolkeeper', 'TestFunction', { showsFault: true });
  const [run, setRun] = useState<FunctionRun>();
  const sources = sample.output?.sources ?? [];
  const problem = jsonProblem(event);
  const start = async (): Promise<void> => {
    const done = await test.run({ Arn: arn, Binding: binding, Trigger: trigger, Event: JSON.parse(event) as unknown });
    setRun(done?.run);
  };
  return (
    <Section
      title="Test run"
      description={`Runs ${saved ? 'the function' : 'what stands above, saved or not,'} as a trigger does and changes nothing in the pool.`}
      actions={
        <Button variant="primary" loading={test.running} disabled={problem !== undefined} onClick={() => void start()}>
          Run test
        </Button>
      }
    >
      <ColumnLayout columns={2}>
        <LabelledSelect
          label="Trigger"
          value={trigger}
          options={TRIGGERS.map(optionOf)}
          onChange={(chosen) => {
            setTrigger(chosen as TriggerName);
            setSource(undefined);
          }}
        />
        <FormField label="Source">
          <Select
            selectedOption={optionOf(source ?? sources[0] ?? '')}
            options={sources.map(optionOf)}
            onChange={({ detail }) => setSource(detail.selectedOption.value)}
          />
        </FormField>
      </ColumnLayout>
      <FormField label="Event" errorText={problem} stretch>
        <JsonEditor label="Event" value={event} onChange={(text) => setTyped({ over: shown, text })} lines={8} />
      </FormField>
      <FaultAlert fault={test.fault} />
      {run !== undefined && <Result run={run} />}
    </Section>
  );
}

function Result({ run }: { readonly run: FunctionRun }) {
  const { error, problem, answer, output, took, attempts } = run;
  return (
    <section aria-label="Result of the test run">
      <SpaceBetween size="m">
        {error === undefined && problem === undefined && (
          <Alert type="success">The user pool would accept the answer.</Alert>
        )}
        {error !== undefined && (
          <Alert type="error" header={error.type}>
            {error.message}
          </Alert>
        )}
        {problem !== undefined && (
          <Alert type="error" header="Unrecognizable lambda output">
            {problem}
          </Alert>
        )}
        <KeyValues
          columns={2}
          items={[
            { label: 'Duration', value: `${took.toFixed(1)} ms` },
            { label: 'Attempts', value: String(attempts) },
          ]}
        />
        {error?.trace !== undefined && <Code label="Stack trace" text={error.trace.join('\n')} copy />}
        <Box variant="h3">Console output</Box>
        {output.length === 0 ? (
          <Box color="text-body-secondary">Nothing was written.</Box>
        ) : (
          <Code
            label="Console output"
            copy
            text={output.map(({ level, text }) => (level === 'log' ? text : `${level}: ${text}`)).join('\n')}
          />
        )}
        {answer !== undefined && (
          <>
            <Box variant="h3">Answer</Box>
            <JsonView label="Answer" value={answer} />
          </>
        )}
      </SpaceBetween>
    </section>
  );
}
