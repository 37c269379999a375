import type { Ctx } from '../kernel/handler.ts';
import type { Pool } from '../store/pools.ts';
import { triggerEvent } from './run.ts';
import { triggers, type TriggerName } from './triggers.ts';

const USER = {
  sub: '8d2f6a4e-1c3b-4f7a-9e5d-2b6c8a0f4e1d',
  'cognito:user_status': 'CONFIRMED',
  email: 'viewer@example.com',
  email_verified: 'true',
};
const GROUPS = { groupsToOverride: ['Viewers'], iamRolesToOverride: [], preferredRole: null };

/** What each trigger's request holds besides the user's attributes, with made-up values. */
const REQUESTS: Readonly<Record<TriggerName, (version: string) => object>> = {
  PreSignUp: () => ({ validationData: { invitation: 'spring' }, clientMetadata: {} }),
  PostConfirmation: () => ({ clientMetadata: {} }),
  PreAuthentication: () => ({ validationData: {}, userNotFound: false }),
  PostAuthentication: () => ({ newDeviceUsed: false, clientMetadata: {} }),
  PreTokenGeneration: (version) => ({
    groupConfiguration: GROUPS,
    clientMetadata: {},
    ...(version === '1' ? {} : { scopes: ['aws.cognito.signin.user.admin'] }),
  }),
  CustomMessage: () => ({
    codeParameter: '{####}',
    linkParameter: '{##Click Here##}',
    usernameParameter: '{username}',
    clientMetadata: {},
  }),
  UserMigration: () => ({ password: 'Correct-Horse-1', validationData: {}, clientMetadata: {} }),
  DefineAuthChallenge: () => ({ session: [], userNotFound: false, clientMetadata: {} }),
  CreateAuthChallenge: () => ({
    challengeName: 'CUSTOM_CHALLENGE',
    session: [],
    userNotFound: false,
    clientMetadata: {},
  }),
  VerifyAuthChallengeResponse: () => ({
    privateChallengeParameters: { answer: '5' },
    challengeAnswer: '5',
    userNotFound: false,
    clientMetadata: {},
  }),
  CustomSMSSender: () => ({ type: 'customSMSSenderRequestV1', code: null, clientMetadata: {} }),
  CustomEmailSender: () => ({ type: 'customEmailSenderRequestV1', code: null, clientMetadata: {} }),
  InboundFederation: () => ({
    providerName: 'Partner',
    providerType: 'OIDC',
    attributes: { tokenResponse: {}, idToken: { sub: 'partner-1', email: 'viewer@example.com' }, userInfo: {} },
  }),
};

/** Triggers whose event is about nobody in the pool yet. */
const WITHOUT_USER: readonly TriggerName[] = ['UserMigration', 'InboundFederation'];

/** The event of a trigger with made-up values, for a pool or for none. */
export function sampleEvent(ctx: Pick<Ctx, 'call' | 'now'>, name: TriggerName, source: string, pool?: Pool): unknown {
  const stage = pool ?? madeUpPool(ctx);
  const event = triggerEvent(ctx, {
    pool: stage,
    name,
    source,
    userName: 'viewer',
    clientId: '1example23456789abcdefghij',
    ...(WITHOUT_USER.includes(name) ? {} : { userAttributes: USER }),
  });
  return { ...event, request: { ...(event['request'] as object), ...REQUESTS[name](String(event['version'])) } };
}

/** Whether a text names a trigger. */
export const isTrigger = (name: string): name is TriggerName => Object.hasOwn(triggers, name);

const madeUpPool = ({ call, now }: Pick<Ctx, 'call' | 'now'>): Pool => ({
  id: `${call.region}_EXAMPLE`,
  region: call.region,
  name: 'example',
  settings: {},
  userCount: 0,
  createdAt: now(),
  modifiedAt: now(),
});
