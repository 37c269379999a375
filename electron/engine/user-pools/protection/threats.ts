import type { EventFilterType, EventType, NotifyEmailType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { noteCompromised, recordAuthEvent } from './auth-events.ts';
import { clientAddress, clientUserAgent, deviceName } from '../clients/client-address.ts';
import { feedbackToken } from './feedback-token.ts';
import { isLeaked } from './leaked-passwords.ts';
import { judgeAddress, riskConfiguration, threatMode, type Judged, type ThreatMode } from './risk.ts';
import { refuseResetRequired } from '../users/acting-user.ts';
import { mfaOf } from '../users/user-view.ts';

type Subject = { readonly pool: Pool; readonly client: Client | undefined; readonly user: User };

/**
 * Lets the risk configuration decide about a call by the address of the person behind it.
 *
 * AUDIT only records; ENFORCED blocks what the configuration says, and where it wants a second factor
 * (MFA_REQUIRED) blocks a user who has none. Amazon Cognito developer guide, "Advanced security with threat
 * protection".
 *
 * @throws NotAuthorizedException `Unable to login because of security reasons.`
 */
export async function refuseRisky(
  ctx: Ctx<'NotAuthorizedException'>,
  of: Subject,
  type: EventType,
  mode: ThreatMode = threatMode(of.pool),
): Promise<void> {
  const { pool, client, user } = of;
  if (mode === 'OFF') return ctx.skip('UserPoolAddOns.AdvancedSecurityMode of the pool is OFF.');
  const judged = judgeAddress(ctx, pool, client);
  ctx.note(judged.why, { RiskDecision: judged.decision, AdvancedSecurityMode: mode });
  if (judged.decision === 'NoRisk' || mode === 'AUDIT') return;
  const blocked = judged.action === 'BLOCK' || (judged.action === 'MFA_REQUIRED' && !hasFactor(user));
  if (!blocked && !judged.notify) return;
  const response = blocked ? 'Fail' : 'InProgress';
  const event = ctx.write(() => recordAuthEvent(ctx, { pool, client, user, type, response }));
  if (judged.notify) await notify(ctx, of, judged, blocked, event?.id);
  if (blocked)
    ctx.refuse(
      'NotAuthorizedException',
      'Unable to login because of security reasons.',
      `${judged.why}${judged.action === 'MFA_REQUIRED' ? ' The user has no second factor.' : ''}`,
    );
}

/**
 * Refuses to let a user sign in with a password that is known to have leaked, and makes them set another.
 * SRP proves a password without showing it, so it is not checked there. AWS, "Compromised credentials".
 *
 * @throws PasswordResetRequiredException `Password reset required for the user`
 */
export function refuseLeakedSignIn(
  ctx: Ctx<'PasswordResetRequiredException'>,
  { pool, client, user }: Subject,
  password: string,
): void {
  if (!leaked(ctx, pool, client, 'SIGN_IN', password)) return;
  ctx.write(() => {
    ctx.store.users.update({ ...user, status: 'RESET_REQUIRED', modifiedAt: ctx.now() });
    recordAuthEvent(ctx, {
      pool,
      client,
      user,
      type: 'SignIn',
      response: 'Fail',
      challenges: [{ ChallengeName: 'Password', ChallengeResponse: 'Failure' }],
    });
  });
  refuseResetRequired(
    ctx,
    'The password stands on the list of leaked ones and CompromisedCredentialsRiskConfiguration blocks sign-ins with it: the user is RESET_REQUIRED now.',
  );
}

/**
 * Refuses a new password that is known to have leaked.
 *
 * @throws InvalidPasswordException `Provided password cannot be used for security reasons.`
 */
export function refuseLeakedPassword(
  ctx: Ctx<'InvalidPasswordException'>,
  pool: Pool,
  client: Client | undefined,
  filter: Exclude<EventFilterType, 'SIGN_IN'>,
  password: string | undefined,
): void {
  if (password === undefined || !leaked(ctx, pool, client, filter, password)) return;
  ctx.refuse(
    'InvalidPasswordException',
    'Provided password cannot be used for security reasons.',
    `The password stands on the list of leaked ones and CompromisedCredentialsRiskConfiguration blocks ${filter} with it.`,
  );
}

/** Whether a leaked password is to be blocked; one that is let through is noted for the event. */
function leaked(ctx: Ctx, pool: Pool, client: Client | undefined, filter: EventFilterType, password: string): boolean {
  const mode = threatMode(pool);
  if (mode === 'OFF') {
    ctx.skip('UserPoolAddOns.AdvancedSecurityMode of the pool is OFF.');
    return false;
  }
  const { EventFilter, Actions } =
    riskConfiguration(ctx, pool, client?.id).CompromisedCredentialsRiskConfiguration ?? {};
  const watched = EventFilter === undefined || EventFilter.length === 0 || EventFilter.includes(filter);
  if (!watched || !isLeaked(password)) return false;
  noteCompromised(ctx);
  const action = Actions?.EventAction ?? 'NO_ACTION';
  ctx.note(`The password stands on the list of leaked ones; the mode is ${mode}, the action ${action}.`);
  return mode === 'ENFORCED' && action === 'BLOCK';
}

const hasFactor = (user: User): boolean => (mfaOf(user).UserMFASettingList ?? []).length > 0;

/** Notifies the user of a risk by the message that the configuration has for what was done about it. */
async function notify(
  ctx: Ctx,
  { pool, client, user }: Subject,
  judged: Judged,
  blocked: boolean,
  eventId: string | undefined,
): Promise<void> {
  const configuration = riskConfiguration(ctx, pool, client?.id).AccountTakeoverRiskConfiguration?.NotifyConfiguration;
  const message = blocked
    ? configuration?.BlockEmail
    : judged.action === 'NO_ACTION'
      ? configuration?.NoActionEmail
      : configuration?.MfaEmail;
  const destination = user.attributes['email'];
  if (message === undefined || destination === undefined)
    return ctx.note('No message is sent: the configuration has no such message, or the user has no e-mail address.');
  const token = eventId === undefined ? '' : await feedbackToken(ctx.workspace, eventId);
  const fill = (text: string): string => filled(text, ctx, { pool, client, user }, eventId ?? '', token);
  ctx.write(() =>
    ctx.store.messages.insert({
      poolId: pool.id,
      username: user.username,
      medium: 'EMAIL',
      destination,
      subject: message.Subject,
      body: fill(bodyOf(message)),
      cause: 'Risk',
      at: ctx.now(),
    }),
  );
  ctx.changed('message', pool.id);
}

const bodyOf = ({ HtmlBody, TextBody, Subject: subject }: NotifyEmailType): string => HtmlBody ?? TextBody ?? subject;

/**
 * The placeholders of a message about a risk: AWS, NotifyEmailType. The links of AWS's own service make a call
 * when they are opened; here they are the call itself, as the command line makes it.
 */
function filled(text: string, ctx: Ctx, of: Subject, eventId: string, token: string): string {
  const link = (value: string): string =>
    `aws cognito-idp update-auth-event-feedback --user-pool-id ${of.pool.id} --username ${of.user.username} --event-id ${eventId} --feedback-token ${token} --feedback-value ${value}`;
  const values: Readonly<Record<string, string>> = {
    username: of.user.username,
    'ip-address': clientAddress(ctx, of.client) ?? 'unknown',
    'device-name': deviceName(clientUserAgent(ctx)),
    'login-time': new Date(ctx.now()).toUTCString(),
    city: 'unknown',
    country: 'unknown',
    'one-click-link-valid': link('Valid'),
    'one-click-link-invalid': link('Invalid'),
  };
  return text.replaceAll(/\{([a-z-]+)\}/g, (whole, name: string) => values[name] ?? whole);
}
