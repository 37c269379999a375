import { Alert, Box, Button, ContentLayout, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Run } from '../../../shared/poolkeeper/operations.ts';
import { useAction, useCall } from '../../client/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { SplitPane } from '../../parts/split-pane.tsx';
import { needsResources, type Choice } from './actors.ts';
import { Choose, type Sample } from './choose.tsx';
import { MessageDetail } from './message-detail.tsx';
import { SequenceDiagram } from './sequence-diagram.tsx';
import './simulator.css';
import { Section } from '../../parts/section.tsx';

const HELP = {
  title: 'Flow simulator',
  text: [
    'A real client makes real requests to the engine over HTTP, and everything that passes between them is drawn: what happened, not what should happen.',
    'Select a message to see both sides: the request and answer on the wire, and each step of the engine’s decision with its reason.',
  ],
  term: {
    name: 'Authentication flow',
    meaning: 'The sequence of calls and challenges by which a user proves who they are, for example USER_SRP_AUTH.',
  },
  links: [
    {
      text: 'Authentication flows in the developer guide',
      href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html',
    },
  ],
} as const;

/** Runs a scenario and draws it while it happens. The choices stand in the address, so that a run can be shared. */
export function SimulatorPage() {
  const workspace = useCall('poolkeeper', 'DescribeWorkspace', {});
  const scenarios = useCall('poolkeeper', 'ListScenarios', {});
  const [choice, choose] = useChoice(workspace.output?.sample);
  const sample = workspace.output?.sample;
  const [typed, setTyped] = useState<string>();
  const password = typed ?? (sample?.poolId === choice.poolId ? sample.password : '');
  const [runId, setRunId] = useState<string>();
  const [selected, select] = useState<number>();
  const start = useAction('poolkeeper', 'StartRun', { showsFault: true });
  const stop = useAction('poolkeeper', 'StopRun');
  const current = useCall(
    'poolkeeper',
    'GetRun',
    { Id: runId ?? '' },
    { enabled: runId !== undefined, keepPrevious: true },
  );
  const run = runId === undefined ? undefined : current.output?.run;

  const begin = async (): Promise<void> => {
    select(undefined);
    setRunId(undefined);
    const resources = needsResources(choice.scenario)
      ? { IdentityPoolId: choice.identityPoolId, Bucket: choice.bucket, Key: choice.key }
      : {};
    const started = await start.run({
      Scenario: choice.scenario,
      ...(choice.fault === '' ? {} : { Fault: choice.fault }),
      PoolId: choice.poolId,
      ClientId: choice.clientId,
      Username: choice.username,
      Password: password,
      ...resources,
    });
    if (started !== undefined) setRunId(started.run.id);
  };

  const message = selected === undefined ? undefined : run?.messages[selected];
  return (
    <ContentLayout
      header={
        <PageHeader
          title="Flow simulator"
          description="Run a sign-in or the whole way to an object, and see every message with the engine’s own reasons."
          help={HELP}
        />
      }
    >
      <SpaceBetween size="l">
        <Section title="Choose a run">
          <FaultAlert fault={scenarios.fault ?? start.fault} />
          <Choose
            scenarios={scenarios.output?.scenarios ?? []}
            choice={choice}
            password={password}
            sample={sample}
            running={start.running || run?.state === 'running'}
            onChange={choose}
            onPassword={setTyped}
            onRun={() => void begin()}
          />
        </Section>
        {run !== undefined && (
          <Section
            title="What happened"
            count={run.messages.length}
            actions={
              run.state === 'running' ? <Button onClick={() => void stop.run({ Id: run.id })}>Stop</Button> : undefined
            }
            description="Select a message for both sides of it. Arrow keys move between messages."
          >
            <Ending run={run} />
            {run.messages.length > 0 && (
              <SequenceDiagram messages={run.messages} selected={selected} onSelect={select} />
            )}
          </Section>
        )}
      </SpaceBetween>
      {message !== undefined && (
        <SplitPane header={`${message.index + 1}. ${message.label}`} onClose={() => select(undefined)}>
          <MessageDetail key={`${run?.id ?? ''} ${message.index}`} message={message} />
        </SplitPane>
      )}
    </ContentLayout>
  );
}

function Ending({ run }: { readonly run: Run }) {
  if (run.state === 'running') return <StatusIndicator type="in-progress">Running</StatusIndicator>;
  const refused = run.messages.find(({ outcome }) => outcome === 'refused');
  const reason = refused?.trace?.fault?.reason;
  const type = run.state === 'stopped' ? 'warning' : refused === undefined ? 'success' : 'error';
  return (
    <Alert type={type} statusIconAriaLabel={type} header={run.ending}>
      {reason !== undefined && (
        <Box color="inherit">
          <strong>Why: </strong>
          {reason}
        </Box>
      )}
    </Alert>
  );
}

const EMPTY: Choice = {
  scenario: 'streaming',
  fault: '',
  poolId: '',
  clientId: '',
  username: '',
  identityPoolId: '',
  bucket: '',
  key: '',
};

/** The choice in the address; what it does not say comes from the sample. The password never stands there. */
function useChoice(sample: Sample | undefined): [Choice, (changed: Partial<Choice>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const fromSample: Partial<Choice> =
    sample === undefined
      ? {}
      : {
          poolId: sample.poolId,
          clientId: sample.clientId,
          username: sample.viewers[0]?.username ?? '',
          identityPoolId: sample.identityPoolId,
          bucket: sample.bucket,
          key: sample.objects.find((key) => key.includes('/premium/')) ?? '',
        };
  const choice: Choice = { ...EMPTY, ...fromSample, ...Object.fromEntries(parameters) };
  const change = (changed: Partial<Choice>): void => {
    setParameters({ ...choice, ...changed }, { replace: true });
  };
  return [choice, change];
}
