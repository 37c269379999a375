import type { PasswordHashingAlgorithmType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Pool } from '../../store/pools.ts';
import { schemaOf } from '../pools/attribute-schema.ts';

/** The standard attributes that a file has, in the order of AWS's template. */
const STANDARD = [
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'email',
  'email_verified',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'phone_number',
  'phone_number_verified',
  'address',
  'updated_at',
] as const;

export const USERNAME = 'cognito:username';
export const MFA_ENABLED = 'cognito:mfa_enabled';
export const PASSWORD_HASH = 'password_hash';

/** The columns of a pool's import file: standard attributes, the pool's own, and what is no attribute. */
export function csvHeader(pool: Pool): string[] {
  const custom = schemaOf(pool).flatMap(({ Name = '' }) => (Name.includes('custom:') ? [Name] : []));
  return [...STANDARD, ...custom, MFA_ENABLED, USERNAME, PASSWORD_HASH];
}

/**
 * What is wrong with the header of a file, in words, or nothing.
 *
 * Every column is there once, in any order, and no other one. The column of hashes may be missing where the
 * job names no algorithm.
 */
export function headerProblem(
  pool: Pool,
  algorithm: PasswordHashingAlgorithmType | undefined,
  columns: readonly string[],
): string | undefined {
  if (columns[0]?.startsWith('\uFEFF') === true)
    return 'The CSV file begins with a byte order mark; it must be UTF-8 without one.';
  const expected = csvHeader(pool);
  const quoted = columns.find((column) => column.startsWith('"'));
  if (quoted !== undefined && expected.includes(quoted.replaceAll('"', '')))
    return `The header of the CSV file has quotation marks (${quoted}); values are not quoted.`;
  const missing = expected.find(
    (column) => !columns.includes(column) && (column !== PASSWORD_HASH || algorithm !== undefined),
  );
  if (missing !== undefined) return `The header of the CSV file lacks the column ${missing}.`;
  const unknown = columns.find((column) => !expected.includes(column));
  if (unknown !== undefined) return `The header of the CSV file has the column ${unknown}, which the user pool lacks.`;
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  return twice === undefined ? undefined : `The header of the CSV file has the column ${twice} twice.`;
}
