import { Alert, SpaceBetween } from '@cloudscape-design/components';
import { useDeferredValue } from 'react';
import { useCall } from '../../client/hooks.ts';
import { Copy } from '../../parts/copy.tsx';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Answer } from './answer.tsx';
import { contextOf, principalOf, type Question } from './question.ts';
import { RequestFields } from './request-fields.tsx';
import { WhoFields } from './who-fields.tsx';
import { Section } from '../../parts/section.tsx';

/** What is still missing of a question, if it is. */
const missingOf = ({ action, resource }: Question): string | undefined =>
  action === '' || action.endsWith(':') ? 'Name an action.' : resource === '' ? 'Name a resource.' : undefined;

/** Somebody, an action and a resource; the answer follows while they are chosen. */
export function ExplainTab({
  question,
  set,
}: {
  readonly question: Question;
  readonly set: (part: Partial<Question>) => void;
}) {
  const asked = useDeferredValue(question);
  const who = principalOf(asked);
  const missing = 'missing' in who ? who.missing : missingOf(asked);
  const { output, fault } = useCall(
    'poolkeeper',
    'ExplainAccess',
    {
      Principal: 'principal' in who ? who.principal : { Anonymous: true },
      Action: asked.action,
      Resource: asked.resource,
      ...(asked.context.some(({ key }) => key !== '') ? { Context: contextOf(asked) } : {}),
    },
    { enabled: missing === undefined, keepPrevious: true },
  );
  return (
    <SpaceBetween size="l">
      <Section
        title="Question"
        actions={<Copy value={window.location.href} what="link to this question" variant="icon" />}
      >
        <WhoFields question={question} set={set} />
        <RequestFields question={question} set={set} />
      </Section>
      {missing !== undefined && (
        <Alert type="info">{missing} The answer follows while you choose; nothing is signed in or issued.</Alert>
      )}
      <FaultAlert fault={missing === undefined ? fault : undefined} />
      <div aria-live="polite">
        {missing === undefined && fault === undefined && output !== undefined && (
          <Answer answer={output} question={asked} />
        )}
      </div>
    </SpaceBetween>
  );
}
