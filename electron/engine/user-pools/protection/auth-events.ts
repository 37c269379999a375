import type {
  AuthEventType,
  ChallengeResponseType,
  EventResponseType,
  EventType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import type { Call, Ctx } from '../../kernel/handler.ts';
import { uuid } from '../../kernel/ids.ts';
import type { AuthEvent } from '../../store/auth-events.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import type { Family } from '../../store/tokens.ts';
import type { User } from '../../store/users.ts';
import { clientAddress, clientUserAgent, deviceName } from '../clients/client-address.ts';
import { eventRisk, judgeAddress, threatMode } from './risk.ts';

/** Calls in which a leaked password was met, so that the event at the end of the sign-in can say it. */
const compromisedCalls = new WeakSet<Call>();

/** Notes that the call uses a password that is known to have leaked. */
export const noteCompromised = (ctx: Ctx): void => {
  compromisedCalls.add(ctx.call);
};

/**
 * Adds to a user's history what they did and how it ended. Inside `ctx.write`.
 *
 * Only pools with threat protection (AUDIT or ENFORCED) keep a history; for others nothing happens.
 *
 * @param of.eventId where tokens carry it (`event_id`), so that they lead to the event
 * @param of.challenges what was asked and how it was answered
 * @returns the event, or nothing where none is kept
 */
export function recordAuthEvent(
  ctx: Ctx,
  of: {
    readonly pool: Pool;
    readonly user: Pick<User, 'id' | 'username'>;
    readonly type: EventType;
    readonly response: EventResponseType;
    readonly client?: Client | undefined;
    readonly eventId?: string;
    readonly challenges?: readonly ChallengeResponseType[];
  },
): Omit<AuthEvent, 'seq'> | undefined {
  const { pool, user, type, response, client, challenges = [] } = of;
  if (threatMode(pool) === 'OFF') return undefined;
  const address = clientAddress(ctx, client);
  const event: Omit<AuthEvent, 'seq'> = {
    id: of.eventId ?? uuid(ctx.random),
    userId: user.id,
    createdAt: ctx.now(),
    content: {
      EventType: type,
      EventResponse: response,
      EventRisk: eventRisk(judgeAddress(ctx, pool, client), compromisedCalls.has(ctx.call)),
      ...(challenges.length === 0 ? {} : { ChallengeResponses: [...challenges] }),
      EventContextData: {
        ...(address === undefined ? {} : { IpAddress: address }),
        DeviceName: deviceName(clientUserAgent(ctx)),
      },
    },
  };
  ctx.store.authEvents.insert(event);
  ctx.changed('user', pool.id, user.username);
  return event;
}

/** The event with which a sign-in ends well; its id is the tokens' `event_id`. Inside `ctx.write`. */
export function recordSignIn(
  ctx: Ctx,
  client: Client,
  user: User,
  { eventId, methods }: Pick<Family, 'eventId' | 'methods'>,
): void {
  const pool = ctx.store.pools.get(client.poolId);
  if (pool === undefined) throw new Error(`the client ${client.id} has no pool`);
  const challenges: ChallengeResponseType[] = [
    ...(methods.includes('pwd') ? [{ ChallengeName: 'Password', ChallengeResponse: 'Success' } as const] : []),
    ...(methods.length > 1 ? [{ ChallengeName: 'Mfa', ChallengeResponse: 'Success' } as const] : []),
  ];
  recordAuthEvent(ctx, { pool, client, user, type: 'SignIn', response: 'Pass', eventId, challenges });
}

/** An event as AWS lists it. */
export const authEventType = ({ id, content, createdAt }: AuthEvent): AuthEventType => ({
  EventId: id,
  CreationDate: createdAt / 1000,
  ...content,
});
