import { BlockList, isIP } from 'node:net';
import { matchArn, arnSegments } from './arn.ts';
import { matchPattern, textOf, type Lookup, type Match, type Pattern } from './pattern.ts';

/** Compares one value of the request with one value of the policy. */
type Compare = (wanted: Pattern, given: string, lookup: Lookup) => Match;

/**
 * A condition operator.
 *
 * `negated` operators (`StringNotEquals` …) hold when the comparison holds for no value of the policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export type Operator = {
  /** As it was written, with set prefix and suffix. */
  readonly name: string;
  readonly compare: Compare;
  readonly negated: boolean;
  /** `Null` asks whether the key is there. */
  readonly asksPresence: boolean;
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  /** Whether `*` and `?` in the policy's value are wildcards. */
  readonly wildcards: boolean;
  /** Whether policy variables may stand in the policy's value. */
  readonly variables: boolean;
};

type Kind = Pick<Operator, 'compare' | 'wildcards' | 'variables'>;

/** A comparison of the texts themselves: the value of the policy has no wildcards. */
const compareText =
  (holds: (wanted: string, given: string) => boolean): Compare =>
  (wanted, given, lookup) => {
    const bound = textOf(wanted, lookup);
    return 'unresolved' in bound
      ? { matched: false, unresolved: bound.unresolved }
      : { matched: holds(bound.text, given) };
  };

const text = (holds: (wanted: string, given: string) => boolean): Kind => ({
  compare: compareText(holds),
  wildcards: false,
  variables: true,
});
const plain = (holds: (wanted: string, given: string) => boolean): Kind => ({
  compare: compareText(holds),
  wildcards: false,
  variables: false,
});
const numbers = (holds: (wanted: number, given: number) => boolean): Kind =>
  plain((wanted, given) => both(numberOf(wanted), numberOf(given), holds));
const dates = (holds: (wanted: number, given: number) => boolean): Kind =>
  plain((wanted, given) => both(timeOf(wanted), timeOf(given), holds));

const like: Kind = { compare: matchPattern, wildcards: true, variables: true };
const arn: Kind = {
  compare: (wanted, given, lookup) =>
    arnSegments(given) === undefined ? { matched: false } : matchArn(wanted, given, lookup),
  wildcards: true,
  variables: true,
};

const both = (
  wanted: number | undefined,
  given: number | undefined,
  holds: (wanted: number, given: number) => boolean,
): boolean => wanted !== undefined && given !== undefined && holds(wanted, given);

const numberOf = (value: string): number | undefined =>
  /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value.trim()) ? Number(value) : undefined;

/** ISO 8601 as W3C profiles it, or epoch seconds. Gives milliseconds. */
function timeOf(value: string): number | undefined {
  const seconds = numberOf(value);
  // Four digits are a year.
  if (seconds !== undefined && !/^\d{4}$/.test(value)) return seconds * 1000;
  if (!/^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/.test(value)) return undefined;
  const time = Date.parse(/T/.test(value) && !/(Z|[+-]\d\d:\d\d)$/.test(value) ? `${value}Z` : value);
  return Number.isNaN(time) ? undefined : time;
}

const bool = plain((wanted, given) => wanted.toLowerCase() === given.toLowerCase());

/** CIDR notation; an address alone stands for itself. IPv4 and IPv6 never match each other. */
function inRange(range: string, address: string): boolean {
  const [network = '', bits] = range.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(address) !== family) return false;
  const width = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? width : /^\d+$/.test(bits) ? Number(bits) : -1;
  if (prefix < 0 || prefix > width) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

const equals = (wanted: string, given: string): boolean => wanted === given;
const fold = (wanted: string, given: string): boolean => wanted.toLowerCase() === given.toLowerCase();

/** Every operator by its plain name: how it compares, and whether it is the negation. */
const OPERATORS: Readonly<Record<string, readonly [kind: Kind, negated: boolean]>> = {
  StringEquals: [text(equals), false],
  StringNotEquals: [text(equals), true],
  StringEqualsIgnoreCase: [text(fold), false],
  StringNotEqualsIgnoreCase: [text(fold), true],
  StringLike: [like, false],
  StringNotLike: [like, true],
  NumericEquals: [numbers((wanted, given) => given === wanted), false],
  NumericNotEquals: [numbers((wanted, given) => given === wanted), true],
  NumericLessThan: [numbers((wanted, given) => given < wanted), false],
  NumericLessThanEquals: [numbers((wanted, given) => given <= wanted), false],
  NumericGreaterThan: [numbers((wanted, given) => given > wanted), false],
  NumericGreaterThanEquals: [numbers((wanted, given) => given >= wanted), false],
  DateEquals: [dates((wanted, given) => given === wanted), false],
  DateNotEquals: [dates((wanted, given) => given === wanted), true],
  DateLessThan: [dates((wanted, given) => given < wanted), false],
  DateLessThanEquals: [dates((wanted, given) => given <= wanted), false],
  DateGreaterThan: [dates((wanted, given) => given > wanted), false],
  DateGreaterThanEquals: [dates((wanted, given) => given >= wanted), false],
  Bool: [bool, false],
  BinaryEquals: [plain(equals), false],
  IpAddress: [plain(inRange), false],
  NotIpAddress: [plain(inRange), true],
  ArnEquals: [arn, false],
  ArnLike: [arn, false],
  ArnNotEquals: [arn, true],
  ArnNotLike: [arn, true],
  Null: [bool, false],
};

const BY_LOWER_NAME = new Map(Object.entries(OPERATORS).map(([name, entry]) => [name.toLowerCase(), { name, entry }]));

/** Reads an operator's name with its set prefix and `IfExists`; nothing if there is no such operator. */
export function operatorOf(written: string): Operator | undefined {
  const [, set, name = '', suffix] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(written) ?? [];
  const found = BY_LOWER_NAME.get(name.toLowerCase());
  if (found === undefined) return undefined;
  const asksPresence = found.name === 'Null';
  if (asksPresence && suffix !== undefined) return undefined;
  const [kind, negated] = found.entry;
  return {
    ...kind,
    name: written,
    negated,
    asksPresence,
    ...(set === undefined ? {} : { set: /all/i.test(set) ? 'ForAllValues' : 'ForAnyValue' }),
    ifExists: suffix !== undefined,
  };
}

/** The names of all operators, for editors and tests. */
export const operatorNames: readonly string[] = Object.keys(OPERATORS);
