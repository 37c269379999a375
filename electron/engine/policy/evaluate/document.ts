import { isObject } from '../../../../shared/json.ts';
import {
  readActions,
  readConditions,
  readPrincipal,
  readResources,
  type Json,
  type Report,
  type Where,
} from './elements.ts';
import { duplicateKey, within } from './json.ts';
import type { DocumentKind, DocumentProblem, Effect, Parsed, PolicyDocument, Statement, Version } from './policy.ts';
import { wordsOf } from './words.ts';

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
