import type { AuthFlowType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../handler.ts';
import { afterPassword } from './ending.ts';
import type { Way } from './flow-allowed.ts';
import { refreshTokenFlow } from './refresh-flow.ts';
import { askForProof } from './srp-challenge.ts';
import type { InitiateCtx, InitiateFlow, SignIn } from './state.ts';
import { checkPassword, findTheUser, needs, noDevice, notLockedOut, secretHash, trigger, wayAllowed } from './steps.ts';

const passwordFlow = (way: Way): InitiateFlow => [
  ['app client may use this flow', 'ExplicitAuthFlows', wayAllowed(way)],
  ['required parameters', 'AuthParameters', needs('USERNAME', 'PASSWORD')],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'PreventUserExistenceErrors', findTheUser(true)],
  ['device', 'DEVICE_KEY', noDevice],
  ['not locked out', 'lockout behaviour for failed sign-in', notLockedOut],
  ['pre authentication trigger', 'PreAuthentication_Authentication', trigger('PreAuthentication')],
  ['password', 'SRP verifier', checkPassword],
  ...afterPassword,
];

const srpFlow: InitiateFlow = [
  ['app client may use this flow', 'ExplicitAuthFlows', wayAllowed('srp')],
  ['required parameters', 'AuthParameters', needs('USERNAME', 'SRP_A')],
  ['secret hash', 'SECRET_HASH', secretHash],
  ['find the user', 'PreventUserExistenceErrors', findTheUser(false)],
  ['device', 'DEVICE_KEY', noDevice],
  ['pre authentication trigger', 'PreAuthentication_Authentication', trigger('PreAuthentication')],
  ['ask for the proof', 'SRP-6a, PASSWORD_VERIFIER', askForProof],
];

const customFlow: InitiateFlow = [
  ['app client may use this flow', 'ExplicitAuthFlows', wayAllowed('custom')],
  ['required parameters', 'AuthParameters', needs('USERNAME')],
  ['custom authentication triggers', 'LambdaConfig', hasCustomTriggers],
  ['flow is built', 'this version', notBuilt('CUSTOM_AUTH')],
];

const choiceFlow: InitiateFlow = [
  ['app client may use this flow', 'ExplicitAuthFlows', wayAllowed('choice')],
  ['flow is built', 'this version', notBuilt('USER_AUTH')],
];

type Door = { readonly public: boolean; readonly admin: boolean; readonly flow: InitiateFlow };

/** Every AuthFlow: by which form of the operation it may begin, and its steps. */
const flows: Readonly<Record<AuthFlowType, Door>> = {
  USER_SRP_AUTH: { public: true, admin: true, flow: srpFlow },
  USER_PASSWORD_AUTH: { public: true, admin: false, flow: passwordFlow('password') },
  ADMIN_USER_PASSWORD_AUTH: { public: false, admin: true, flow: passwordFlow('admin-password') },
  ADMIN_NO_SRP_AUTH: { public: false, admin: true, flow: passwordFlow('admin-password') },
  REFRESH_TOKEN_AUTH: { public: true, admin: true, flow: refreshTokenFlow },
  REFRESH_TOKEN: { public: true, admin: true, flow: refreshTokenFlow },
  CUSTOM_AUTH: { public: true, admin: true, flow: customFlow },
  USER_AUTH: { public: true, admin: true, flow: choiceFlow },
};

/**
 * The steps of a flow that begins by this form of the operation.
 *
 * @throws InvalidParameterException `Initiate Auth method not supported.` for one of the other form
 */
export function flowOf(ctx: Ctx<'InvalidParameterException'>, name: AuthFlowType, admin: boolean): InitiateFlow {
  const door = flows[name];
  if (admin ? door.admin : door.public) return door.flow;
  return ctx.refuse(
    'InvalidParameterException',
    'Initiate Auth method not supported.',
    `${name} begins with ${admin ? 'InitiateAuth' : 'AdminInitiateAuth'}, not with ${admin ? 'AdminInitiateAuth' : 'InitiateAuth'}.`,
  );
}

function hasCustomTriggers({ pool }: SignIn, ctx: InitiateCtx): void {
  const { DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse } = pool.settings.LambdaConfig ?? {};
  if ([DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse].includes(undefined))
    ctx.refuse(
      'InvalidParameterException',
      'Custom auth lambda trigger is not configured for the user pool.',
      'CUSTOM_AUTH needs DefineAuthChallenge, CreateAuthChallenge and VerifyAuthChallengeResponse in LambdaConfig.',
    );
}

function notBuilt(flow: AuthFlowType): (state: SignIn, ctx: InitiateCtx) => never {
  return (_, ctx) =>
    ctx.refuse(
      'UnsupportedOperationException',
      `Poolkeeper does not implement the authentication flow ${flow} in this version.`,
      'USER_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH and REFRESH_TOKEN_AUTH are built.',
    );
}
