import { ATTRIBUTE_LENGTH } from '../../../../shared/aws/limits.ts';
import type { SchemaAttributeType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import { NEVER_CLIENT_WRITABLE, STANDARD_ATTRIBUTES } from './standard-attributes.ts';

/** Who writes attributes, and when: rules for required and immutable ones differ. */
export type AttributeMode = 'create' | 'update' | 'admin-create' | 'admin-update';

/** All attributes of a pool: the standard ones, then its own, each with type and constraints. */
export const schemaOf = (pool: Pool): SchemaAttributeType[] =>
  pool.settings.SchemaAttributes ?? [...STANDARD_ATTRIBUTES];

/** Whether the pool tells `Anna` from `anna`. The API's default is yes; it can never be changed. */
export const caseSensitive = (pool: Pool): boolean => pool.settings.UsernameConfiguration?.CaseSensitive ?? true;

/**
 * A value as the pool compares it: pools that are not case sensitive fold user names, e-mail addresses
 * and preferred user names. `name` is `username` or an attribute's name.
 */
export function foldValue(pool: Pool, name: string, value: string): string {
  const folds = name === 'username' || name === 'email' || name === 'preferred_username';
  return folds && !caseSensitive(pool) ? value.toLowerCase() : value;
}

/**
 * Which attributes a client's tokens and GetUser show.
 *
 * Without ReadAttributes: all of the schema. AWS does not list that default back.
 */
export function readableAttributes(pool: Pool, client: Client): (name: string) => boolean {
  const listed = client.settings.ReadAttributes;
  const names = new Set(listed === undefined ? schemaOf(pool).map(({ Name }) => Name) : ['sub', ...listed]);
  return (name) => names.has(name);
}

/**
 * Which attributes a client may write in SignUp and UpdateUserAttributes.
 *
 * Without WriteAttributes: all of the schema, except what only administrators write: developer-only
 * attributes, `sub`, `identities`, `email_verified` and `phone_number_verified`.
 */
export function writableAttributes(pool: Pool, client: Client): (name: string) => boolean {
  const listed = client.settings.WriteAttributes;
  const names = new Set(listed ?? schemaOf(pool).map(({ Name }) => Name));
  return (name) => names.has(name) && !NEVER_CLIENT_WRITABLE.has(name) && !name.startsWith('dev:');
}

/**
 * Checks attributes that are about to be written against the pool's schema.
 *
 * Names must exist, values fit type and constraints, immutable attributes are set at creation only, and
 * required ones are there. Administrators create users without required attributes, as on AWS. An empty
 * value clears an attribute and fits every type.
 *
 * Refuses `InvalidParameterException`: all findings in one message, each on its own line.
 */
export function checkAttributes(
  ctx: Ctx<'InvalidParameterException'>,
  pool: Pool,
  attributes: Record<string, string>,
  mode: AttributeMode,
): void {
  const schema = new Map(schemaOf(pool).map((attribute) => [attribute.Name ?? '', attribute]));
  const updates = mode === 'update' || mode === 'admin-update';
  const findings: string[] = [];
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = schema.get(name);
    if (attribute === undefined) {
      if (!updates && isCustom(name)) return refuseUndeclared(ctx, pool, name);
      findings.push(`${name}: Attribute does not exist in the schema.`);
      continue;
    }
    if (attribute.Mutable === false && (updates || name === 'sub'))
      findings.push(`${name}: Attribute cannot be updated. (changing an immutable attribute)`);
    else if (value !== '') findings.push(...valueFindings(attribute, value).map((finding) => `${name}: ${finding}`));
  }
  findings.push(...missing(schema, attributes, mode));
  if (findings.length > 0) {
    const message = updates
      ? `Invalid user attributes: ${findings.map((finding) => `user.${finding}\n`).join('')}`
      : `Attributes did not conform to the schema: ${findings.map((finding) => `${finding}\n`).join('')}`;
    return ctx.refuse(
      'InvalidParameterException',
      message,
      `The schema of the pool ${pool.id} says: ${findings.join(' ')}`,
    );
  }
  checkFormats(ctx, attributes);
}

const isCustom = (name: string): boolean => name.startsWith('custom:') || name.startsWith('dev:custom:');

function refuseUndeclared(ctx: Ctx<'InvalidParameterException'>, pool: Pool, name: string): never {
  return ctx.refuse(
    'InvalidParameterException',
    `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`,
    `The pool ${pool.id} has no attribute ${name}; AddCustomAttributes adds it.`,
  );
}

/** Required attributes without a value: absent at sign-up, emptied at an update. */
function missing(
  schema: ReadonlyMap<string, SchemaAttributeType>,
  attributes: Record<string, string>,
  mode: AttributeMode,
): string[] {
  const lacks = (name: string): boolean =>
    mode === 'create' ? (attributes[name] ?? '') === '' : mode === 'update' && attributes[name] === '';
  return [...schema.values()].flatMap(({ Name = '', Required }) =>
    Required === true && Name !== 'sub' && lacks(Name) ? [`${Name}: The attribute is required`] : [],
  );
}

/** What does not fit an attribute's type and constraints, in words. Lengths count code points. */
function valueFindings(attribute: SchemaAttributeType, value: string): string[] {
  switch (attribute.AttributeDataType) {
    case 'Number':
      return numberFindings(attribute, value);
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? [] : ['Attribute value must be true or false.'];
    case 'DateTime':
      return /^\d+$/.test(value) || !Number.isNaN(Date.parse(value))
        ? []
        : ['Attribute value must be a date and time.'];
    default:
      return lengthFindings(attribute, value);
  }
}

function numberFindings({ NumberAttributeConstraints }: SchemaAttributeType, value: string): string[] {
  if (!/^[+-]?\d+(\.\d+)?$/.test(value)) return ['Attribute value must be a number.'];
  const { MinValue, MaxValue } = NumberAttributeConstraints ?? {};
  return [
    ...(MinValue !== undefined && Number(value) < Number(MinValue)
      ? [`Attribute value must not be less than ${MinValue}.`]
      : []),
    ...(MaxValue !== undefined && Number(value) > Number(MaxValue)
      ? [`Attribute value must not be greater than ${MaxValue}.`]
      : []),
  ];
}

function lengthFindings({ StringAttributeConstraints }: SchemaAttributeType, value: string): string[] {
  const length = Array.from(value).length;
  const { MinLength = ATTRIBUTE_LENGTH.min, MaxLength = ATTRIBUTE_LENGTH.max } = StringAttributeConstraints ?? {};
  return [
    ...(length < Number(MinLength) ? [`Attribute value must have at least ${MinLength} characters.`] : []),
    ...(length > Number(MaxLength) ? [`Attribute value must have at most ${MaxLength} characters.`] : []),
  ];
}

/** Formats that hold in every pool: e-mail addresses, telephone numbers (E.164) and birth dates. */
function checkFormats(ctx: Ctx<'InvalidParameterException'>, attributes: Record<string, string>): void {
  const { email = '', phone_number: phone = '', birthdate = '' } = attributes;
  if (email !== '' && !isEmail(email))
    return ctx.refuse('InvalidParameterException', 'Invalid email address format.', `email is ${email}.`);
  if (phone !== '' && !isPhoneNumber(phone))
    return ctx.refuse(
      'InvalidParameterException',
      'Invalid phone number format.',
      'phone_number must be + and 5 to 15 digits (E.164).',
    );
  if (birthdate !== '' && !isDate(birthdate))
    return ctx.refuse('InvalidParameterException', 'Invalid birthdate format.', 'birthdate must be a date YYYY-MM-DD.');
}

/** Whether a value looks like an e-mail address: one `@`, no spaces, a domain without empty labels. */
export const isEmail = (value: string): boolean =>
  value.length <= 320 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*$/u.test(value);

/** Whether a value is `+` and 5 to 15 digits. ITU-T E.164. */
export const isPhoneNumber = (value: string): boolean => /^\+\d{5,15}$/.test(value);

function isDate(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  if (day === undefined) return false;
  // Year 0000 is what OpenID Connect has for "year omitted"; a leap year keeps 29 February possible.
  const date = new Date(Date.UTC(year === '0000' ? 2000 : Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
