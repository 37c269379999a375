import {
  isObject,
  readActions,
  readConditions,
  readPrincipal,
  readResources,
  type Json,
  type Report,
  type Where,
} from './elements.ts';
import { duplicateKey, within } from './json.ts';
import type { Operator } from './operators.ts';
import type { Pattern } from './pattern.ts';
import { wordsOf } from './words.ts';

export type Effect = 'Allow' | 'Deny';
export type Version = '2008-10-17' | '2012-10-17';

/** Where a document stands; it decides which elements it must and must not have. */
export type DocumentKind = 'identity' | 'resource' | 'trust' | 'session';

export type PrincipalKind = 'AWS' | 'Federated' | 'Service' | 'CanonicalUser';
/** Who a statement is about: everyone, or names by kind. */
export type PrincipalElement = '*' | Readonly<Partial<Record<PrincipalKind, readonly string[]>>>;

/** One comparison of the `Condition` element; the values are alternatives. */
export type Condition = {
  readonly operator: Operator;
  /** The context key as it was written. */
  readonly key: string;
  readonly values: readonly Pattern[];
};

/** A list element that includes (`Action`) or excludes (`NotAction`). */
export type Listing = { readonly not: boolean; readonly patterns: readonly Pattern[] };

export type Statement = {
  /** Position in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: Effect;
  readonly principal?: { readonly not: boolean; readonly names: PrincipalElement };
  readonly action: Listing;
  readonly resource?: Listing;
  readonly conditions: readonly Condition[];
};

/** A policy document, read and checked. */
export type PolicyDocument = {
  readonly version: Version;
  readonly id?: string;
  readonly statements: readonly Statement[];
};

/**
 * What is wrong with a document: where, and AWS's words.
 *
 * Places are written `Statement[0].Action[2]` or `Statement[0].Condition.StringEquals.aws:x[1]`, with an index only
 * where a list was written; a single statement is `Statement[0]` too. What is missing has the place it is missing in.
 */
export type DocumentProblem = { readonly path: string; readonly message: string };

export type Parsed =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly problems: readonly [DocumentProblem, ...DocumentProblem[]] };

const VERSIONS: readonly unknown[] = ['2008-10-17', '2012-10-17'] satisfies Version[];
const TOP = ['Version', 'Id', 'Statement'];
const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/**
 * Reads a policy document and checks its grammar.
 *
 * The problems carry AWS's words and the place; AWS itself answers with the first. Omitting `Version` means
 * 2008-10-17, in which policy variables are ordinary text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: string, kind: DocumentKind): Parsed {
  const words = wordsOf(kind);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, problems: [{ path: '', message: words.json }] };
  }
  const problems: DocumentProblem[] = [];
  const report: Report = (path, message) => problems.push({ path, message });
  const twice = duplicateKey(text);
  if (twice !== undefined) report(twice.replace(/^Statement(?=\.)/, 'Statement[0]'), words.syntax);
  if (!isObject(json)) report('', words.syntax);
  const document = readDocument(isObject(json) ? json : {}, kind, report);
  const [first, ...further] = problems;
  return first === undefined ? { ok: true, document } : { ok: false, problems: [first, ...further] };
}

function readDocument(json: Json, kind: DocumentKind, report: Report): PolicyDocument {
  const words = wordsOf(kind);
  reportUnknown(json, TOP, '', report, words.syntax);
  const { Version = '2008-10-17', Id, Statement = [] } = json;
  if (!VERSIONS.includes(Version)) report('Version', words.version);
  if (!isAbsentOrText(Id)) report('Id', words.syntax);
  const listed: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  if (listed.length === 0) report('Statement', words.noStatement);
  const version = Version as Version;
  const statements = listed.map((item, index) => {
    const path = `Statement[${index}]`;
    if (!isObject(item)) report(path, words.syntax);
    return readStatement(isObject(item) ? item : {}, index, { kind, version, path, report });
  });
  const sids = statements.map(({ sid }) => sid);
  for (const [index, sid] of sids.entries())
    if (sid !== undefined && sids.indexOf(sid) < index) report(`Statement[${index}].Sid`, words.sids);
  return { version, ...(Id === undefined ? {} : { id: Id as string }), statements };
}

function readStatement(json: Json, index: number, where: Where): Statement {
  const { kind, path, report } = where;
  const words = wordsOf(kind);
  reportUnknown(json, ELEMENTS, path, report, words.syntax);
  const { Sid, Effect, Condition } = json;
  if (!isAbsentOrText(Sid)) report(`${path}.Sid`, words.syntax);
  // Buckets and queues take any text.
  else if (kind !== 'resource' && !/^[0-9A-Za-z]*$/.test(Sid ?? ''))
    report(
      `${path}.Sid`,
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    );
  if (Effect !== 'Allow' && Effect !== 'Deny')
    report(Effect === undefined ? path : `${path}.Effect`, words.effect(Effect));
  const principal = readPrincipal(json, where);
  const action = readActions(json, where);
  if (action === undefined || action.patterns.length === 0) report(path, words.noActions);
  const resource = readResources(json, where);
  if (kind !== 'trust' && (resource === undefined || resource.patterns.length === 0)) report(path, words.noResources);
  return {
    index,
    // An empty Sid is none.
    ...(Sid === undefined || Sid === '' ? {} : { sid: Sid as string }),
    effect: Effect as Effect,
    ...(principal === undefined ? {} : { principal }),
    action: action ?? { not: false, patterns: [] },
    ...(resource === undefined ? {} : { resource }),
    conditions: readConditions(Condition, where),
  };
}

const isAbsentOrText = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string';

function reportUnknown(json: Json, known: readonly string[], path: string, report: Report, message: string): void {
  for (const name of Object.keys(json)) if (!known.includes(name)) report(within(path, name), message);
}
