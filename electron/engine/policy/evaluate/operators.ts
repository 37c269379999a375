import { BlockList, isIP, type IPVersion } from 'node:net';
import { matchArn } from './arn.ts';
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
const texts = (variables: boolean, holds: (wanted: string, given: string) => boolean): Kind => ({
  compare: (wanted, given, lookup) => {
    const bound = textOf(wanted, lookup);
    return 'unresolved' in bound
      ? { matched: false, unresolved: bound.unresolved }
      : { matched: holds(bound.text, given) };
  },
  wildcards: false,
  variables,
});
const strings = (holds: (wanted: string, given: string) => boolean): Kind => texts(true, holds);
/** Numbers, dates, addresses and the like take no variables. */
const values = (holds: (wanted: string, given: string) => boolean): Kind => texts(false, holds);

/** A comparison of what the texts stand for; what cannot be read is no number, which compares with nothing. */
const read =
  (of: (value: string) => number) =>
  (holds: (wanted: number, given: number) => boolean): Kind =>
    values((wanted, given) => holds(of(wanted), of(given)));

const patterns = (compare: Compare): Kind => ({ compare, wildcards: true, variables: true });

/** Whole numbers and decimals; NaN for anything else. */
const numberOf = (value: string): number => (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? Number(value) : NaN);

/**
 * ISO 8601 as W3C profiles it, in UTC where no zone is given, or epoch seconds; four digits are a year.
 * Gives milliseconds, NaN for anything else.
 */
function timeOf(value: string): number {
  const [iso, , , clock, zone] =
    /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/.exec(value) ?? [];
  if (iso === undefined) return numberOf(value) * 1000;
  return Date.parse(clock !== undefined && zone === undefined ? `${iso}Z` : iso);
}

/** CIDR notation; an address alone stands for itself. IPv4 and IPv6 never match each other. */
function inRange(range: string, address: string): boolean {
  const [, network = '', bits] = /^([\da-f.:]+)(?:\/(\d+))?$/i.exec(range) ?? [];
  const family = isIP(network);
  const width = family === 4 ? 32 : 128;
  const prefix = Number(bits ?? width);
  if (family === 0 || isIP(address) !== family || prefix > width) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, `ipv${family}` as IPVersion);
  return list.check(address, `ipv${family}` as IPVersion);
}

const equals = (wanted: string, given: string): boolean => wanted === given;
const fold = (wanted: string, given: string): boolean => wanted.toLowerCase() === given.toLowerCase();

const numeric = read(numberOf);
const date = read(timeOf);
const like = patterns(matchPattern);
const arn = patterns(matchArn);

/** Every operator by its plain name: how it compares, and whether it is the negation. */
const OPERATORS: Readonly<Record<string, readonly [kind: Kind, negated: boolean]>> = {
  StringEquals: [strings(equals), false],
  StringNotEquals: [strings(equals), true],
  StringEqualsIgnoreCase: [strings(fold), false],
  StringNotEqualsIgnoreCase: [strings(fold), true],
  StringLike: [like, false],
  StringNotLike: [like, true],
  NumericEquals: [numeric((wanted, given) => given === wanted), false],
  NumericNotEquals: [numeric((wanted, given) => given === wanted), true],
  NumericLessThan: [numeric((wanted, given) => given < wanted), false],
  NumericLessThanEquals: [numeric((wanted, given) => given <= wanted), false],
  NumericGreaterThan: [numeric((wanted, given) => given > wanted), false],
  NumericGreaterThanEquals: [numeric((wanted, given) => given >= wanted), false],
  DateEquals: [date((wanted, given) => given === wanted), false],
  DateNotEquals: [date((wanted, given) => given === wanted), true],
  DateLessThan: [date((wanted, given) => given < wanted), false],
  DateLessThanEquals: [date((wanted, given) => given <= wanted), false],
  DateGreaterThan: [date((wanted, given) => given > wanted), false],
  DateGreaterThanEquals: [date((wanted, given) => given >= wanted), false],
  Bool: [values(fold), false],
  // Both sides are written in base 64.
  BinaryEquals: [values(equals), false],
  IpAddress: [values(inRange), false],
  NotIpAddress: [values(inRange), true],
  ArnEquals: [arn, false],
  ArnLike: [arn, false],
  ArnNotEquals: [arn, true],
  ArnNotLike: [arn, true],
  Null: [values(fold), false],
};

const BY_LOWER_NAME = new Map(Object.entries(OPERATORS).map(([name, entry]) => [name.toLowerCase(), { name, entry }]));

/** Reads an operator's name with its set prefix and `IfExists`; nothing if there is no such operator. */
export function operatorOf(written: string): Operator | undefined {
  const bare = written.replace(/^(ForAllValues|ForAnyValue):/i, '');
  const name = bare.replace(/IfExists$/i, '');
  const found = BY_LOWER_NAME.get(name.toLowerCase());
  const ifExists = name !== bare;
  const asksPresence = found?.name === 'Null';
  if (found === undefined || (asksPresence && ifExists)) return undefined;
  const [kind, negated] = found.entry;
  return {
    ...kind,
    name: written,
    negated,
    asksPresence,
    ...(bare === written ? {} : { set: /^forall/i.test(written) ? 'ForAllValues' : 'ForAnyValue' }),
    ifExists,
  };
}

/** The names of all operators, for editors and tests. */
export const operatorNames: readonly string[] = Object.keys(OPERATORS);
