import {
  Alert,
  Box,
  Container,
  ExpandableSection,
  Header,
  SpaceBetween,
  StatusIndicator,
  type StatusIndicatorProps,
} from '@cloudscape-design/components';
import type { AccessExplanation, AccessStatement, AccessStep } from '../../../shared/console.ts';
import { JsonView } from '../../parts/json-view.tsx';

const LOOKS: Readonly<
  Record<AccessStep['outcome'], { readonly type: StatusIndicatorProps.Type; readonly text: string }>
> = {
  passed: { type: 'success', text: 'Lets the request on' },
  stopped: { type: 'error', text: 'Stops the request' },
  told: { type: 'info', text: 'For information' },
};
const WORDS: Readonly<Record<AccessExplanation['decision'], string>> = {
  allowed: 'Allowed',
  'explicit deny': 'Denied by a statement',
  'implicit deny': 'Not allowed by any statement',
  'no credentials': 'No credentials',
};

/** The decision in a sentence, the smallest change, and the whole way to it. */
export function Answer({ answer }: { readonly answer: AccessExplanation }) {
  const allowed = answer.decision === 'allowed';
  return (
    <SpaceBetween size="l">
      <Alert
        type={allowed ? 'success' : 'error'}
        header={WORDS[answer.decision]}
        statusIconAriaLabel={allowed ? 'Allowed' : 'Refused'}
      >
        <span className="pk-explain-text">{answer.reason}</span>
      </Alert>
      {answer.decision !== 'allowed' && <SmallestChange change={answer.smallestChange} />}
      <Container header={<Header variant="h2">The way to the decision</Header>}>
        <ol className="pk-explain" aria-label="The way to the decision">
          {answer.steps.map((step, index) => (
            <Step key={`${index} ${step.id}`} step={step} />
          ))}
        </ol>
      </Container>
    </SpaceBetween>
  );
}

function SmallestChange({ change }: { readonly change: NonNullable<AccessExplanation['smallestChange']> }) {
  return (
    <Container header={<Header variant="h2">Smallest change that would allow it</Header>}>
      <SpaceBetween size="m">
        {change.changes.map(({ what, where, statement }, index) => (
          <SpaceBetween size="xs" key={index}>
            <Box>
              {what === 'add' ? 'Add this statement to ' : 'Remove this statement from '}
              {where}:
            </Box>
            <JsonView value={statement} label={`Statement to ${what}`} />
          </SpaceBetween>
        ))}
        <Box color="text-body-secondary">{change.why}</Box>
      </SpaceBetween>
    </Container>
  );
}

function Step({ step }: { readonly step: AccessStep }) {
  const look = LOOKS[step.outcome];
  const { policies = [], facts = [] } = step;
  const statements = policies.flatMap((policy) =>
    policy.statements.map((statement) => ({ ...statement, policy: policy.name })),
  );
  return (
    <li className="pk-explain-step">
      <StatusIndicator type={look.type} iconAriaLabel={look.text}>
        <strong>{step.title}</strong>
      </StatusIndicator>
      <div className="pk-explain-body">
        <div className="pk-explain-text">{step.reason}</div>
        {facts.length > 0 && (
          <dl className="pk-explain-facts">
            {facts.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {statements.length > 0 && (
          <ExpandableSection
            headerText={statements.length === 1 ? 'One statement' : `${statements.length} statements`}
            defaultExpanded={step.outcome === 'stopped'}
          >
            <ul className="pk-explain-statements">
              {statements.map((statement) => (
                <Statement key={`${statement.policy} ${statement.index}`} statement={statement} />
              ))}
            </ul>
          </ExpandableSection>
        )}
      </div>
    </li>
  );
}

function Statement({
  statement: { policy, index, sid, effect, applies, why },
}: {
  readonly statement: AccessStatement & { readonly policy: string };
}) {
  return (
    <li>
      <StatusIndicator
        type={applies ? (effect === 'Allow' ? 'success' : 'error') : 'stopped'}
        iconAriaLabel={applies ? 'Applies' : 'Does not apply'}
      >
        {effect} {sid ?? `statement ${index + 1}`}, {policy}
      </StatusIndicator>
      <div className="pk-explain-text pk-explain-why">{why}</div>
    </li>
  );
}
