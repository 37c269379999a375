import { isObject } from '../json.ts';
import type { Fault, Service } from '../contract.ts';
import { contracts, FREE_SHAPES, type AwsService, type ServiceModel, type Shape } from './models.ts';
import { patternOf } from './patterns.ts';

/**
 * Where the models and recorded answers of AWS disagree, recorded answers win. By shape name.
 *
 * - PasswordType: inner spaces are allowed, leading and trailing ones are not.
 * - Document: free-form JSON, which the data shows as an empty structure.
 */
const OVERRIDES: Readonly<Record<string, Partial<Shape>>> = {
  PasswordType: { pattern: '^[\\S]+.*[\\S]+$' },
  Document: { type: 'document' },
};

/**
 * Shapes marked sensitive whose value AWS's recorded messages show all the same.
 */
const QUOTED_THOUGH_SENSITIVE: ReadonlySet<string> = new Set(['UsernameType', 'ClientIdType']);

/**
 * Values that our own conventions add to what AWS accepts, by shape name.
 *
 * - ClientNameType: `_custom_id_:ID` and `_custom_id_:ID:NAME` fix an app client's id, as other local
 *   identity servers have it; AWS's pattern has no colon.
 * - ExplicitAuthFlowsType: `ALLOW_CLIENT_TOKEN_AUTH` opens GetClientToken; AWS documents it, its models lack it.
 * - DomainType: a custom domain is a whole host name; AWS's pattern is that of a prefix.
 */
const ALSO_ACCEPTED: Readonly<Record<string, RegExp>> = {
  DomainType: /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/,
  ExplicitAuthFlowsType: /^ALLOW_CLIENT_TOKEN_AUTH$/,
  ClientNameType: /^_custom_id_:[\w+]{1,128}(?::[\w\s+=,.@-]{1,128})?$/,
};

type Finding = { readonly path: string; readonly shown: string; readonly rule: string };

/** What a value of the wrong JSON type is refused with, before any constraint is looked at. */
class WrongType extends Error {}

/**
 * Checks an input against its operation's contract, as AWS does before anything else.
 *
 * @returns nothing when it conforms; otherwise `SerializationException` for a wrong JSON type, or the
 * service's validation fault with AWS's wording, listing every violated constraint
 */
export function validate(
  service: Exclude<Service, 'poolkeeper'>,
  operation: string,
  input: unknown,
): Fault | undefined {
  const model: ServiceModel = contracts[service];
  const shape = model.operations[operation]?.input;
  if (shape === null || shape === undefined) return undefined;
  const findings: Finding[] = [];
  try {
    check(model, shape, input ?? {}, '', findings);
  } catch (error) {
    if (error instanceof WrongType) return { code: 'SerializationException', message: error.message };
    throw error;
  }
  return findings.length === 0 ? undefined : faultFor(service, findings);
}

/**
 * Checks an output against its operation's contract; tests use it to prove that answers conform.
 *
 * @returns the violations in words, empty when it conforms
 */
export function violations(service: Exclude<Service, 'poolkeeper'>, operation: string, output: unknown): string[] {
  const model: ServiceModel = contracts[service];
  const shape = model.operations[operation]?.output;
  if (shape === undefined) return [`${operation} is not in the contract`];
  const findings: Finding[] = [];
  try {
    check(model, shape, output ?? {}, '', findings);
  } catch (error) {
    if (error instanceof WrongType) return [error.message];
    throw error;
  }
  return [...findings.map(({ path, rule }) => `${path}: ${rule}`), ...unknownMembers(model, shape, output, '')];
}

/** Members that the contract does not know, anywhere in a value. */
function unknownMembers(model: ServiceModel, shapeName: string | null, value: unknown, path: string): string[] {
  const shape = shapeName === null ? ({ type: 'structure' } as const) : shapeOf(model, shapeName);
  if (value === undefined || value === null || (shapeName !== null && FREE_SHAPES.has(shapeName))) return [];
  if (shape.type === 'structure') {
    return Object.entries(value).flatMap(([name, member]) => {
      const target = shape.members?.[name];
      if (target === undefined) return member === undefined ? [] : [`${path}${name}: not in the contract`];
      return unknownMembers(model, target, member, `${path}${name}.`);
    });
  }
  if (shape.type === 'list')
    return (value as unknown[]).flatMap((item) => unknownMembers(model, shape.member ?? '', item, path));
  if (shape.type === 'map')
    return Object.values(value).flatMap((item) => unknownMembers(model, shape.value ?? '', item, path));
  return [];
}

function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`${model.service} has no shape ${name}`);
  const override = OVERRIDES[name];
  return override === undefined ? shape : { ...shape, ...override };
}

function faultFor(service: AwsService, findings: readonly Finding[]): Fault {
  const count = findings.length;
  const message = `${count} validation error${count === 1 ? '' : 's'} detected: ${findings
    .map(({ path, shown, rule }) => `Value ${shown}at '${path}' failed to satisfy constraint: ${rule}`)
    .join('; ')}`;
  switch (service) {
    case 'cognito-idp':
      return { code: 'InvalidParameterException', message };
    case 'cognito-identity':
      return { code: 'ValidationException', message };
    case 'iam':
      return { code: 'ValidationError', message: iamNameFault(findings) ?? message, status: 400 };
    case 'sts':
      return { code: 'ValidationError', message, status: 400 };
    case 's3':
      return s3Fault(findings, message);
  }
}

/** IAM has words of its own for a name with other characters than it takes, where nothing else is wrong. */
function iamNameFault([finding, ...more]: readonly Finding[]): string | undefined {
  if (finding === undefined || more.length > 0) return undefined;
  const ofName = finding.rule === 'Member must satisfy regular expression pattern: [\\w+=,.@-]+';
  return ofName && finding.path.endsWith('Name')
    ? `The specified value for ${finding.path} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`
    : undefined;
}

/** S3 speaks of its own names rather than of constraints. */
function s3Fault(findings: readonly Finding[], message: string): Fault {
  const path = findings[0]?.path;
  if (path === 'bucket')
    return { code: 'InvalidBucketName', message: 'The specified bucket is not valid.', status: 400 };
  if (path === 'key') return { code: 'KeyTooLongError', message: 'Your key is too long', status: 400 };
  return { code: 'InvalidArgument', message, status: 400 };
}

function check(model: ServiceModel, shapeName: string | null, value: unknown, path: string, findings: Finding[]): void {
  const shape: Shape = shapeName === null ? { type: 'structure' } : shapeOf(model, shapeName);
  expectType(shape, value);
  switch (shape.type) {
    case 'structure':
      return checkStructure(model, shape, value as Record<string, unknown>, path, findings);
    case 'list':
      return checkList(model, shape, value as unknown[], path, findings);
    case 'map':
      return checkMap(model, shape, value as Record<string, unknown>, path, findings);
    default: {
      if (typeof value === 'string' && ALSO_ACCEPTED[shapeName ?? '']?.test(value) === true) return;
      const hidden = shape.sensitive === true && !QUOTED_THOUGH_SENSITIVE.has(shapeName ?? '');
      const shown = hidden ? '' : `'${String(value)}' `;
      for (const rule of rulesBroken(shape, value)) findings.push({ path, shown, rule });
    }
  }
}

function checkStructure(
  model: ServiceModel,
  shape: Shape,
  value: Record<string, unknown>,
  path: string,
  findings: Finding[],
): void {
  for (const [member, target] of Object.entries(shape.members ?? {})) {
    const inner = value[member];
    const innerPath = path === '' ? lowerFirst(member) : `${path}.${lowerFirst(member)}`;
    if (inner !== undefined && inner !== null) {
      check(model, target, inner, innerPath, findings);
    } else if (shape.required?.includes(member) === true) {
      const hidden = shapeOf(model, target).sensitive === true && !QUOTED_THOUGH_SENSITIVE.has(target);
      findings.push({ path: innerPath, shown: hidden ? '' : 'null ', rule: 'Member must not be null' });
    }
  }
}

function checkList(model: ServiceModel, shape: Shape, value: unknown[], path: string, findings: Finding[]): void {
  const member = shapeOf(model, shape.member ?? '');
  const hidden = shape.sensitive === true || member.sensitive === true;
  const shown = hidden ? '' : `'${display(value)}' `;
  for (const rule of lengthRules(shape, value.length)) findings.push({ path, shown, rule });
  for (const [index, item] of value.entries()) {
    if (item === null || item === undefined) continue;
    const before = findings.length;
    check(model, shape.member ?? '', item, `${path}.${index + 1}.member`, findings);
    if (isScalar(member) && findings.length > before) {
      // A list of plain values is reported once, with the list as the value.
      const rules = findings.splice(before).map(({ rule }) => rule);
      findings.push({ path, shown, rule: `Member must satisfy constraint: [${rules.join(', ')}]` });
      return;
    }
  }
}

function checkMap(
  model: ServiceModel,
  shape: Shape,
  value: Record<string, unknown>,
  path: string,
  findings: Finding[],
): void {
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  const valueShape = shapeOf(model, shape.value ?? '');
  const keyShape = shapeOf(model, shape.key ?? '');
  const hidden = shape.sensitive === true || valueShape.sensitive === true;
  const shown = hidden ? '' : `'${display(value)}' `;
  for (const rule of lengthRules(shape, entries.length)) findings.push({ path, shown, rule });
  for (const [key, item] of entries) {
    const keyRules = rulesBroken(keyShape, key);
    if (keyRules.length > 0) {
      findings.push({ path, shown, rule: `Map keys must satisfy constraint: [${keyRules.join(', ')}]` });
      return;
    }
    const before = findings.length;
    check(model, shape.value ?? '', item, `${path}.${key}.member`, findings);
    if (isScalar(valueShape) && findings.length > before) {
      const rules = findings.splice(before).map(({ rule }) => rule);
      findings.push({ path, shown, rule: `Map value must satisfy constraint: [${rules.join(', ')}]` });
      return;
    }
  }
}

/** The constraints that a plain value breaks, in AWS's words. */
function rulesBroken(shape: Shape, value: unknown): string[] {
  if (shape.type === 'integer' || shape.type === 'long' || shape.type === 'double')
    return valueRules(shape, value as number);
  if (shape.type === 'blob') return lengthRules(shape, base64Length(value as string));
  if (shape.type !== 'string') return [];
  const text = value as string;
  const broken: string[] = [];
  if (shape.enum !== undefined && !shape.enum.includes(text))
    broken.push(`Member must satisfy enum value set: [${shape.enum.join(', ')}]`);
  // AWS counts code points.
  broken.push(...lengthRules(shape, codePoints(text)));
  if (
    shape.pattern !== undefined &&
    (shape.max === undefined || text.length <= shape.max * 2) &&
    !patternOf(shape.pattern).test(text)
  )
    broken.push(`Member must satisfy regular expression pattern: ${shape.pattern}`);
  return broken;
}

function lengthRules({ min, max }: Shape, length: number): string[] {
  if (max !== undefined && length > max) return [`Member must have length less than or equal to ${max}`];
  if (min !== undefined && length < min) return [`Member must have length greater than or equal to ${min}`];
  return [];
}

function valueRules({ min, max }: Shape, value: number): string[] {
  if (max !== undefined && value > max) return [`Member must have value less than or equal to ${max}`];
  if (min !== undefined && value < min) return [`Member must have value greater than or equal to ${min}`];
  return [];
}

/** Refuses a value whose JSON type is not the shape's, in the words of AWS's parser. */
function expectType(shape: Shape, value: unknown): void {
  switch (shape.type) {
    case 'string':
    case 'blob':
      if (typeof value !== 'string') throw new WrongType(notA(value, 'a String'));
      if (shape.type === 'blob' && !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw new WrongType('Invalid base64 content');
      return;
    case 'integer':
    case 'long':
      if (typeof value !== 'number')
        throw new WrongType(notA(value, shape.type === 'integer' ? 'an Integer' : 'a Long'));
      if (!Number.isSafeInteger(value) || (shape.type === 'integer' && Math.abs(value) > 2_147_483_648))
        throw new WrongType(notA(value, shape.type === 'integer' ? 'an Integer' : 'a Long'));
      return;
    case 'double':
      if (typeof value !== 'number') throw new WrongType(notA(value, 'a Double'));
      return;
    case 'timestamp':
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw new WrongType(notA(value, 'milliseconds since epoch'));
      return;
    case 'boolean':
      if (typeof value !== 'boolean') throw new WrongType(notA(value, 'a Boolean'));
      return;
    case 'list':
      if (!Array.isArray(value)) throw new WrongType(`Expected list or null${kindOf(value)}`);
      return;
    case 'structure':
    case 'map':
      if (!isObject(value))
        throw new WrongType(
          Array.isArray(value) ? 'Start of list found where not expected' : `Unexpected field type${kindOf(value)}`,
        );
      return;
    case 'stream':
    case 'document':
      return;
  }
}

function notA(value: unknown, wanted: string): string {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  if (typeof value === 'object') return 'Start of structure or map found where not expected.';
  return `${jsonKind(value)} can not be converted to ${wanted}`;
}

const kindOf = (value: unknown): string => (typeof value === 'object' ? '' : `: ${jsonKind(value)}`);

function jsonKind(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
    case 'boolean':
      return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
    default:
      return 'STRING_VALUE';
  }
}

const isScalar = (shape: Shape): boolean => shape.type !== 'structure' && shape.type !== 'list' && shape.type !== 'map';
const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const base64Length = (text: string): number => Math.floor((text.replace(/=+$/, '').length * 3) / 4);

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** A list or map as AWS prints it. */
function display(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(display).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${display(item)}`)
      .join(', ')}}`;
  return String(value);
}
