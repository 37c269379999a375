import { MESSAGES, USER_POOL_FIELDS } from '../../../../shared/aws/defaults.ts';
import {
  ATTRIBUTE_LENGTH,
  limitsOf,
  SECONDS_PER_UNIT,
  TOKEN_VALIDITY_SECONDS,
  validitySeconds,
  type Token,
} from '../../../../shared/aws/limits.ts';
import type {
  CreateUserPoolClientRequest,
  CreateUserPoolRequest,
  ExplicitAuthFlowsType,
  SchemaAttributeType,
  TimeUnitsType,
  UserPoolMfaType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { lengthProblem, numberProblem, textProblem } from '../../../lib/limits.ts';

export type SignInName = 'username' | 'alias' | 'email' | 'phone' | 'email-or-phone';
export type CustomAttribute = {
  readonly key: number;
  readonly name: string;
  readonly type: 'String' | 'Number' | 'DateTime' | 'Boolean';
  readonly mutable: boolean;
  /** Length for text, value for numbers; empty means no limit. */
  readonly min: string;
  readonly max: string;
};
export type Validity = { readonly value: string; readonly unit: TimeUnitsType };

/** Everything that the wizard asks, as it is typed. */
export type NewPool = {
  readonly name: string;
  readonly signIn: SignInName;
  readonly aliases: readonly ('email' | 'phone_number' | 'preferred_username')[];
  readonly caseSensitive: boolean;
  readonly minimumLength: string;
  readonly uppercase: boolean;
  readonly lowercase: boolean;
  readonly numbers: boolean;
  readonly symbols: boolean;
  readonly temporaryDays: string;
  readonly mfa: UserPoolMfaType;
  readonly recovery:
    | 'verified_email'
    | 'verified_phone_number'
    | 'email-then-phone'
    | 'phone-then-email'
    | 'admin_only';
  readonly selfSignUp: boolean;
  readonly autoVerify: readonly ('email' | 'phone_number')[];
  readonly required: readonly string[];
  readonly custom: readonly CustomAttribute[];
  readonly verifyBy: 'CONFIRM_WITH_CODE' | 'CONFIRM_WITH_LINK';
  readonly emailSubject: string;
  readonly emailMessage: string;
  readonly smsMessage: string;
  readonly inviteSubject: string;
  readonly inviteMessage: string;
  readonly deletionProtection: boolean;
  readonly withClient: boolean;
  readonly clientName: string;
  readonly secret: boolean;
  readonly flows: readonly ExplicitAuthFlowsType[];
  readonly access: Validity;
  readonly id: Validity;
  readonly refresh: Validity;
  readonly hideMissingUsers: boolean;
};

const POLICY = USER_POOL_FIELDS.Policies.members.PasswordPolicy.default;

/** A good start for most applications: sign in by email, AWS's own password rules, a public client with SRP. */
export const STARTING_POOL: NewPool = {
  name: '',
  signIn: 'email',
  aliases: ['email'],
  caseSensitive: false,
  minimumLength: String(POLICY.MinimumLength),
  uppercase: POLICY.RequireUppercase,
  lowercase: POLICY.RequireLowercase,
  numbers: POLICY.RequireNumbers,
  symbols: POLICY.RequireSymbols,
  temporaryDays: String(POLICY.TemporaryPasswordValidityDays),
  mfa: USER_POOL_FIELDS.MfaConfiguration.default,
  recovery: 'verified_email',
  selfSignUp: true,
  autoVerify: ['email'],
  required: ['email'],
  custom: [],
  verifyBy: USER_POOL_FIELDS.VerificationMessageTemplate.default.DefaultEmailOption,
  emailSubject: MESSAGES.verification.subject,
  emailMessage: MESSAGES.verification.body,
  smsMessage: MESSAGES.verification.body,
  inviteSubject: MESSAGES.invitation.subject,
  inviteMessage: MESSAGES.invitation.body,
  deletionProtection: false,
  withClient: true,
  clientName: 'web',
  secret: false,
  flows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  access: standardValidity('AccessToken', 'minutes'),
  id: standardValidity('IdToken', 'minutes'),
  refresh: standardValidity('RefreshToken', 'days'),
  hideMissingUsers: true,
};

export const POOL_NAME = limitsOf('cognito-idp', 'CreateUserPool', 'PoolName');
export const CLIENT_NAME = limitsOf('cognito-idp', 'CreateUserPoolClient', 'ClientName');
const ATTRIBUTE_NAME = limitsOf('cognito-idp', 'AddCustomAttributes', 'CustomAttributes.member.Name');

/** The numbers of a password policy. AWS takes 0 days too, and means its default by it. */
export const PASSWORD = {
  length: limitsOf('cognito-idp', 'UpdateUserPool', 'Policies.PasswordPolicy.MinimumLength'),
  days: {
    ...limitsOf('cognito-idp', 'UpdateUserPool', 'Policies.PasswordPolicy.TemporaryPasswordValidityDays'),
    min: 1,
  },
  history: limitsOf('cognito-idp', 'UpdateUserPool', 'Policies.PasswordPolicy.PasswordHistorySize'),
} as const;

/** The texts of messages. */
export const TEXTS = {
  email: limitsOf('cognito-idp', 'CreateUserPool', 'VerificationMessageTemplate.EmailMessage'),
  sms: limitsOf('cognito-idp', 'CreateUserPool', 'VerificationMessageTemplate.SmsMessage'),
  inviteSms: limitsOf('cognito-idp', 'CreateUserPool', 'AdminCreateUserConfig.InviteMessageTemplate.SMSMessage'),
} as const;

/** Problems of one wizard step, by the field they belong to. */
export type Problems = Readonly<Record<string, string>>;

/** A validity in seconds, or undefined when it is no whole positive number. */
function seconds(validity: Validity): number | undefined {
  return /^[1-9]\d{0,8}$/.test(validity.value) ? Number(validity.value) * SECONDS_PER_UNIT[validity.unit] : undefined;
}

/** AWS's own validity of a token, in a unit. */
export function standardValidity(token: Token, unit: TimeUnitsType): Validity {
  return { value: String(validitySeconds(token, undefined) / SECONDS_PER_UNIT[unit]), unit };
}

const LENGTHS: readonly (readonly [unit: string, seconds: number])[] = [
  ['year', 365 * SECONDS_PER_UNIT.days],
  ['day', SECONDS_PER_UNIT.days],
  ['hour', SECONDS_PER_UNIT.hours],
  ['minute', SECONDS_PER_UNIT.minutes],
];

/** A length of time in the largest unit that divides it: `5 minutes`, `1 day`. */
function inWords(length: number): string {
  const [unit, size] = LENGTHS.find(([, of]) => length % of === 0) ?? ['second', 1];
  return length === size ? `1 ${unit}` : `${length / size} ${unit}s`;
}

/** How short and how long a token may live: `5 minutes to 1 day`. */
export function validityRange(token: Token): string {
  const { min, max } = TOKEN_VALIDITY_SECONDS[token];
  return `${inWords(min)} to ${inWords(max)}`;
}

/** What is wrong with the three validities, by field. */
export function validityProblems(access: Validity, id: Validity, refresh: Validity): Problems {
  const outOfRange = (token: Token, validity: Validity): string | undefined => {
    const { min, max } = TOKEN_VALIDITY_SECONDS[token];
    const length = seconds(validity) ?? 0;
    return length < min || length > max ? `From ${validityRange(token)}.` : undefined;
  };
  const shortest = Math.max(seconds(access) ?? 0, seconds(id) ?? 0);
  return present({
    access: outOfRange('AccessToken', access),
    id: outOfRange('IdToken', id),
    refresh:
      outOfRange('RefreshToken', refresh) ??
      ((seconds(refresh) ?? 0) < shortest ? 'Not shorter than the access and ID tokens.' : undefined),
  });
}

/** Keeps the members that have a value. */
export function present<T>(members: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, T] => entry[1] !== undefined));
}

/** What keeps a step of the wizard from being left, by field. */
export const stepProblems: readonly ((pool: NewPool) => Problems)[] = [
  (pool) =>
    present({
      name: textProblem(pool.name, POOL_NAME),
      aliases:
        pool.signIn === 'alias' && pool.aliases.length === 0
          ? 'Choose at least one alias, or sign in by username only.'
          : undefined,
    }),
  (pool) =>
    present({
      minimumLength: numberProblem(pool.minimumLength, PASSWORD.length),
      temporaryDays: numberProblem(pool.temporaryDays, PASSWORD.days),
    }),
  (pool) => Object.assign({}, ...pool.custom.map((attribute) => customProblems(attribute, pool.custom))) as Problems,
  (pool) =>
    present({
      emailMessage: placeholderProblem(pool) ?? lengthProblem(pool.emailMessage, TEXTS.email),
      smsMessage: pool.smsMessage.includes('{####}')
        ? lengthProblem(pool.smsMessage, TEXTS.sms)
        : 'The text must hold {####}: the code stands there.',
      // One text for both: the shorter limit counts.
      inviteMessage:
        pool.inviteMessage.includes('{username}') && pool.inviteMessage.includes('{####}')
          ? lengthProblem(pool.inviteMessage, TEXTS.inviteSms)
          : 'The text must hold {username} and {####}.',
    }),
  (pool) =>
    pool.withClient
      ? {
          ...present({
            clientName: textProblem(pool.clientName, CLIENT_NAME),
            flows: pool.flows.length === 0 ? 'Choose at least one flow.' : undefined,
          }),
          ...validityProblems(pool.access, pool.id, pool.refresh),
        }
      : {},
  () => ({}),
];

function placeholderProblem(pool: NewPool): string | undefined {
  if (pool.verifyBy === 'CONFIRM_WITH_LINK') {
    return /\{##.+##\}/.test(pool.emailMessage) ? undefined : 'The text must hold {##words of the link##}.';
  }
  return pool.emailMessage.includes('{####}') ? undefined : 'The text must hold {####}: the code stands there.';
}

function customProblems(attribute: CustomAttribute, all: readonly CustomAttribute[]): Problems {
  const twice = all.some((other) => other.key < attribute.key && other.name === attribute.name);
  return present({
    [`custom-${attribute.key}`]:
      textProblem(attribute.name, ATTRIBUTE_NAME) ?? (twice ? 'This name is taken by another attribute.' : undefined),
  });
}

/** A custom attribute as AWS takes it: `custom:` is put before its name there. */
export function customSchema(attribute: CustomAttribute): SchemaAttributeType {
  const { min, max } = attribute;
  return {
    Name: attribute.name,
    AttributeDataType: attribute.type,
    Mutable: attribute.mutable,
    ...(attribute.type === 'String'
      ? {
          StringAttributeConstraints: {
            MinLength: min || String(ATTRIBUTE_LENGTH.min),
            MaxLength: max || String(ATTRIBUTE_LENGTH.max),
          },
        }
      : {}),
    ...(attribute.type === 'Number' && (min !== '' || max !== '')
      ? {
          NumberAttributeConstraints: {
            ...(min === '' ? {} : { MinValue: min }),
            ...(max === '' ? {} : { MaxValue: max }),
          },
        }
      : {}),
  };
}

const USERNAME_ATTRIBUTES: Readonly<Record<SignInName, CreateUserPoolRequest['UsernameAttributes']>> = {
  username: undefined,
  alias: undefined,
  email: ['email'],
  phone: ['phone_number'],
  'email-or-phone': ['email', 'phone_number'],
};

const RECOVERY: Readonly<Record<NewPool['recovery'], CreateUserPoolRequest['AccountRecoverySetting']>> = {
  verified_email: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] },
  verified_phone_number: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_phone_number' }] },
  'email-then-phone': {
    RecoveryMechanisms: [
      { Priority: 1, Name: 'verified_email' },
      { Priority: 2, Name: 'verified_phone_number' },
    ],
  },
  'phone-then-email': {
    RecoveryMechanisms: [
      { Priority: 1, Name: 'verified_phone_number' },
      { Priority: 2, Name: 'verified_email' },
    ],
  },
  admin_only: { RecoveryMechanisms: [{ Priority: 1, Name: 'admin_only' }] },
};

/** AWS's setting for a choice of account recovery. */
export function recoverySetting(choice: NewPool['recovery']): CreateUserPoolRequest['AccountRecoverySetting'] {
  return RECOVERY[choice];
}

/** The CreateUserPool call for what the wizard holds. */
export function createPoolRequest(pool: NewPool): CreateUserPoolRequest {
  const usernameAttributes = USERNAME_ATTRIBUTES[pool.signIn];
  const byLink = pool.verifyBy === 'CONFIRM_WITH_LINK';
  return {
    PoolName: pool.name,
    ...(usernameAttributes === undefined ? {} : { UsernameAttributes: usernameAttributes }),
    ...(pool.signIn === 'alias' ? { AliasAttributes: [...pool.aliases] } : {}),
    UsernameConfiguration: { CaseSensitive: pool.caseSensitive },
    Policies: {
      PasswordPolicy: {
        MinimumLength: Number(pool.minimumLength),
        RequireUppercase: pool.uppercase,
        RequireLowercase: pool.lowercase,
        RequireNumbers: pool.numbers,
        RequireSymbols: pool.symbols,
        TemporaryPasswordValidityDays: Number(pool.temporaryDays),
      },
    },
    MfaConfiguration: pool.mfa,
    ...(pool.autoVerify.length === 0 ? {} : { AutoVerifiedAttributes: [...pool.autoVerify] }),
    AccountRecoverySetting: RECOVERY[pool.recovery],
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: !pool.selfSignUp,
      InviteMessageTemplate: {
        EmailSubject: pool.inviteSubject,
        EmailMessage: pool.inviteMessage,
        SMSMessage: pool.inviteMessage,
      },
    },
    VerificationMessageTemplate: {
      DefaultEmailOption: pool.verifyBy,
      ...(byLink
        ? { EmailSubjectByLink: pool.emailSubject, EmailMessageByLink: pool.emailMessage }
        : { EmailSubject: pool.emailSubject, EmailMessage: pool.emailMessage }),
      SmsMessage: pool.smsMessage,
    },
    ...(pool.required.length + pool.custom.length === 0
      ? {}
      : {
          Schema: [
            ...pool.required.map((Name) => ({ Name, Required: true, Mutable: true })),
            ...pool.custom.map(customSchema),
          ],
        }),
    DeletionProtection: pool.deletionProtection ? 'ACTIVE' : 'INACTIVE',
  };
}

/** The CreateUserPoolClient call for the wizard's first client; the pool's id is known only once the pool exists. */
export function createClientRequest(pool: NewPool, poolId: string): CreateUserPoolClientRequest {
  return {
    UserPoolId: poolId,
    ClientName: pool.clientName,
    GenerateSecret: pool.secret,
    ExplicitAuthFlows: [...pool.flows],
    AccessTokenValidity: Number(pool.access.value),
    IdTokenValidity: Number(pool.id.value),
    RefreshTokenValidity: Number(pool.refresh.value),
    TokenValidityUnits: { AccessToken: pool.access.unit, IdToken: pool.id.unit, RefreshToken: pool.refresh.unit },
    PreventUserExistenceErrors: pool.hideMissingUsers ? 'ENABLED' : 'LEGACY',
  };
}
