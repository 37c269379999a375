import { Badge, Button } from '@cloudscape-design/components';
import type { AuthEventType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, useCall } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { Copy } from '../../../parts/copy.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';

type OfUser = { readonly pool: UserPoolType; readonly username: string };

/** A user's tracked sessions, each of which can be ended; nothing where the pool does not track any. */
export function UserSessions({ pool, username }: OfUser) {
  const UserPoolId = pool.Id ?? '';
  const tracking = useCall('cognito-idp', 'GetUserPoolSessionConfiguration', { UserPoolId }).output;
  const on = tracking?.UserSessionTracking === 'ENABLED';
  const list = useList('cognito-idp', 'AdminListUserSessions', { UserPoolId, Username: username }, 'Sessions', {
    enabled: on,
  });
  const revoke = useAction('cognito-idp', 'AdminRevokeUserSession', { done: 'The session was ended.' });
  if (!on) return null;
  return (
    <ResourceList
      id="sessions-of-user"
      title="Sessions"
      list={list}
      keyOf={({ SessionId }) => SessionId ?? ''}
      filterable={false}
      columns={[
        {
          id: 'id',
          header: 'Session',
          value: ({ SessionId }) => SessionId,
          cell: ({ SessionId = '' }) => <Copy value={SessionId} what="session ID" />,
          isRowHeader: true,
          minWidth: 260,
        },
        { id: 'type', header: 'Type', value: ({ SessionType }) => (SessionType === 'SSO' ? 'Browser' : 'Tokens') },
        { id: 'device', header: 'Device', value: ({ DeviceType }) => DeviceType, minWidth: 160 },
        { id: 'address', header: 'Address', value: ({ LastIPAddress }) => LastIPAddress },
        {
          id: 'used',
          header: 'Last used',
          value: ({ LastActiveDate }) => LastActiveDate,
          cell: ({ LastActiveDate }) => <Time seconds={LastActiveDate} />,
        },
        {
          id: 'end',
          header: 'Actions',
          value: () => undefined,
          cell: ({ SessionId = '' }) => (
            <Button
              variant="inline-link"
              ariaLabel={`End session ${SessionId}`}
              onClick={() => void revoke.run({ UserPoolId, Username: username, SessionId })}
            >
              End
            </Button>
          ),
        },
      ]}
      empty={{ title: 'No sessions', text: 'The user is signed in nowhere.' }}
    />
  );
}

/** A user's history of sign-ins; nothing where the pool keeps none. */
export function UserEvents({ pool, username }: OfUser) {
  const UserPoolId = pool.Id ?? '';
  const on = (pool.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF') !== 'OFF';
  const user = { UserPoolId, Username: username, MaxResults: 20 };
  const list = useList('cognito-idp', 'AdminListUserAuthEvents', user, 'AuthEvents', { enabled: on });
  if (!on) return null;
  return (
    <ResourceList
      id="events-of-user"
      title="History of sign-ins"
      list={list}
      keyOf={({ EventId }) => EventId ?? ''}
      filterable={false}
      columns={[
        { id: 'event', header: 'Event', value: ({ EventType }) => EventType, isRowHeader: true },
        {
          id: 'response',
          header: 'Outcome',
          value: ({ EventResponse }) => EventResponse,
          cell: ({ EventResponse }) => (
            <Badge color={EventResponse === 'Fail' ? 'red' : EventResponse === 'Pass' ? 'green' : 'grey'}>
              {EventResponse}
            </Badge>
          ),
        },
        { id: 'risk', header: 'Risk', value: ({ EventRisk }) => riskWords(EventRisk), minWidth: 180 },
        { id: 'address', header: 'Address', value: ({ EventContextData }) => EventContextData?.IpAddress },
        { id: 'device', header: 'Device', value: ({ EventContextData }) => EventContextData?.DeviceName },
        { id: 'feedback', header: 'Feedback', value: ({ EventFeedback }) => EventFeedback?.FeedbackValue },
        {
          id: 'at',
          header: 'When',
          value: ({ CreationDate }) => CreationDate,
          cell: ({ CreationDate }) => <Time seconds={CreationDate} />,
        },
      ]}
      empty={{ title: 'No events', text: 'Sign-ins, sign-ups and password changes of this user stand here.' }}
    />
  );
}

const DECISIONS = { NoRisk: 'None', AccountTakeover: 'Somebody else?', Block: 'Blocked' } as const;

function riskWords(risk: AuthEventType['EventRisk']): string {
  const { RiskDecision = 'NoRisk', RiskLevel, CompromisedCredentialsDetected } = risk ?? {};
  return [
    `${DECISIONS[RiskDecision]}${RiskLevel === undefined ? '' : ` (${RiskLevel.toLowerCase()})`}`,
    ...(CompromisedCredentialsDetected === true ? ['leaked password'] : []),
  ].join(', ');
}
