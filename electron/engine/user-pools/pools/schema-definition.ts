import { ATTRIBUTE_LENGTH, QUOTAS } from '../../../../shared/aws/limits.ts';
import type {
  NumberAttributeConstraintsType,
  SchemaAttributeType,
  StringAttributeConstraintsType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { STANDARD_ATTRIBUTES, standardAttribute } from './standard-attributes.ts';

type SchemaCtx = Ctx<'InvalidParameterException'>;

/**
 * The full schema of a new pool: every standard attribute with what `Schema` says of it, then the custom
 * ones as `custom:NAME` or `dev:custom:NAME`.
 *
 * Refuses `InvalidParameterException` for a standard attribute of another type, a required custom one, a
 * name given twice, and constraints that no value can meet.
 */
export function schemaFrom(ctx: SchemaCtx, schema: readonly SchemaAttributeType[] = []): SchemaAttributeType[] {
  const standard = new Map(STANDARD_ATTRIBUTES.map((attribute) => [attribute.Name ?? '', attribute]));
  const custom: SchemaAttributeType[] = [];
  const seen = new Set<string>();
  for (const given of schema) {
    const name = nameOf(ctx, given);
    const known = standardAttribute(name);
    const attribute = known === undefined ? customAttribute(ctx, given) : standardFrom(ctx, known, given);
    refuseTwice(ctx, seen, attribute.Name ?? '');
    if (known === undefined) custom.push(attribute);
    else standard.set(name, attribute);
  }
  return [...standard.values(), ...custom];
}

/**
 * A schema with custom attributes added; what is there stays.
 *
 * Refuses a name that the pool has, and more than 50 custom attributes.
 */
export function withCustomAttributes(
  ctx: SchemaCtx,
  schema: readonly SchemaAttributeType[],
  added: readonly SchemaAttributeType[],
): SchemaAttributeType[] {
  const result = [...schema];
  const seen = new Set(schema.map(({ Name }) => Name ?? ''));
  for (const given of added) {
    const attribute = customAttribute(ctx, given);
    refuseTwice(ctx, seen, attribute.Name ?? '');
    result.push(attribute);
  }
  const customs = result.length - STANDARD_ATTRIBUTES.length;
  if (customs > QUOTAS.CustomAttributesPerPool)
    return ctx.refuse(
      'InvalidParameterException',
      `Number of custom attributes cannot exceed ${QUOTAS.CustomAttributesPerPool}.`,
      `The pool would have ${customs} custom attributes.`,
    );
  return result;
}

function refuseTwice(ctx: SchemaCtx, seen: Set<string>, name: string): void {
  if (seen.has(name))
    ctx.refuse(
      'InvalidParameterException',
      `${name}: Existing attribute already has name ${name}.`,
      `The schema has an attribute ${name} already; attributes can be neither changed nor removed.`,
    );
  seen.add(name);
}

function nameOf(ctx: SchemaCtx, { Name }: SchemaAttributeType): string {
  return (
    Name ??
    ctx.refuse(
      'InvalidParameterException',
      'Invalid Name input for a schema attribute.',
      'A schema attribute has no Name.',
    )
  );
}

function standardFrom(ctx: SchemaCtx, known: SchemaAttributeType, given: SchemaAttributeType): SchemaAttributeType {
  const name = known.Name ?? '';
  const otherType = given.AttributeDataType !== undefined && given.AttributeDataType !== known.AttributeDataType;
  if (otherType || given.DeveloperOnlyAttribute === true)
    return ctx.refuse(
      'InvalidParameterException',
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${name}`,
      `${name} is a standard attribute of type ${known.AttributeDataType}.`,
    );
  const attribute = {
    ...known,
    // `sub` is Cognito's own: it stays required and immutable whatever is asked for.
    ...(name === 'sub' ? {} : { Mutable: given.Mutable ?? known.Mutable, Required: given.Required ?? known.Required }),
  } as SchemaAttributeType;
  return { ...attribute, ...constraintsFrom(ctx, attribute, given) };
}

/** A custom attribute with its prefixed name. `Mutable` is true unless given. */
function customAttribute(ctx: SchemaCtx, given: SchemaAttributeType): SchemaAttributeType {
  const name = nameOf(ctx, given);
  if (given.AttributeDataType === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
      `${name} is no standard attribute, and a custom one needs an AttributeDataType.`,
    );
  if (given.Required === true)
    return ctx.refuse(
      'InvalidParameterException',
      'Required custom attributes are not supported currently.',
      `${name} is no standard attribute, and only standard attributes can be required.`,
    );
  const developerOnly = given.DeveloperOnlyAttribute === true;
  const attribute: SchemaAttributeType = {
    Name: `${developerOnly ? 'dev:' : ''}custom:${name}`,
    AttributeDataType: given.AttributeDataType,
    DeveloperOnlyAttribute: developerOnly,
    Mutable: given.Mutable ?? true,
    Required: false,
  };
  return { ...attribute, ...constraintsFrom(ctx, attribute, given) };
}

/** The constraints that go with an attribute's type: those given, else those it has, else none. */
function constraintsFrom(
  ctx: SchemaCtx,
  attribute: SchemaAttributeType,
  given: SchemaAttributeType,
): Pick<SchemaAttributeType, 'StringAttributeConstraints' | 'NumberAttributeConstraints'> {
  const name = attribute.Name ?? '';
  if (attribute.AttributeDataType === 'String') {
    const constraints = given.StringAttributeConstraints ?? attribute.StringAttributeConstraints ?? {};
    checkLengths(ctx, name, constraints);
    return { StringAttributeConstraints: constraints };
  }
  if (attribute.AttributeDataType === 'Number') {
    const constraints = given.NumberAttributeConstraints ?? attribute.NumberAttributeConstraints ?? {};
    checkRange(ctx, name, constraints);
    return { NumberAttributeConstraints: constraints };
  }
  return {};
}

function checkLengths(ctx: SchemaCtx, name: string, { MinLength, MaxLength }: StringAttributeConstraintsType): void {
  for (const limit of [MinLength, MaxLength]) {
    if (limit === undefined) continue;
    if (!/^\d+$/.test(limit)) return refuseConstraint(ctx, 'StringAttributeConstraints', name, limit);
    if (Number(limit) > ATTRIBUTE_LENGTH.max)
      return ctx.refuse(
        'InvalidParameterException',
        `user.${name}: String attributes cannot have a length of more than ${ATTRIBUTE_LENGTH.max}`,
        `A length limit of ${name} is ${limit}.`,
      );
  }
  if (MinLength !== undefined && MaxLength !== undefined && Number(MinLength) > Number(MaxLength))
    ctx.refuse(
      'InvalidParameterException',
      `user.${name}: Max length cannot be less than min length.`,
      `MinLength is ${MinLength}, MaxLength ${MaxLength}.`,
    );
}

function checkRange(ctx: SchemaCtx, name: string, { MinValue, MaxValue }: NumberAttributeConstraintsType): void {
  for (const limit of [MinValue, MaxValue])
    if (limit !== undefined && !/^-?\d+$/.test(limit))
      return refuseConstraint(ctx, 'NumberAttributeConstraints', name, limit);
  if (MinValue !== undefined && MaxValue !== undefined && Number(MinValue) > Number(MaxValue))
    ctx.refuse(
      'InvalidParameterException',
      `user.${name}: Max value cannot be less than min value.`,
      `MinValue is ${MinValue}, MaxValue ${MaxValue}.`,
    );
}

function refuseConstraint(ctx: SchemaCtx, kind: string, name: string, limit: string): void {
  ctx.refuse(
    'InvalidParameterException',
    `Invalid ${kind} for schema attribute ${name}`,
    `${JSON.stringify(limit)} is not a whole number.`,
  );
}
