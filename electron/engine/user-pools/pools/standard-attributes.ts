import { ATTRIBUTE_LENGTH } from '../../../../shared/aws/limits.ts';
import type { SchemaAttributeType } from '../../../../shared/aws/types/cognito-idp.ts';

const text = (
  name: string,
  min = String(ATTRIBUTE_LENGTH.min),
  max = String(ATTRIBUTE_LENGTH.max),
): SchemaAttributeType => ({
  Name: name,
  AttributeDataType: 'String',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  StringAttributeConstraints: { MinLength: min, MaxLength: max },
});

const flag = (name: string): SchemaAttributeType => ({
  Name: name,
  AttributeDataType: 'Boolean',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
});

/**
 * The attributes that every pool has, in the order in which DescribeUserPool lists them.
 *
 * OpenID Connect Core section 5.1, and `identities`, which Cognito itself writes for federated users.
 */
export const STANDARD_ATTRIBUTES: readonly SchemaAttributeType[] = [
  text('profile'),
  text('address'),
  text('birthdate', '10', '10'),
  text('gender'),
  text('preferred_username'),
  {
    Name: 'updated_at',
    AttributeDataType: 'Number',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    NumberAttributeConstraints: { MinValue: '0' },
  },
  text('website'),
  text('picture'),
  { ...text('identities'), StringAttributeConstraints: {} },
  { ...text('sub', '1'), Mutable: false, Required: true },
  text('phone_number'),
  flag('phone_number_verified'),
  text('zoneinfo'),
  text('locale'),
  text('email'),
  flag('email_verified'),
  text('given_name'),
  text('family_name'),
  text('middle_name'),
  text('name'),
  text('nickname'),
];

const BY_NAME: ReadonlyMap<string, SchemaAttributeType> = new Map(
  STANDARD_ATTRIBUTES.map((attribute) => [attribute.Name ?? '', attribute]),
);

/** The standard attribute of a name, as pools have it that say nothing about it. */
export const standardAttribute = (name: string): SchemaAttributeType | undefined => BY_NAME.get(name);

/** Attributes that no client may write, whatever its WriteAttributes say. */
export const NEVER_CLIENT_WRITABLE: ReadonlySet<string> = new Set([
  'sub',
  'identities',
  'email_verified',
  'phone_number_verified',
]);
