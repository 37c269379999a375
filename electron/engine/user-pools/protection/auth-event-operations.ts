import type { FeedbackValueType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { listPage } from '../../kernel/paging.ts';
import type { AuthEvent } from '../../store/auth-events.ts';
import type { User } from '../../store/users.ts';
import { authEventType } from './auth-events.ts';
import { feedbackTokenFits } from './feedback-token.ts';
import { findPool } from '../pools/find.ts';
import { findUser } from '../users/find-user.ts';
import { requireThreatProtection } from './add-on.ts';

const DEFAULT_PAGE_SIZE = 60;

/** A user's history of sign-ins, sign-ups and password changes, newest first. */
export const AdminListUserAuthEvents: IdpHandler<'AdminListUserAuthEvents'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  requireThreatProtection(ctx, pool);
  const user = findUser(ctx, pool, input.Username);
  const limit = input.MaxResults || DEFAULT_PAGE_SIZE;
  const { items, token } = listPage(ctx, {
    step: 'list the events',
    list: `AdminListUserAuthEvents ${pool.id} ${user.sub}`,
    token: input.NextToken,
    limit,
    keys: 'number',
    read: (most, before) => ctx.store.authEvents.list(user.id, most, before),
    keyOf: ({ seq }) => seq,
  });
  return { AuthEvents: items.map(authEventType), ...(token === undefined ? {} : { NextToken: token }) };
};

/** An administrator's word on whether an event was really the user’s. */
export const AdminUpdateAuthEventFeedback: IdpHandler<'AdminUpdateAuthEventFeedback'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  requireThreatProtection(ctx, pool);
  const user = findUser(ctx, pool, input.Username);
  store(ctx, findEvent(ctx, user, input.EventId), input.FeedbackValue, 'Admin');
  ctx.changed('user', pool.id, user.username);
  return {};
};

/** The user's own word on an event, by the token in the message about it. */
export const UpdateAuthEventFeedback: IdpHandler<'UpdateAuthEventFeedback'> = async (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  requireThreatProtection(ctx, pool);
  const user = findUser(ctx, pool, input.Username);
  const event = findEvent(ctx, user, input.EventId);
  if (!(await feedbackTokenFits(ctx.workspace, event.id, input.FeedbackToken)))
    return ctx.refuse(
      'NotAuthorizedException',
      'Invalid feedback token',
      'FeedbackToken is not that of this event; it stands in the message that notified the user of it.',
    );
  store(ctx, event, input.FeedbackValue, 'User');
  ctx.changed('user', pool.id, user.username);
  return {};
};

function findEvent(ctx: Ctx<'ResourceNotFoundException'>, user: User, id: string): AuthEvent {
  return ctx.step(
    'find the event',
    () => {
      const event = ctx.store.authEvents.get(id);
      if (event?.userId === user.id) return event;
      return ctx.refuse(
        'ResourceNotFoundException',
        `Auth event ${id} does not exist.`,
        event === undefined ? 'No event has this id.' : 'The event is another user’s.',
      );
    },
    'EventId',
  );
}

function store(ctx: Ctx, event: AuthEvent, FeedbackValue: FeedbackValueType, Provider: string): void {
  const EventFeedback = { FeedbackValue, Provider, FeedbackDate: ctx.now() / 1000 };
  ctx.write(() => ctx.store.authEvents.update(event.id, { ...event.content, EventFeedback }));
}
