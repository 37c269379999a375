import { resourceName } from '../../../shared/aws/arn.ts';
import { Badge, SpaceBetween } from '@cloudscape-design/components';
import { useDeferredValue } from 'react';
import type { WhoCanAnswer } from '../../../shared/poolkeeper/operations.ts';
import { useCall } from '../../client/hooks.ts';
import { useList } from '../../client/lists.ts';
import { explainerPath } from '../../lib/explainer-path.ts';
import { FaultAlert } from '../../parts/fault-alert.tsx';
import { Go } from '../../parts/go.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { contextOf, type Question } from './question.ts';
import { RequestFields } from './request-fields.tsx';
import { pagePath } from '../../../shared/resources.ts';
import { Section } from '../../parts/section.tsx';

type Props = { readonly question: Question; readonly set: (part: Partial<Question>) => void };
const PAGE = 100;

/** Who may do something: roles, groups, guests, rules, users of IAM, and whom the resource's policy names. */
export function WhoCanTab({ question, set }: Props) {
  const asked = useDeferredValue(question);
  const ready = asked.action !== '' && !asked.action.endsWith(':') && asked.resource !== '';
  const context = contextOf(asked);
  const input = {
    Action: asked.action,
    Resource: asked.resource,
    Limit: PAGE,
    ...(Object.keys(context).length === 0 ? {} : { Context: context }),
  };
  const { output, fault } = useCall('poolkeeper', 'WhoCan', input, { enabled: ready, keepPrevious: true });
  return (
    <SpaceBetween size="l">
      <Section title="Question">
        <RequestFields question={question} set={set} />
      </Section>
      <FaultAlert fault={ready ? fault : undefined} />
      {ready && fault === undefined && output !== undefined && (
        <SpaceBetween size="l">
          <Pools answer={output} question={asked} />
          <Groups answer={output} />
          <Roles answer={output} question={asked} input={input} />
          <Users answer={output} question={asked} />
          <Resource answer={output} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

const HOW: Readonly<Record<WhoCanAnswer['pools'][number]['how'], string>> = {
  guests: 'Guests',
  authenticated: 'Everyone who signs in and has no mapping',
  rule: 'Whom the rule matches',
  groups: 'Members of groups with this role',
};

function Pools({ answer, question }: { readonly answer: WhoCanAnswer; readonly question: Question }) {
  return (
    <ResourceTable
      id="who-can-pools"
      title="Through identity pools"
      variant="container"
      filterable={false}
      items={answer.pools}
      total={answer.counts.pools}
      keyOf={(grant) => JSON.stringify(grant)}
      columns={[
        {
          id: 'how',
          header: 'Who',
          isRowHeader: true,
          value: ({ how }) => HOW[how],
          cell: ({ how, rule }) => (rule === undefined ? HOW[how] : `${HOW[how]}: ${rule}`),
        },
        {
          id: 'pool',
          header: 'Identity pool',
          value: ({ identityPoolName }) => identityPoolName,
          cell: ({ identityPoolId, identityPoolName }) => (
            <Go to={pagePath('identity-pool', identityPoolId)}>{identityPoolName}</Go>
          ),
        },
        { id: 'role', header: 'Role', value: ({ roleArn }) => resourceName(roleArn), cell: roleCell },
        {
          id: 'why',
          header: 'Why',
          value: ({ reason }) => reason,
          cell: ({ how, identityPoolId, reason }) =>
            how === 'guests' ? (
              <Go
                to={explainerPath({
                  who: 'guest',
                  identityPool: identityPoolId,
                  action: question.action,
                  resource: question.resource,
                })}
              >
                {reason}
              </Go>
            ) : (
              <span className="pk-explain-text">{reason}</span>
            ),
        },
      ]}
      empty={{
        title: 'Nobody through an identity pool',
        text: 'No identity pool gives a role that may do this to guests, to those who sign in, by a rule or by a group.',
      }}
    />
  );
}

const roleCell = ({ roleArn }: { readonly roleArn: string }) => (
  <Go to={pagePath('role', resourceName(roleArn))}>{resourceName(roleArn)}</Go>
);

function Groups({ answer }: { readonly answer: WhoCanAnswer }) {
  return (
    <ResourceTable
      id="who-can-groups"
      title="Groups of user pools"
      variant="container"
      filterable={false}
      items={answer.groups}
      total={answer.counts.groups}
      keyOf={({ poolId, group }) => `${poolId} ${group}`}
      columns={[
        {
          id: 'group',
          header: 'Group',
          isRowHeader: true,
          value: ({ group }) => group,
          cell: ({ poolId, group }) => <Go to={pagePath('group', poolId, group)}>{group}</Go>,
        },
        { id: 'pool', header: 'User pool', value: ({ poolName }) => poolName },
        { id: 'role', header: 'Role', value: ({ roleArn }) => resourceName(roleArn), cell: roleCell },
        {
          id: 'through',
          header: 'Credentials through',
          value: ({ through }) =>
            through.length === 0 ? 'No identity pool gives this role' : through.map(({ name }) => name).join(', '),
        },
        { id: 'users', header: 'Users', value: ({ users }) => users, cell: ({ users }) => users.toLocaleString() },
      ]}
      empty={{ title: 'No groups', text: 'No group has a role that may do this.' }}
    />
  );
}

function Roles({
  answer,
  question,
  input,
}: {
  readonly answer: WhoCanAnswer;
  readonly question: Question;
  readonly input: { readonly Action: string; readonly Resource: string; readonly Limit: number };
}) {
  const pages = useList('poolkeeper', 'WhoCan', input, 'roles', { keepPrevious: true });
  return (
    <ResourceTable
      id="who-can-roles"
      title="Roles"
      variant="container"
      filterable={false}
      description={`${answer.counts.roles.toLocaleString()} of ${answer.counts.rolesAsked.toLocaleString()} roles of the account may.`}
      items={pages.items ?? answer.roles}
      total={answer.counts.roles}
      more={pages.more}
      loadingMore={pages.loadingMore}
      onMore={pages.loadMore}
      keyOf={({ roleArn }) => roleArn}
      columns={[
        { id: 'name', header: 'Role', isRowHeader: true, value: ({ name }) => name, cell: roleCell },
        {
          id: 'why',
          header: 'Why',
          value: ({ reason }) => reason,
          cell: ({ roleArn, reason }) => (
            <Go
              to={explainerPath({ who: 'role', role: roleArn, action: question.action, resource: question.resource })}
            >
              {reason}
            </Go>
          ),
        },
      ]}
      empty={{ title: 'No role may do this', text: 'Neither their own policies nor the resource’s allow it.' }}
    />
  );
}

function Users({ answer, question }: { readonly answer: WhoCanAnswer; readonly question: Question }) {
  return (
    <ResourceTable
      id="who-can-users"
      title="IAM users"
      variant="container"
      filterable={false}
      description={`${answer.counts.users.toLocaleString()} of ${answer.counts.usersAsked.toLocaleString()} IAM users may.`}
      items={answer.users}
      total={answer.counts.users}
      keyOf={({ arn }) => arn}
      columns={[
        { id: 'name', header: 'IAM user', isRowHeader: true, value: ({ name }) => name },
        {
          id: 'why',
          header: 'Why',
          value: ({ reason }) => reason,
          cell: ({ name, reason }) => (
            <Go
              to={explainerPath({
                who: 'iam-user',
                iamUser: name,
                action: question.action,
                resource: question.resource,
              })}
            >
              {reason}
            </Go>
          ),
        },
      ]}
      empty={{ title: 'No IAM user may do this', text: 'Administrators and back ends with keys of their own.' }}
    />
  );
}

function Resource({ answer }: { readonly answer: WhoCanAnswer }) {
  return (
    <ResourceTable
      id="who-can-resource"
      title="Named by the resource’s policy"
      variant="container"
      filterable={false}
      items={answer.resource}
      keyOf={(grant) => JSON.stringify(grant)}
      columns={[
        {
          id: 'who',
          header: 'Who',
          isRowHeader: true,
          value: ({ who }) => who,
          cell: ({ who }) => <span className="pk-explain-text">{who}</span>,
        },
        {
          id: 'effect',
          header: 'Effect',
          value: ({ effect }) => effect,
          cell: ({ effect }) => <Badge color={effect === 'Allow' ? 'green' : 'red'}>{effect}</Badge>,
        },
        { id: 'statement', header: 'Statement', value: ({ sid, index }) => sid ?? `Statement ${index + 1}` },
        {
          id: 'only',
          header: 'Only where',
          value: ({ only }) => only.join('; ') || 'Always',
          cell: ({ only }) => <span className="pk-explain-text">{only.join('; ') || 'Always'}</span>,
        },
      ]}
      empty={{ title: 'Nobody', text: 'The resource has no policy, or none of its statements is about this.' }}
    />
  );
}
