import { ATTRIBUTE_LENGTH } from '../../../../shared/aws/limits.ts';
import type { AttributeListType, SchemaAttributeType } from '../../../../shared/aws/types/cognito-idp.ts';

/** A standard attribute as OpenID Connect names it, with what it holds. */
type StandardAttribute = { readonly name: string; readonly label: string; readonly holds: string };

/** The standard attributes that a pool can require at sign-up. */
export const STANDARD: readonly StandardAttribute[] = [
  { name: 'email', label: 'Email', holds: 'An address such as viewer@example.com.' },
  { name: 'phone_number', label: 'Phone number', holds: 'With + and country code: +14155550123.' },
  { name: 'name', label: 'Name', holds: 'The full name, as shown to others.' },
  { name: 'given_name', label: 'Given name', holds: 'First name.' },
  { name: 'family_name', label: 'Family name', holds: 'Last name.' },
  { name: 'middle_name', label: 'Middle name', holds: 'Middle name.' },
  { name: 'nickname', label: 'Nickname', holds: 'A casual name.' },
  { name: 'preferred_username', label: 'Preferred username', holds: 'A name that the user may change.' },
  { name: 'profile', label: 'Profile', holds: 'Address of a profile page.' },
  { name: 'picture', label: 'Picture', holds: 'Address of a picture.' },
  { name: 'website', label: 'Website', holds: 'Address of a website.' },
  { name: 'gender', label: 'Gender', holds: 'Free text.' },
  { name: 'birthdate', label: 'Birthdate', holds: 'Ten characters: YYYY-MM-DD.' },
  { name: 'zoneinfo', label: 'Time zone', holds: 'Such as Europe/Paris.' },
  { name: 'locale', label: 'Locale', holds: 'Such as en-US.' },
  { name: 'address', label: 'Address', holds: 'A postal address, as text.' },
  { name: 'updated_at', label: 'Updated at', holds: 'A time in epoch seconds.' },
];

/** Attributes that only the pool itself sets. */
const SET_BY_POOL: readonly string[] = [
  'sub',
  'identities',
  'cognito:username',
  'cognito:user_status',
  'cognito:mfa_enabled',
];
const FLAGS: readonly string[] = ['email_verified', 'phone_number_verified'];

/** The pool's attributes that an administrator may set, standard ones first. */
export function settableAttributes(schema: readonly SchemaAttributeType[]): readonly SchemaAttributeType[] {
  const order = (name: string): number => {
    const known = [...STANDARD.map((standard) => standard.name), ...FLAGS].indexOf(name);
    return known === -1 ? 100 : known;
  };
  return schema
    .filter(({ Name }) => Name !== undefined && !SET_BY_POOL.includes(Name))
    .toSorted((a, b) => order(a.Name ?? '') - order(b.Name ?? '') || (a.Name ?? '').localeCompare(b.Name ?? ''));
}

/** The names that an app client may be allowed to read. */
export function clientReadable(schema: readonly SchemaAttributeType[]): readonly string[] {
  return schema
    .map(({ Name }) => Name ?? '')
    .filter(
      (name) =>
        name !== '' &&
        !name.startsWith('dev:') &&
        !['sub', 'identities'].includes(name) &&
        !name.startsWith('cognito:'),
    );
}

/** The names that an app client may be allowed to write: the verification flags are never among them. */
export function clientWritable(schema: readonly SchemaAttributeType[]): readonly string[] {
  const mutable = new Set(
    schema.filter(({ Mutable, Required }) => Mutable !== false || Required === true).map(({ Name }) => Name),
  );
  return clientReadable(schema).filter(
    (name) => !FLAGS.includes(name) && (mutable.has(name) || name.startsWith('custom:')),
  );
}

/** One attribute's value, if the user has it. */
export function attribute(attributes: AttributeListType | undefined, name: string): string | undefined {
  return attributes?.find(({ Name }) => Name === name)?.Value;
}

/** What a schema asks of a value, in words: type, length or range, mutability. */
export function rulesOf(schema: SchemaAttributeType): string {
  const { StringAttributeConstraints: text, NumberAttributeConstraints: number } = schema;
  const range =
    text !== undefined
      ? [text.MinLength, text.MaxLength].every((limit) => limit === undefined)
        ? ''
        : text.MinLength === text.MaxLength
          ? `${text.MinLength} characters`
          : `${text.MinLength ?? ATTRIBUTE_LENGTH.min}–${text.MaxLength ?? ATTRIBUTE_LENGTH.max} characters`
      : number !== undefined && (number.MinValue !== undefined || number.MaxValue !== undefined)
        ? [
            number.MinValue === undefined ? '' : `at least ${number.MinValue}`,
            number.MaxValue === undefined ? '' : `at most ${number.MaxValue}`,
          ]
            .filter((part) => part !== '')
            .join(', ')
        : '';
  return [schema.AttributeDataType ?? 'String', range].filter((part) => part !== '').join(', ');
}
