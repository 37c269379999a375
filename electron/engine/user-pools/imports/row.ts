import type { PasswordHashingAlgorithmType } from '../../../../shared/aws/types/cognito-idp.ts';
import { fieldsOf, MAX_ROW_CHARACTERS } from '../../../../shared/user-csv.ts';
import { faultOf } from '../../kernel/fault.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { LogLine } from '../../store/imports.ts';
import type { Pool } from '../../store/pools.ts';
import { checkAttributes, foldValue } from '../pools/attribute-schema.ts';
import { indexOf, namedByContact, takenAlias } from '../users/attributes.ts';
import { nameUser, type NewUser } from '../users/new-user.ts';
import { hashProblem } from './hashes.ts';
import { MFA_ENABLED, PASSWORD_HASH, USERNAME } from './header.ts';
import type { ImportedHash } from './imported-hash.ts';
import type { Line } from './lines.ts';

/** What decides about rows: the pool, the job's algorithm, and the file's columns in their order. */
type RowRules = {
  readonly pool: Pool;
  readonly algorithm: PasswordHashingAlgorithmType | undefined;
  readonly columns: readonly string[];
};

/** A user as a row describes them. */
export type RowUser = NewUser & {
  /** What the row calls them. */
  readonly shownName: string;
  readonly smsMfa: boolean;
  readonly hash: ImportedHash | undefined;
};

type RowCtx = Ctx<'InvalidParameterException'>;
type Values = Readonly<Record<string, string>>;
/** What is wrong with a row, in words, or nothing. */
type RowCheck = (values: Values, rules: RowRules) => string | undefined;

const NAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;
const FLAGS = ['email_verified', 'phone_number_verified'] as const;
export const SUCCEEDED = 'The import succeeded.';
const EXISTS = 'The user already exists.';

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true';
const isFlag = (value: string): boolean => /^(true|false)$/i.test(value);

/** In the order in which they are looked at; the first finding is the row's. */
const CHECKS: readonly RowCheck[] = [
  (values) =>
    NAME.test(values[USERNAME] ?? '')
      ? undefined
      : `The User Record does not set ${USERNAME} to a name of 1 to 128 characters without spaces or tabs.`,
  mfaProblem,
  (values) => {
    const wrong = FLAGS.find((flag) => values[flag] !== '' && !isFlag(values[flag] ?? ''));
    return wrong === undefined ? undefined : `The User Record sets ${wrong} to neither TRUE nor FALSE.`;
  },
  (values, { pool }) =>
    (pool.settings.AutoVerifiedAttributes ?? []).some((name) => isTrue(values[`${name}_verified`]))
      ? undefined
      : 'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
  (values) => {
    const empty = FLAGS.find((flag) => isTrue(values[flag]) && values[flag.replace('_verified', '')] === '');
    return empty === undefined
      ? undefined
      : `The User Record sets ${empty} to true, but has no ${empty.replace('_verified', '')}.`;
  },
  ({ birthdate = '' }) =>
    birthdate === '' || /^\d{2}\/\d{2}\/\d{4}$/.test(birthdate)
      ? undefined
      : 'The User Record sets birthdate to a value that is not in the format mm/dd/yyyy.',
  ({ updated_at = '' }) =>
    /^\d*$/.test(updated_at)
      ? undefined
      : 'The User Record sets updated_at to a value that is not in seconds since the epoch.',
  (values, { algorithm }) => {
    const hash = values[PASSWORD_HASH] ?? '';
    if (hash === '') return undefined;
    return algorithm === undefined
      ? 'The User Record has a password hash, but the import job has no PasswordHashingAlgorithm.'
      : hashProblem(algorithm, hash);
  },
];

/**
 * Reads a line behind the header.
 *
 * @returns the user it describes, what is wrong with it in words, or nothing for an empty line
 */
export function readRow(ctx: RowCtx, rules: RowRules, line: Line): RowUser | string | undefined {
  if (line.problem === 'too long') return `The row is longer than ${MAX_ROW_CHARACTERS} characters.`;
  if (line.text === undefined) return 'The row is not encoded in UTF-8.';
  if (line.text.trim() === '') return undefined;
  const fields = fieldsOf(line.text);
  const { columns } = rules;
  if (fields.length !== columns.length)
    return `The row has ${fields.length} values, but the header has ${columns.length} columns.`;
  const values = Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']));
  for (const check of CHECKS) {
    const finding = check(values, rules);
    if (finding !== undefined) return finding;
  }
  return inWords(() => userIn(ctx, rules, values));
}

/**
 * Why a user cannot be stored as things stand: the name is taken, so that the row is skipped, or a value that
 * signs in is another user's.
 */
export function conflictOf(ctx: Ctx, pool: Pool, user: NewUser): Pick<LogLine, 'outcome' | 'text'> | undefined {
  if (ctx.store.users.byKey(pool.id, foldValue(pool, 'username', user.username)) !== undefined)
    return { outcome: 'SKIPPED', text: EXISTS };
  const taken = takenAlias(ctx, pool, user);
  if (taken === undefined) return undefined;
  return namedByContact(pool)
    ? { outcome: 'SKIPPED', text: EXISTS }
    : { outcome: 'FAILED', text: `An account with the ${taken.name} already exists.` };
}

/**
 * Stores the user of a row and returns them. Inside `ctx.write`; the pool's count is left to the caller.
 *
 * CONFIRMED with the hash of their password, else RESET_REQUIRED: they then set one by ForgotPassword.
 */
export function storeRow(ctx: Ctx, pool: Pool, jobId: string, { username, sub, attributes, smsMfa, hash }: RowUser) {
  const now = ctx.now();
  const mfa = {
    MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }],
    PreferredMfaSetting: 'SMS_MFA',
    UserMFASettingList: ['SMS_MFA'],
  };
  return ctx.store.users.insert(
    {
      poolId: pool.id,
      username,
      sub,
      attributes,
      status: hash === undefined ? 'RESET_REQUIRED' : 'CONFIRMED',
      enabled: true,
      salt: undefined,
      verifier: undefined,
      passwordSetAt: hash === undefined ? undefined : now,
      signedOutAt: 0,
      failures: 0,
      failedAt: 0,
      extras: { importJob: jobId, ...(hash === undefined ? {} : { importedHash: hash }), ...(smsMfa ? { mfa } : {}) },
      createdAt: now,
      modifiedAt: now,
    },
    indexOf(pool, { username, attributes }),
  );
}

/** Required, FALSE where the pool has MFA off, TRUE where it insists on it. */
function mfaProblem(values: Values, { pool }: RowRules): string | undefined {
  const value = values[MFA_ENABLED] ?? '';
  if (!isFlag(value)) return `The User Record sets ${MFA_ENABLED} to neither TRUE nor FALSE.`;
  const { MfaConfiguration = 'OFF' } = pool.settings;
  if (MfaConfiguration === 'OFF' && isTrue(value))
    return `The User Record sets ${MFA_ENABLED} to true, but multi-factor authentication is off in the user pool.`;
  return MfaConfiguration === 'ON' && !isTrue(value)
    ? `The User Record sets ${MFA_ENABLED} to false, but the user pool requires multi-factor authentication.`
    : undefined;
}

function userIn(ctx: RowCtx, { pool, algorithm }: RowRules, values: Values): RowUser {
  const shownName = values[USERNAME] ?? '';
  const { [PASSWORD_HASH]: hash = '', [MFA_ENABLED]: mfa, [USERNAME]: _, ...rest } = values;
  const { birthdate = '' } = rest;
  const given = {
    ...rest,
    birthdate: birthdate.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$1-$2'),
    ...Object.fromEntries(FLAGS.map((flag) => [flag, (rest[flag] ?? '').toLowerCase()])),
  };
  const named = nameUser(ctx, pool, shownName, withoutEmpty(given));
  checkAttributes(ctx, pool, { ...named.attributes }, 'create');
  return {
    ...named,
    shownName,
    smsMfa: isTrue(mfa) && named.attributes['phone_number'] !== undefined,
    hash: hash === '' || algorithm === undefined ? undefined : { algorithm, hash },
  };
}

const withoutEmpty = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** A refusal as the text of a log line. */
function inWords(run: () => RowUser): RowUser | string {
  try {
    return run();
  } catch (error) {
    const fault = faultOf(error);
    if (fault !== undefined) return fault.message.trim().replaceAll(/\s*\n\s*/g, ' ');
    throw error;
  }
}
