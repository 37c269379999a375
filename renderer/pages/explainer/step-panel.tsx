import { Badge, Box, ExpandableSection, Header, SpaceBetween, StatusIndicator } from '@cloudscape-design/components';
import type { AccessPolicy, AccessStatement, AccessStep } from '../../../shared/poolkeeper/operations.ts';
import { Links } from '../../parts/resource-links.tsx';
import { StatementView } from './statement-view.tsx';

/** What one link of the chain says: its reason, what it is about, and each statement that had a say. */
export function StepPanel({ step }: { readonly step: AccessStep }) {
  const { title, reason, links = [], facts = [], policies = [] } = step;
  return (
    <SpaceBetween size="s">
      <Header variant="h3">{title}</Header>
      <div className="pk-explain-text">{reason}</div>
      <Links links={links} />
      {facts.length > 0 && <Facts facts={facts} />}
      {policies.map((policy, at) => (
        <Policy key={`${at} ${policy.name}`} policy={policy} stopped={step.outcome === 'stopped'} />
      ))}
      {step.policies?.length === 0 && <Box color="text-body-secondary">There is no policy here.</Box>}
    </SpaceBetween>
  );
}

function Facts({ facts }: { readonly facts: NonNullable<AccessStep['facts']> }) {
  return (
    <dl className="pk-explain-facts">
      {facts.map(({ name, value, matched }, at) => (
        <div key={`${at} ${name}`}>
          <dt>
            {matched === undefined ? (
              name
            ) : (
              <StatusIndicator
                type={matched ? 'success' : 'stopped'}
                iconAriaLabel={matched ? 'Matches' : 'Does not match'}
              >
                {name}
              </StatusIndicator>
            )}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const POLICY_KINDS: Readonly<Record<AccessPolicy['kind'], string>> = {
  inline: 'Inline policy',
  managed: 'Managed policy',
  session: 'Session policy',
  bucket: 'Bucket policy',
  trust: 'Trust policy',
};

/** Statements that applied, or else the one that came nearest, stand open. */
function Policy({ policy, stopped }: { readonly policy: AccessPolicy; readonly stopped: boolean }) {
  const written = statementsOf(policy.document);
  const open = policy.statements.filter(({ applies }) => applies);
  const shown = open.length > 0 ? open : stopped ? nearest(policy.statements) : [];
  const rest = policy.statements.filter((statement) => !shown.includes(statement));
  const view = (statement: AccessStatement) => (
    <StatementView key={statement.index} statement={statement} written={written[statement.index]} />
  );
  return (
    <section className="pk-policy" aria-label={`${POLICY_KINDS[policy.kind]} ${policy.name}`}>
      <SpaceBetween size="xs">
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <Badge>{POLICY_KINDS[policy.kind]}</Badge>
          <strong className="pk-explain-text">{policy.name}</strong>
        </SpaceBetween>
        {policy.link !== undefined && <Links links={[policy.link]} />}
        {shown.map(view)}
        {rest.length > 0 && (
          <ExpandableSection
            headerText={`${rest.length === 1 ? 'One statement' : `${rest.length} statements`} that ${rest.length === 1 ? 'does' : 'do'} not apply`}
          >
            <SpaceBetween size="xs">{rest.map(view)}</SpaceBetween>
          </ExpandableSection>
        )}
        {policy.statements.length === 0 && <Box color="text-body-secondary">The policy has no statement.</Box>}
      </SpaceBetween>
    </section>
  );
}

/** The statements of a document as they were written; none where it cannot be read. */
function statementsOf(document: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const { Statement } = JSON.parse(document) as { readonly Statement: unknown };
    return [Statement].flat() as Readonly<Record<string, unknown>>[];
  } catch {
    return [];
  }
}

/** The allowing statement of which most elements cover the request; the action counts for more than the rest. */
function nearest(statements: readonly AccessStatement[]): readonly AccessStatement[] {
  const score = ({ elements }: AccessStatement): number =>
    elements.reduce((sum, { name, matched }) => sum + (matched ? (name.endsWith('Action') ? 2 : 1) : 0), 0);
  const [best] = statements
    .filter(({ effect }) => effect === 'Allow')
    .toSorted((one, other) => score(other) - score(one));
  return best === undefined ? [] : [best];
}
