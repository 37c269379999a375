import { useMemo } from 'react';
import type { AdminGetUserResponse } from '../../../../shared/aws/types/cognito-idp.ts';
import { useCall } from '../../../client/hooks.ts';
import { Copy } from '../../../parts/copy.tsx';
import { Go } from '../../../parts/go.tsx';
import { Outcome } from '../../../parts/outcome.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';
import { isOwn } from '../../../lib/own-calls.ts';
import { pagePath } from '../../../../shared/resources.ts';

/** The messages that were sent to a user, newest first. */
export function UserMessages({ poolId, username }: { readonly poolId: string; readonly username: string }) {
  const { output, loading, fault } = useCall('poolkeeper', 'ListMessages', {
    PoolId: poolId,
    Username: username,
    Limit: 50,
  });
  return (
    <ResourceList
      id="messages-of-user"
      title="Messages"
      description={<Go to="/outbox">All messages in the outbox</Go>}
      list={{ items: output?.messages, loading, fault }}
      keyOf={({ id }) => id}
      filterable={false}
      columns={[
        { id: 'cause', header: 'Because of', value: ({ cause }) => cause, isRowHeader: true },
        { id: 'destination', header: 'To', value: ({ destination }) => destination },
        {
          id: 'code',
          header: 'Code',
          value: ({ code }) => code,
          cell: ({ code }) => (code === undefined ? '-' : <Copy value={code} what="code" />),
        },
        { id: 'body', header: 'Text', value: ({ body }) => body, minWidth: 260 },
        { id: 'at', header: 'Sent', value: ({ at }) => at, cell: ({ at }) => <Time at={at} /> },
      ]}
      empty={{ title: 'No messages', text: 'Codes and invitations for this user stand here.' }}
    />
  );
}

/** How many of the latest calls are shown; the rest is in the activity list. */
const RECORDS_SHOWN = 20;

/** The latest calls about a user, whoever made them, without what this page reads to show itself. */
export function UserCalls({ poolId, user }: { readonly poolId: string; readonly user: AdminGetUserResponse }) {
  // No `changed` event tells of a call that was only refused, and those matter most here.
  const { output, loading, fault } = useCall(
    'poolkeeper',
    'ListTraces',
    { PoolId: poolId, Username: user.Username, Limit: 60 },
    { every: 3000 },
  );
  const traces = useMemo(() => output?.traces.filter((trace) => !isOwn(trace)).slice(0, RECORDS_SHOWN), [output]);
  return (
    <ResourceList
      id="calls-of-user"
      link={({ id }) => pagePath('trace', id)}
      title="Latest calls about this user"
      description={<Go to="/activity">All activity</Go>}
      list={{ items: traces, loading, fault }}
      keyOf={({ id }) => id}
      filterable={false}
      columns={[
        {
          id: 'operation',
          header: 'Operation',
          value: ({ operation }) => operation,
          isRowHeader: true,
        },
        {
          id: 'outcome',
          header: 'Outcome',
          value: ({ outcome }) => outcome,
          cell: ({ outcome }) => <Outcome of={outcome} />,
        },
        { id: 'why', header: 'Reason', value: (trace) => trace.fault?.reason ?? trace.fault?.message, minWidth: 260 },
        { id: 'at', header: 'When', value: ({ at }) => at, cell: ({ at }) => <Time at={at} /> },
      ]}
      empty={{ title: 'No calls', text: 'Sign-ins and changes of this user stand here with their reasons.' }}
    />
  );
}
