/**
 * Limits of AWS, for the engine and for forms: those of the contracts, which forms ask for by `limitsOf`, and
 * those that stand in none of the models, said here once.
 */
import { TOKEN_VALIDITY } from './defaults.ts';
import formLimits from './model/form-limits.json' with { type: 'json' };
import type { Shape } from './models.ts';
import type { TimeUnitsType } from './types/cognito-idp.ts';

/** What the contract says of one member of an operation's input. */
export type Limits = Pick<Shape, 'min' | 'max' | 'pattern'> & { readonly required?: boolean };

type Named<Name> = Name extends `${infer Service} ${infer Operation} ${infer Path}`
  ? [service: Service, operation: Operation, path: Path]
  : never;

/**
 * The contract's limits of one member of an operation's input: `limitsOf('cognito-idp', 'CreateGroup', 'GroupName')`.
 *
 * A path names members with dots; `member` is an item of a list, `key` and `value` those of a map. A name that is
 * new in `renderer/` is known after `npm run generate`.
 */
export function limitsOf(...[service, operation, path]: Named<keyof typeof formLimits>): Limits {
  return (formLimits as Readonly<Record<string, Limits>>)[`${service} ${operation} ${path}`] ?? {};
}

export type Token = keyof typeof TOKEN_VALIDITY;

export const SECONDS_PER_UNIT = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
} as const satisfies Record<TimeUnitsType, number>;

/** How short and how long a client's tokens may live. Amazon Cognito, CreateUserPoolClient. */
export const TOKEN_VALIDITY_SECONDS: Readonly<Record<Token, { readonly min: number; readonly max: number }>> = {
  AccessToken: { min: 5 * SECONDS_PER_UNIT.minutes, max: SECONDS_PER_UNIT.days },
  IdToken: { min: 5 * SECONDS_PER_UNIT.minutes, max: SECONDS_PER_UNIT.days },
  RefreshToken: { min: SECONDS_PER_UNIT.hours, max: 3650 * SECONDS_PER_UNIT.days },
};

/** A validity in seconds. Without a value, or with 0, it is AWS's default; without a unit, the token's own. */
export function validitySeconds(token: Token, value: number | undefined, unit?: TimeUnitsType): number {
  const standard = TOKEN_VALIDITY[token];
  if (value === undefined || value === 0) return standard.value * SECONDS_PER_UNIT[standard.unit];
  return value * SECONDS_PER_UNIT[unit ?? standard.unit];
}

/** How many of a thing there may be. Amazon Cognito, "Quotas"; IAM, "IAM and AWS STS quotas". */
export const QUOTAS = {
  TagsPerResource: 50,
  CustomAttributesPerPool: 50,
  RulesPerMapping: 25,
  PoliciesPerRole: 10,
  PoliciesPerUser: 10,
  VersionsPerPolicy: 5,
} as const;

/** Characters that a text attribute of a user may have, unless its schema says less. Amazon Cognito, SchemaAttributeType. */
export const ATTRIBUTE_LENGTH = { min: 0, max: 2048 } as const;

/** Characters that IAM takes in a policy document. Amazon IAM, "IAM and AWS STS quotas": white space does not count. */
export const POLICY_CHARACTERS = {
  managed: 6144,
  trust: 2048,
  inlineOfRole: 10_240,
  inlineOfUser: 2048,
} as const;
