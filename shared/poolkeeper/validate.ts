import type { Fault } from '../contract.ts';
import { z } from '../zod.ts';
import { INVALID_INPUT, type Declaration } from './declare.ts';
import { ownOperations } from './operations.ts';

/** Deepest nesting of an input. */
const MAX_DEPTH = 64;
/** Values in one input, counted with those inside lists and objects. */
const MAX_VALUES = 100_000;
/** Findings that a fault spells out. */
const MAX_SHOWN = 10;

type Finding = { readonly path: string; readonly rule: string };

/** An input that was taken, or why not. */
export type Checked = { readonly input: Record<string, unknown> } | { readonly fault: Fault };

const declarations: Readonly<Record<string, Declaration>> = ownOperations;
/** Schemas of inputs by operation, each made when it is first needed. */
const inputs = new Map<string, z.ZodType<Record<string, unknown>>>();
const outputs = new Map<string, z.ZodType>();

/** Whether there is such an operation of ours. */
export const isOwnOperation = (operation: string): boolean => Object.hasOwn(ownOperations, operation);

/**
 * Checks the input of one of our own operations against its declaration.
 *
 * @returns a copy of the input with its members as declared, or `InvalidParameterException` with AWS's wording,
 * which lists what is wrong
 */
export function checkedInput(operation: string, input: unknown): Checked {
  const unfit = unfitOf(input);
  if (unfit !== undefined) return { fault: faultOf([{ path: '', rule: unfit }]) };
  const schema = made(inputs, operation, ({ input: shape }) => z.strictObject(shape()));
  const read = schema.safeParse(input, { error: ruleOf });
  return read.success ? { input: read.data } : { fault: faultOf(read.error.issues.flatMap(findingsOf)) };
}

/**
 * Checks an output of one of our own operations against its declaration; tests use it to prove that answers conform.
 *
 * @returns the violations in words, empty when it conforms
 */
export function ownViolations(operation: string, output: unknown): string[] {
  const schema = made(outputs, operation, (declaration) => declaration.output());
  const read = schema.safeParse(output, { error: ruleOf });
  return read.success ? [] : read.error.issues.flatMap(findingsOf).map(({ path, rule }) => `${path}: ${rule}`);
}

function made<Schema>(
  known: Map<string, Schema>,
  operation: string,
  make: (declaration: Declaration) => Schema,
): Schema {
  let schema = known.get(operation);
  if (schema === undefined) {
    schema = make(declarations[operation] as Declaration);
    known.set(operation, schema);
  }
  return schema;
}

/**
 * Why a value is none that an operation could take, whatever it declares: it is nested too deep, holds too much, or is
 * no plain data. Looked at without recursion, before anything that recurses sees the value.
 */
function unfitOf(input: unknown): string | undefined {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: input, depth: 0 }];
  let values = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    values += 1;
    if (depth > MAX_DEPTH) return `Member must be nested at most ${MAX_DEPTH} levels deep`;
    if (values + waiting.length > MAX_VALUES) return `Member must hold at most ${MAX_VALUES} values`;
    if (!isPlain(value)) return 'Member must be plain data';
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Symbol.asyncIterator in value)
      continue;
    for (const member of Object.values(value)) waiting.push({ value: member, depth: depth + 1 });
  }
  return undefined;
}

/** JSON's values, `undefined` for an absent member, bytes, and streams of bytes. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null)
    return value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value);
  if (Array.isArray(value) || value instanceof Uint8Array || Symbol.asyncIterator in value) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function faultOf(findings: readonly Finding[]): Fault {
  const count = findings.length;
  const shown = findings
    .slice(0, MAX_SHOWN)
    .map(({ path, rule }) => `Value at '${path}' failed to satisfy constraint: ${rule}`);
  const more = count > MAX_SHOWN ? [`and ${count - MAX_SHOWN} more`] : [];
  return {
    code: INVALID_INPUT,
    message: `${count} validation error${count === 1 ? '' : 's'} detected: ${[...shown, ...more].join('; ')}`,
  };
}

/** What one issue of zod is in AWS's words. Values are not shown: they may be secrets. */
function findingsOf(issue: z.core.$ZodIssue): Finding[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), rule: 'Member is unknown' }));
  return [{ path: pathOf(issue.path), rule: issue.message }];
}

/** `routes.1.member.path`, as AWS writes places. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `${part + 1}.member` : lowerFirst(String(part)).slice(0, 100)))
    .join('.');
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** The constraint that an issue is about; a schema with words of its own is not asked here. */
function ruleOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? 'Member must not be null'
        : `Member must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return `Member must have ${measureOf(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${measureOf(issue.origin)} less than or equal to ${issue.maximum}`;
    case 'invalid_value':
      return enumRule(issue.values);
    case 'invalid_union':
      return enumRule(Array.isArray(issue['options']) ? issue['options'] : []);
    case 'invalid_key':
      return `Map keys must satisfy constraint: [${issue.issues.map(({ message }) => message).join(', ')}]`;
    default:
      return 'Member is not as declared';
  }
}

const measureOf = (origin: string): string => (origin === 'string' || origin === 'array' ? 'length' : 'value');

const enumRule = (values: readonly unknown[]): string =>
  `Member must satisfy enum value set: [${values.map(String).join(', ')}]`;
