import { Container, Header, SpaceBetween } from '@cloudscape-design/components';
import { useDeferredValue, useState } from 'react';
import { useCall } from '../../engine/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Answer } from './answer.tsx';
import { firstPerson, PersonFields, principalOf } from './person.tsx';
import { firstQuestion, QuestionFields, type Sample } from './question.tsx';

/** Somebody, an action and a resource; the answer follows while they are chosen. */
export function ExplainTab({ sample }: { readonly sample?: Sample }) {
  const [person, setPerson] = useState(() => firstPerson(sample));
  const [question, setQuestion] = useState(() => firstQuestion(sample));
  const asked = useDeferredValue({ person, question });
  const principal = principalOf(asked.person);
  const ready = principal !== undefined && asked.question.action !== '' && asked.question.resource !== '';
  const { output, fault } = useCall(
    'poolkeeper',
    'ExplainAccess',
    {
      Principal: principal ?? { RoleArn: '' },
      Action: asked.question.action,
      Resource: asked.question.resource,
    },
    { enabled: ready, keepPrevious: true },
  );
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Question</Header>}>
        <SpaceBetween size="m">
          <PersonFields person={person} onChange={setPerson} />
          <QuestionFields question={question} onChange={setQuestion} />
        </SpaceBetween>
      </Container>
      <FaultAlert fault={ready ? fault : undefined} />
      <div aria-live="polite">{ready && fault === undefined && output !== undefined && <Answer answer={output} />}</div>
    </SpaceBetween>
  );
}
