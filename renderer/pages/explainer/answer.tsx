import { Alert, Box, ExpandableSection, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { AccessExplanation } from '../../../shared/poolkeeper/operations.ts';
import { Copy } from '../../parts/copy.tsx';
import { cli, CopyAsCli } from '../../parts/copy-as-cli.tsx';
import { GoButton } from '../../parts/go.tsx';
import { Chain, DECISIONS } from './chain.tsx';
import { contextOf, type Question } from './question.ts';
import { StepPanel } from './step-panel.tsx';
import { WhatIfs } from './what-if.tsx';
import { Section } from '../../parts/section.tsx';

const PANEL = 'pk-chain-panel';

/** The decision in a sentence, the way to it as a drawing, and the smallest change that would turn it. */
export function Answer({ answer, question }: { readonly answer: AccessExplanation; readonly question: Question }) {
  const allowed = answer.decision === 'allowed';
  return (
    <SpaceBetween size="l">
      <Alert
        type={allowed ? 'success' : 'error'}
        header={DECISIONS[answer.decision]}
        statusIconAriaLabel={allowed ? 'Allowed' : 'Refused'}
      >
        <span className="pk-explain-text">{answer.reason}</span>
      </Alert>
      <Way answer={answer} question={question} />
      <WhatIfs answer={answer} />
      <Details answer={answer} />
    </SpaceBetween>
  );
}

/** The link that decided: the one that stopped the request, or else the one whose statement allowed it. */
function decidingStep({ steps }: AccessExplanation): number {
  const stopped = steps.findIndex(({ outcome }) => outcome === 'stopped');
  if (stopped >= 0) return stopped;
  const granting = steps.findIndex(({ policies = [] }, at) =>
    policies.some(({ statements }) => statements.some(({ decides }) => decides && steps[at]?.id !== 'trust')),
  );
  return granting >= 0 ? granting : steps.length - 1;
}

function Way({ answer, question }: { readonly answer: AccessExplanation; readonly question: Question }) {
  const [opened, open] = useState<{ readonly id: string; readonly title: string }>();
  // A link that was opened stays open while the answer changes, if the new way has it too.
  const found = answer.steps.findIndex(({ id, title }) => id === opened?.id && title === opened.title);
  const chosen = found >= 0 ? found : decidingStep(answer);
  const step = answer.steps[chosen];
  return (
    <Section
      title="The way to the decision"
      description="Each link opens what it says."
      actions={<SimulateCli answer={answer} question={question} />}
    >
      <Chain
        steps={answer.steps}
        decision={answer.decision}
        chosen={chosen}
        panel={PANEL}
        onChoose={(at) => {
          const next = answer.steps[at];
          if (next !== undefined) open({ id: next.id, title: next.title });
        }}
      />
      <div id={PANEL} className="pk-chain-panel">
        {step !== undefined && <StepPanel step={step} />}
      </div>
    </Section>
  );
}

/** The same question for `aws iam simulate-principal-policy`, where a role or a user of IAM asks. */
function SimulateCli({ answer, question }: { readonly answer: AccessExplanation; readonly question: Question }) {
  const source = answer.roleArn ?? answer.principalArn;
  if (source === undefined || !/^arn:[^:]+:iam::\d+:(?:role|user)\//.test(source)) return null;
  const own = contextOf(question);
  const keys = Object.entries(answer.context ?? {}).filter(
    ([key]) => /^(?:cognito-identity\.amazonaws\.com:|aws:PrincipalTag\/)/.test(key) || Object.hasOwn(own, key),
  );
  return (
    <CopyAsCli
      calls={[
        cli('iam', 'SimulatePrincipalPolicy', {
          PolicySourceArn: source,
          ActionNames: [question.action],
          ResourceArns: [question.resource],
          ...(keys.length === 0
            ? {}
            : {
                ContextEntries: keys.map(([ContextKeyName, values]) => ({
                  ContextKeyName,
                  ContextKeyValues: [...values],
                  ContextKeyType:
                    values.length > 1 || ContextKeyName.endsWith(':amr')
                      ? ('stringList' as const)
                      : ('string' as const),
                })),
              }),
        }),
      ]}
    />
  );
}

/** Condition keys, and the refusal as a service would encode it. */
function Details({ answer: { context, encodedMessage } }: { readonly answer: AccessExplanation }) {
  if (context === undefined) return null;
  return (
    <SpaceBetween size="s">
      <ExpandableSection headerText="Condition keys of the request">
        <dl className="pk-explain-facts">
          {Object.entries(context).map(([key, values]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{values.join(', ')}</dd>
            </div>
          ))}
        </dl>
      </ExpandableSection>
      {encodedMessage !== undefined && (
        <ExpandableSection headerText="Encoded message">
          <SpaceBetween size="xs">
            <Box color="text-body-secondary">
              As services put it into their refusal; sts:DecodeAuthorizationMessage opens it.
            </Box>
            <SpaceBetween direction="horizontal" size="xs">
              <Copy value={encodedMessage} what="encoded message" variant="button" />
              <GoButton to="/explainer?tab=decode">Decode a message</GoButton>
            </SpaceBetween>
          </SpaceBetween>
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
