import type { AuthFactorType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Contact } from '../../store/codes.ts';
import type { User } from '../../store/users.ts';
import { levelOf } from '../../tokens/context.ts';
import type { Method } from '../../store/tokens.ts';
import { foldValue } from '../pools/attribute-schema.ts';
import { pretendedDelivery } from '../users/hidden-user.ts';
import { enabledFactors, METHOD_OF, usableFactors } from '../mfa/factors.ts';
import { hasPassword } from '../imports/imported-hash.ts';
import { askCode } from './codes.ts';
import { afterFirstFactor } from './ending.ts';
import { ask } from './next.ts';
import { askPasskey, offersPasskey } from './passkey.ts';
import { knownOf } from './second-factors.ts';
import { askForProof } from './srp-begin.ts';
import { parameter, type Answer, type SignIn, type SignInCtx, type SignInFlow } from './state.ts';
import { checkPassword, notLockedOut } from './steps.ts';
import { simulatedUser } from './unknown-user.ts';
import { firstFactorsOf } from '../pools/read-settings.ts';

/** A way to begin, as AvailableChallenges, PREFERRED_CHALLENGE and ANSWER name it. */
type FirstFactorName = 'PASSWORD_SRP' | 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';

/** One way to begin a choice-based sign-in. */
type FirstFactor = {
  /** The member of AllowedFirstAuthFactors that allows it. */
  readonly allowedBy: AuthFactorType;
  /** What it adds to `amr`. */
  readonly method: Method;
  /** Whether the user can use it now. */
  readonly offered: (state: SignIn, ctx: SignInCtx, user: User) => boolean;
  /** Whether it is offered in the name of a user who does not exist. */
  readonly pretended: boolean;
  /**
   * Asks its challenge, or judges what came along in the same call (PASSWORD, SRP_A, CREDENTIAL). Copes with
   * `state.user` undefined: a challenge that is simulated and that nothing answers.
   */
  readonly begin: SignInFlow;
};

const canType = (_state: SignIn, _ctx: SignInCtx, user: User): boolean => hasPassword(user);

/** An imported hash has no verifier: the first sign-in with the password itself makes one. */
const canProve = (_state: SignIn, _ctx: SignInCtx, user: User): boolean => user.verifier !== undefined;

/** A code can be the first factor where it does not have to be the second. */
const canReceive =
  (contact: Contact) =>
  (state: SignIn, ctx: SignInCtx, user: User): boolean =>
    user.attributes[contact] !== undefined &&
    user.status !== 'FORCE_CHANGE_PASSWORD' &&
    state.pool.settings.MfaConfiguration !== 'ON' &&
    enabledFactors(knownOf(state, ctx)).length === 0;

/** What USER_AUTH may offer, in the order in which it is offered. */
export const firstFactors: Readonly<Record<FirstFactorName, FirstFactor>> = {
  PASSWORD_SRP: {
    allowedBy: 'PASSWORD',
    method: 'pwd',
    offered: canProve,
    pretended: true,
    begin: [['ask for the proof', 'SRP-6a, PASSWORD_VERIFIER', proofOrAsk]],
  },
  PASSWORD: {
    allowedBy: 'PASSWORD',
    method: 'pwd',
    offered: canType,
    pretended: true,
    begin: [
      ['not locked out', 'lockout behaviour for failed sign-in', notLockedOut],
      ['password', 'SRP verifier', passwordOrAsk],
      ...afterFirstFactor,
    ],
  },
  EMAIL_OTP: {
    allowedBy: 'EMAIL_OTP',
    method: 'email_otp',
    offered: canReceive('email'),
    pretended: true,
    begin: [
      ['not locked out', 'lockout behaviour for failed sign-in', notLockedOut],
      ['send the code', 'EMAIL_OTP', (state, ctx) => askFirstCode(state, ctx, 'EMAIL_OTP')],
    ],
  },
  SMS_OTP: {
    allowedBy: 'SMS_OTP',
    method: 'sms',
    offered: canReceive('phone_number'),
    pretended: true,
    begin: [
      ['not locked out', 'lockout behaviour for failed sign-in', notLockedOut],
      ['send the code', 'SMS_OTP', (state, ctx) => askFirstCode(state, ctx, 'SMS_OTP')],
    ],
  },
  WEB_AUTHN: {
    allowedBy: 'WEB_AUTHN',
    method: 'swk',
    offered: offersPasskey,
    pretended: false,
    begin: [['ask for an assertion', 'CREDENTIAL_REQUEST_OPTIONS', askPasskey]],
  },
};

const NAMES = Object.keys(firstFactors) as FirstFactorName[];

/** The first factor that a name means, if it is one of those offered. */
export const firstFactorNamed = (name: string | undefined, offers: readonly string[]): FirstFactorName | undefined =>
  NAMES.find((one) => one === name && offers.includes(one));

/**
 * How this user may begin: what the pool allows, they have the means for, and can still lead to the level that
 * the sign-in asks for.
 */
export function availableFactors(state: SignIn, ctx: SignInCtx): readonly FirstFactorName[] {
  const { user, pool, progress } = state;
  const allowed = firstFactorsOf(pool.settings);
  return NAMES.filter((name) => {
    const { allowedBy, method, offered, pretended } = firstFactors[name];
    if (!allowed.includes(allowedBy)) return false;
    if (user === undefined) return pretended;
    if (!offered(state, ctx, user)) return false;
    return progress.target === undefined || leadsTo(state, ctx, progress.target.level, [method]);
  });
}

/** Whether the proofs so far and `more`, alone or with one second factor, reach a level. */
export function leadsTo(state: SignIn, ctx: SignInCtx, level: number, more: readonly Method[]): boolean {
  const proofs = [...(state.progress.methods ?? []), ...more];
  const seconds = usableFactors(knownOf(state, ctx)).map((factor) => METHOD_OF[factor]);
  return levelOf(proofs) >= level || seconds.some((second) => levelOf([...proofs, second]) >= level);
}

/** The name of a user whom nobody knows, as a challenge for them shows it. */
function simulatedName(state: SignIn): string {
  const typed = state.typed ?? parameter(state, 'USERNAME');
  return simulatedUser(state.pool, foldValue(state.pool, 'username', typed), state.secrets.unknownUser).username;
}

async function passwordOrAsk(state: SignIn, ctx: SignInCtx): Promise<Answer | undefined> {
  if ((state.parameters['PASSWORD'] ?? '') === '')
    return ask(ctx, state, 'PASSWORD', {}, state.user === undefined ? { username: simulatedName(state) } : {});
  await checkPassword(state, ctx);
  return undefined;
}

function proofOrAsk(state: SignIn, ctx: SignInCtx): Answer {
  if ((state.parameters['SRP_A'] ?? '') === '')
    return ask(ctx, state, 'PASSWORD_SRP', {}, state.user === undefined ? { username: simulatedName(state) } : {});
  return askForProof(state, ctx);
}

/** A code for a user who exists, or a challenge that looks like one. */
function askFirstCode(state: SignIn, ctx: SignInCtx, name: 'EMAIL_OTP' | 'SMS_OTP'): Answer | Promise<Answer> {
  if (state.user !== undefined) return askCode(state, ctx, name, 'first');
  const username = simulatedName(state);
  const { Destination = '', DeliveryMedium = 'EMAIL' } = pretendedDelivery(
    state.pool,
    state.typed ?? parameter(state, 'USERNAME'),
    name === 'EMAIL_OTP' ? 'email' : 'phone_number',
  );
  const parameters = {
    CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
    CODE_DELIVERY_DESTINATION: Destination,
    USER_ID_FOR_SRP: username,
  };
  return ask(ctx, state, name, parameters, { username, sent: null, memo: { as: 'first' } });
}
