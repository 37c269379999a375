import { Box, Container, Header, SpaceBetween, Table } from '@cloudscape-design/components';
import { useDeferredValue, useState } from 'react';
import { useCall } from '../../engine/hooks.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { firstQuestion, QuestionFields, type Sample } from './question.tsx';

/** The roles that may do something, and the groups whose members have them. */
export function WhoCanTab({ sample }: { readonly sample?: Sample }) {
  const [question, setQuestion] = useState(() => firstQuestion(sample));
  const asked = useDeferredValue(question);
  const ready = asked.action !== '' && asked.resource !== '';
  const { output, fault } = useCall(
    'poolkeeper',
    'WhoCan',
    { Action: asked.action, Resource: asked.resource },
    { enabled: ready, keepPrevious: true },
  );
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Question</Header>}>
        <QuestionFields question={question} onChange={setQuestion} />
      </Container>
      <FaultAlert fault={ready ? fault : undefined} />
      {ready && fault === undefined && output !== undefined && (
        <SpaceBetween size="l">
          <Table
            header={
              <Header variant="h2" counter={`(${output.roles.length} of ${output.asked})`}>
                Roles
              </Header>
            }
            items={output.roles}
            trackBy="roleArn"
            empty={<Box textAlign="center">No role may do this.</Box>}
            columnDefinitions={[
              {
                id: 'name',
                header: 'Role',
                cell: ({ name }) => <Go to={`/roles/${encodeURIComponent(name)}`}>{name}</Go>,
                isRowHeader: true,
              },
              { id: 'reason', header: 'Why', cell: ({ reason }) => <span className="pk-explain-text">{reason}</span> },
            ]}
          />
          <Table
            header={
              <Header variant="h2" counter={`(${output.groups.length})`}>
                Groups with these roles
              </Header>
            }
            items={output.groups}
            empty={<Box textAlign="center">No group has one of these roles.</Box>}
            columnDefinitions={[
              { id: 'group', header: 'Group', cell: ({ group }) => group, isRowHeader: true },
              { id: 'pool', header: 'User pool', cell: ({ poolName }) => poolName },
              { id: 'role', header: 'Role', cell: ({ roleArn }) => roleArn.split('/').at(-1) },
              { id: 'users', header: 'Users', cell: ({ users }) => users.toLocaleString() },
            ]}
          />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
