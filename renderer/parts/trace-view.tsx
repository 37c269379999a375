import { Alert, Box, ExpandableSection, SpaceBetween } from '@cloudscape-design/components';
import type { Trace, TraceStep } from '../../shared/contract.ts';
import { explainerPath, questionOfTrace } from '../lib/explainer-path.ts';
import { Go } from './go.tsx';
import { JsonView } from './json-view.tsx';
import { KeyValues } from './key-values.tsx';
import { Outcome, OutcomeIcon } from './outcome.tsx';
import { Time } from './time.tsx';
import { pagePath } from '../../shared/resources.ts';

/** `0.4 ms`, `12 ms`, `1.2 s`. Milliseconds with fraction. */
export function took(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (milliseconds >= 10) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 0.1 ? '<0.1 ms' : `${milliseconds.toFixed(1)} ms`;
}

const DOORS: Readonly<Record<Trace['door'], string>> = {
  port: 'Desktop window',
  'console-http': 'Browser console',
  'aws-json': 'AWS JSON',
  'aws-query': 'AWS Query',
  s3: 'S3 REST',
  'well-known': 'Well-known address',
  domain: 'Managed login',
  api: 'HTTP API',
  'in-process': 'Engine itself',
};

/** How a call came in, in words. */
export function doorName(door: Trace['door']): string {
  return DOORS[door] ?? door;
}

/**
 * One call as the engine saw it: what was asked, every step with its outcome and reason, what came of it.
 *
 * Steps that were not reached are shown too: a flow is read whole.
 */
export function TraceView({ trace }: { readonly trace: Trace }) {
  const question = trace.outcome === 'ok' ? undefined : questionOfTrace(trace);
  return (
    <SpaceBetween size="l">
      {trace.fault !== undefined && (
        <Alert
          type={trace.outcome === 'failed' ? 'warning' : 'error'}
          header={trace.fault.code}
          statusIconAriaLabel="Error"
        >
          <SpaceBetween size="xxs">
            <span>{trace.fault.message}</span>
            {trace.fault.reason !== undefined && (
              <span>
                <strong>Why: </strong>
                {trace.fault.reason}
              </span>
            )}
            {question !== undefined && <Go to={explainerPath(question)}>Ask the access explainer</Go>}
          </SpaceBetween>
        </Alert>
      )}
      <section aria-label="Steps">
        <Box variant="h3" padding={{ bottom: 'xs' }}>
          Steps
        </Box>
        <ol className="pk-steps">
          {trace.steps.map((step, index) => (
            <Step key={index} step={step} />
          ))}
        </ol>
      </section>
      <KeyValues
        columns={2}
        items={[
          { label: 'Outcome', value: <Outcome of={trace.outcome} /> },
          { label: 'Took', value: took(trace.took) },
          { label: 'At', value: <Time at={trace.at} absolute /> },
          { label: 'Came in by', value: doorName(trace.door) },
          { label: 'Caller', value: trace.caller },
          { label: 'Region', value: trace.region },
          {
            label: 'User pool',
            value:
              trace.subject.poolId === undefined ? (
                ''
              ) : (
                <Go to={pagePath('user-pool', trace.subject.poolId)}>{trace.subject.poolId}</Go>
              ),
          },
          { label: 'User', value: trace.subject.username },
          { label: 'Trace ID', value: trace.id, copy: true },
        ]}
      />
      <ExpandableSection headerText="Input, secrets masked" defaultExpanded={false}>
        <JsonView value={trace.input ?? {}} label="Input of the call" />
      </ExpandableSection>
    </SpaceBetween>
  );
}

/** The engine names steps in lower case; on its own line a step begins like a sentence. */
const sentence = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** A detail as it reads best: plain values on the line, structures indented below their name. */
function printed(value: unknown) {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return <pre className="pk-step-structure">{JSON.stringify(value, null, 2)}</pre>;
}

function Step({ step }: { readonly step: TraceStep }) {
  const plain = step.outcome === 'not reached' || step.outcome === 'skipped';
  return (
    <li className={plain ? 'pk-step pk-step-faint' : 'pk-step'}>
      <div className="pk-step-line">
        <span
          className={
            step.outcome === 'refused' || step.outcome === 'failed' ? 'pk-step-name pk-step-ended' : 'pk-step-name'
          }
        >
          <OutcomeIcon of={step.outcome} /> {sentence(step.name)}
        </span>
        <span className="pk-step-where">{step.where}</span>
        <span className="pk-step-took">{step.outcome === 'not reached' ? 'not reached' : took(step.took)}</span>
      </div>
      {step.reason !== undefined && <div className="pk-step-reason">{step.reason}</div>}
      {step.detail !== undefined && Object.keys(step.detail).length > 0 && (
        <dl className="pk-step-detail">
          {Object.entries(step.detail).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{printed(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
