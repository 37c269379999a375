import {
  Alert,
  Box,
  ColumnLayout,
  Container,
  ExpandableSection,
  Header,
  SpaceBetween,
  StatusIndicator,
  Table,
  type StatusIndicatorProps,
} from '@cloudscape-design/components';
import type { Judgement } from '../../../shared/poolkeeper/operations.ts';
import { Copy } from '../../parts/copy.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { ColouredToken } from './coloured-token.tsx';

type Check = Judgement['checks'][number];
type Claim = Judgement['claims'][number];

const LOOKS: Readonly<Record<Check['outcome'], { readonly type: StatusIndicatorProps.Type; readonly text: string }>> = {
  passed: { type: 'success', text: 'Passed' },
  failed: { type: 'error', text: 'Failed' },
  warned: { type: 'warning', text: 'Warning' },
  'not checked': { type: 'pending', text: 'Not checked' },
};
const VERDICT = { accepted: 'success', refused: 'error', undecided: 'warning' } as const;
const KINDS: Readonly<Record<Judgement['kind'], string>> = {
  id: 'ID token',
  access: 'Access token',
  refresh: 'Refresh token',
  credentials: 'Session token',
  unknown: 'Token',
};
/** The seven checks of the brief come first in the engine's list; the rest is folded away while it passes. */
const FIRST = 7;

/** One judged token: the verdict in a sentence, every check with its reason, every claim with its source. */
export function JudgementView({ judgement, number }: { readonly judgement: Judgement; readonly number?: string }) {
  const { checks, claims } = judgement;
  const further = checks.slice(FIRST);
  const troubled = further.filter(({ outcome }) => outcome === 'failed' || outcome === 'warned');
  return (
    <Container
      header={
        <Header variant="h2" counter={number} actions={<Copy value={judgement.token} what="token" variant="button" />}>
          {KINDS[judgement.kind]}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Alert type={VERDICT[judgement.outcome]} header={judgement.verdict} statusIconAriaLabel={judgement.outcome}>
          {judgement.stopped !== undefined && (
            <span>
              Decoding stopped at character {judgement.stopped.at + 1}: {judgement.stopped.why}
            </span>
          )}
        </Alert>
        <ColouredToken judgement={judgement} />
        {checks.length > 0 && (
          <section aria-label="Checks">
            <Box variant="h3" padding={{ bottom: 'xs' }}>
              Checks
            </Box>
            <Checks checks={checks.slice(0, FIRST)} />
          </section>
        )}
        {further.length > 0 && (
          <ExpandableSection
            headerText={`Further checks (${further.length})`}
            headerDescription={
              troubled.length === 0 ? 'All passed or did not apply.' : `${troubled.length} need a look.`
            }
            defaultExpanded={troubled.length > 0}
          >
            <Checks checks={further} />
          </ExpandableSection>
        )}
        {claims.length > 0 && <Claims claims={claims} />}
        {(judgement.header !== undefined || judgement.payload !== undefined) && (
          <ExpandableSection headerText="Header and payload as JSON">
            <ColumnLayout columns={2}>
              {judgement.header !== undefined && <JsonView value={judgement.header} label="Header" />}
              {judgement.payload !== undefined && <JsonView value={judgement.payload} label="Payload" />}
            </ColumnLayout>
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  );
}

function Checks({ checks }: { readonly checks: readonly Check[] }) {
  return (
    <ol className="pk-checks">
      {checks.map((check) => {
        const look = LOOKS[check.outcome];
        return (
          <li key={check.id} className="pk-check">
            <StatusIndicator type={look.type} iconAriaLabel={look.text}>
              <strong>{check.name}</strong>
            </StatusIndicator>
            <div className="pk-check-body">
              <div>{check.reason}</div>
              {check.outcome !== 'passed' && check.expected !== undefined && (
                <div>
                  Expected <code>{check.expected}</code>
                  {check.actual !== undefined && (
                    <>
                      , found <code>{check.actual}</code>
                    </>
                  )}
                </div>
              )}
              <div className="pk-check-why">{check.why}</div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Claims({ claims }: { readonly claims: readonly Claim[] }) {
  return (
    <Table
      variant="embedded"
      items={claims}
      trackBy="name"
      wrapLines
      ariaLabels={{ tableLabel: 'Claims' }}
      header={<Header variant="h3">Claims</Header>}
      columnDefinitions={[
        { id: 'name', header: 'Claim', cell: ({ name }) => <span className="pk-mono">{name}</span>, isRowHeader: true },
        {
          id: 'value',
          header: 'Value',
          cell: ({ value, date }) => (
            <SpaceBetween size="xxxs">
              <span className="pk-mono pk-wrap">{typeof value === 'string' ? value : JSON.stringify(value)}</span>
              {date !== undefined && <Box variant="small">{date}</Box>}
            </SpaceBetween>
          ),
        },
        { id: 'meaning', header: 'Meaning', cell: ({ meaning }) => meaning },
        { id: 'source', header: 'Where it comes from', cell: ({ source }) => source ?? '-' },
      ]}
    />
  );
}
