import { Alert, Box, Button, ExpandableSection, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { AccessChange, AccessExplanation, WhatIf } from '../../../shared/poolkeeper/operations.ts';
import { CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { ApplyChange } from './apply-change.tsx';
import { Links } from '../../parts/resource-links.tsx';
import { sentence } from './sentence.ts';
import { Section } from '../../parts/section.tsx';

/** What would turn the decision: the smallest change, and other ways to the same. */
export function WhatIfs({
  answer: { smallestChange, otherChanges },
}: {
  readonly answer: Pick<AccessExplanation, 'smallestChange' | 'otherChanges'>;
}) {
  const verb = smallestChange.would === 'grant' ? 'allow' : 'deny';
  return (
    <Section title={<>Smallest change that would {verb} it</>}>
      <Turn turn={smallestChange} />
      {otherChanges.length > 0 && (
        <ExpandableSection headerText={otherChanges.length === 1 ? 'Another way' : `${otherChanges.length} other ways`}>
          <SpaceBetween size="l">
            {otherChanges.map((turn, at) => (
              <Turn key={at} turn={turn} />
            ))}
          </SpaceBetween>
        </ExpandableSection>
      )}
    </Section>
  );
}

function Turn({ turn: { changes, why } }: { readonly turn: WhatIf }) {
  const [asking, ask] = useState(false);
  const calls = changes.flatMap((change) => change.calls ?? []);
  const possible = changes.length > 0 && changes.every((change) => change.calls !== undefined);
  return (
    <SpaceBetween size="s">
      {changes.map((change, at) => (
        <Change key={at} change={change} />
      ))}
      {changes.length === 0 ? <Alert type="info">{why}</Alert> : <Box color="text-body-secondary">{why}</Box>}
      {possible && (
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => ask(true)}>Apply</Button>
          <CopyAsCli calls={calls} />
        </SpaceBetween>
      )}
      {asking && <ApplyChange changes={changes} onClose={() => ask(false)} />}
    </SpaceBetween>
  );
}

function Change({ change }: { readonly change: AccessChange }) {
  const { layer, statement, link, what } = change;
  return (
    <SpaceBetween size="xs">
      <Box>{sentence(change)}</Box>
      {layer !== 'group' && (
        <JsonView value={statement} label={layer === 'mapping' ? 'rule' : `statement to ${what}`} />
      )}
      {link !== undefined && <Links links={[link]} />}
    </SpaceBetween>
  );
}
