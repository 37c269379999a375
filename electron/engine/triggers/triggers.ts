import { isObject } from '../../../shared/json.ts';
import type { LambdaConfigType } from '../../../shared/aws/types/cognito-idp.ts';
import type { Pool } from '../store/pools.ts';

/** A trigger of a user pool, named as in AWS's messages. */
export type TriggerName = keyof Responses;

/** What each trigger's function may answer; members that it leaves alone come back as they were sent. */
type Responses = {
  PreSignUp: { autoConfirmUser?: boolean; autoVerifyEmail?: boolean; autoVerifyPhone?: boolean };
  PostConfirmation: Empty;
  PreAuthentication: Empty;
  PostAuthentication: Empty;
  PreTokenGeneration: { claimsOverrideDetails?: unknown; claimsAndScopeOverrideDetails?: unknown };
  CustomMessage: { smsMessage?: string | null; emailMessage?: string | null; emailSubject?: string | null };
  UserMigration: {
    userAttributes?: Record<string, string> | null;
    finalUserStatus?: string | null;
    messageAction?: string | null;
    desiredDeliveryMediums?: string[] | null;
    forceAliasCreation?: boolean | null;
    enableSMSMFA?: boolean | null;
  };
  DefineAuthChallenge: {
    challengeName?: string | null;
    issueTokens?: boolean | null;
    failAuthentication?: boolean | null;
  };
  CreateAuthChallenge: {
    publicChallengeParameters?: Record<string, string> | null;
    privateChallengeParameters?: Record<string, string> | null;
    challengeMetadata?: string | null;
  };
  VerifyAuthChallengeResponse: { answerCorrect?: boolean | null };
  CustomSMSSender: Empty;
  CustomEmailSender: Empty;
  InboundFederation: { userAttributesToMap?: Record<string, string> | null };
};

type Empty = Record<never, never>;

/** What the function of trigger `N` answered, checked. */
export type ResponseOf<N extends TriggerName> = Responses[N];

/** How a member of a response must be typed; `null` and absence always pass. */
type Kind = 'boolean' | 'string' | 'strings' | 'string map' | 'object';

type Trigger<N extends TriggerName> = {
  /** The response as the event carries it to the function. */
  readonly blank: Record<string, unknown>;
  readonly members: Readonly<Record<keyof Responses[N] & string, Kind>>;
  /** Which events a test can choose from; the first is the usual one. */
  readonly sources: readonly string[];
};

const NOTHING = { blank: {}, members: {} };
const SENDING = [
  'SignUp',
  'ResendCode',
  'ForgotPassword',
  'UpdateUserAttribute',
  'VerifyUserAttribute',
  'AdminCreateUser',
  'Authentication',
];

/** Every trigger: its blank response, the types of what may be answered, its sources. Developer guide, "Lambda triggers". */
export const triggers: { readonly [N in TriggerName]: Trigger<N> } = {
  PreSignUp: {
    blank: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    members: { autoConfirmUser: 'boolean', autoVerifyEmail: 'boolean', autoVerifyPhone: 'boolean' },
    sources: ['PreSignUp_SignUp', 'PreSignUp_AdminCreateUser', 'PreSignUp_ExternalProvider'],
  },
  PostConfirmation: {
    ...NOTHING,
    sources: ['PostConfirmation_ConfirmSignUp', 'PostConfirmation_ConfirmForgotPassword'],
  },
  PreAuthentication: { ...NOTHING, sources: ['PreAuthentication_Authentication'] },
  PostAuthentication: { ...NOTHING, sources: ['PostAuthentication_Authentication'] },
  PreTokenGeneration: {
    blank: { claimsOverrideDetails: null },
    members: { claimsOverrideDetails: 'object', claimsAndScopeOverrideDetails: 'object' },
    sources: [
      'TokenGeneration_Authentication',
      'TokenGeneration_HostedAuth',
      'TokenGeneration_NewPasswordChallenge',
      'TokenGeneration_AuthenticateDevice',
      'TokenGeneration_RefreshTokens',
      'TokenGeneration_ClientCredentials',
    ],
  },
  CustomMessage: {
    blank: { smsMessage: null, emailMessage: null, emailSubject: null },
    members: { smsMessage: 'string', emailMessage: 'string', emailSubject: 'string' },
    sources: SENDING.map((source) => `CustomMessage_${source}`),
  },
  UserMigration: {
    blank: {
      userAttributes: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
    members: {
      userAttributes: 'string map',
      forceAliasCreation: 'boolean',
      enableSMSMFA: 'boolean',
      finalUserStatus: 'string',
      messageAction: 'string',
      desiredDeliveryMediums: 'strings',
    },
    sources: ['UserMigration_Authentication', 'UserMigration_ForgotPassword'],
  },
  DefineAuthChallenge: {
    blank: { challengeName: null, issueTokens: null, failAuthentication: null },
    members: { challengeName: 'string', issueTokens: 'boolean', failAuthentication: 'boolean' },
    sources: ['DefineAuthChallenge_Authentication'],
  },
  CreateAuthChallenge: {
    blank: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
    members: {
      publicChallengeParameters: 'string map',
      privateChallengeParameters: 'string map',
      challengeMetadata: 'string',
    },
    sources: ['CreateAuthChallenge_Authentication'],
  },
  VerifyAuthChallengeResponse: {
    blank: { answerCorrect: null },
    members: { answerCorrect: 'boolean' },
    sources: ['VerifyAuthChallengeResponse_Authentication'],
  },
  CustomSMSSender: { ...NOTHING, sources: SENDING.map((source) => `CustomSMSSender_${source}`) },
  CustomEmailSender: {
    ...NOTHING,
    sources: [...SENDING, 'AccountTakeOverNotification'].map((source) => `CustomEmailSender_${source}`),
  },
  InboundFederation: {
    blank: { userAttributesToMap: null },
    members: { userAttributesToMap: 'string map' },
    sources: ['InboundFederation_ExternalProvider'],
  },
};

/** The ARN of the function that LambdaConfig names for a trigger, or nothing. */
export function functionOf(config: LambdaConfigType, trigger: TriggerName): string | undefined {
  switch (trigger) {
    case 'CustomEmailSender':
    case 'CustomSMSSender':
    case 'InboundFederation':
      return config[trigger]?.LambdaArn;
    case 'PreTokenGeneration':
      return config.PreTokenGenerationConfig?.LambdaArn ?? config.PreTokenGeneration;
    default:
      return config[trigger];
  }
}

/** Whether the pool has a function for a trigger. */
export const hasTrigger = (pool: Pool, name: TriggerName): boolean =>
  functionOf(pool.settings.LambdaConfig ?? {}, name) !== undefined;

/** The `version` of a trigger's event: `"1"` but for the later forms of PreTokenGeneration. */
export function eventVersion(pool: Pool, trigger: TriggerName): '1' | '2' | '3' {
  if (trigger !== 'PreTokenGeneration') return '1';
  const version = pool.settings.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion;
  return version === 'V2_0' ? '2' : version === 'V3_0' ? '3' : '1';
}

/** What makes a function's answer unusable, in words, or nothing. */
export function responseProblem(trigger: TriggerName, response: unknown): string | undefined {
  if (!isObject(response)) return `response is ${describe(response)}, not an object.`;
  const members: Readonly<Record<string, Kind>> = triggers[trigger].members;
  for (const [name, kind] of Object.entries(members)) {
    const value = response[name];
    if (value !== undefined && value !== null && !fits(value, kind))
      return `response.${name} is ${describe(value)}, but must be a ${kind}.`;
  }
  return undefined;
}

function fits(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'boolean':
    case 'string':
      return typeof value === kind;
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'string map':
      return isObject(value) && Object.values(value).every((item) => typeof item === 'string');
    case 'object':
      return isObject(value);
  }
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value)
    ? 'an array'
    : isObject(value)
      ? `an object (${JSON.stringify(value).slice(0, 80)})`
      : `${typeof value} ${JSON.stringify(value)}`;
}
