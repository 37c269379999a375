import { parsePattern, type Pattern } from './pattern.ts';
import { operatorOf, type Operator } from './operators.ts';

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

/** What is wrong with a document: where (`Statement[0].Effect`) and AWS's words. */
export type DocumentProblem = { readonly path: string; readonly message: string };

export type Parsed =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

type Json = Readonly<Record<string, unknown>>;
type Report = (path: string, message: string) => void;

const SYNTAX = 'Syntax errors in policy.';
const VERSIONS: readonly unknown[] = ['2008-10-17', '2012-10-17'];
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
 * The problems carry IAM's words and the place; IAM itself answers with the first. Omitting `Version` means
 * 2008-10-17, in which policy variables are ordinary text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: string, kind: DocumentKind): Parsed {
  const problems: DocumentProblem[] = [];
  const report: Report = (path, message) => problems.push({ path, message });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return {
      ok: false,
      problems: [{ path: '', message: kind === 'trust' ? 'This policy contains invalid Json' : SYNTAX }],
    };
  }
  const document = isObject(json) ? readDocument(json, kind, report) : undefined;
  if (!isObject(json)) report('', SYNTAX);
  return problems.length === 0 && document !== undefined ? { ok: true, document } : { ok: false, problems };
}

function readDocument(json: Json, kind: DocumentKind, report: Report): PolicyDocument {
  for (const name of Object.keys(json)) if (!TOP.includes(name)) report(name, SYNTAX);
  const version = (json['Version'] ?? '2008-10-17') as Version;
  if (!VERSIONS.includes(version)) report('Version', 'The policy must contain a valid version string');
  if (json['Id'] !== undefined && typeof json['Id'] !== 'string') report('Id', SYNTAX);
  const listed = Array.isArray(json['Statement']) ? (json['Statement'] as unknown[]) : [json['Statement']];
  if (listed.length === 0 || json['Statement'] === undefined) report('Statement', SYNTAX);
  const statements = listed.flatMap((item, index) => {
    const path = `Statement[${index}]`;
    if (!isObject(item)) {
      report(path, SYNTAX);
      return [];
    }
    return readStatement(item, index, { kind, version, path, report });
  });
  const sids = statements.flatMap(({ sid }) => (sid === undefined || sid === '' ? [] : [sid]));
  if (new Set(sids).size < sids.length) report('Statement', 'Statement IDs (SID) in a single policy must be unique.');
  return { version, ...(typeof json['Id'] === 'string' ? { id: json['Id'] } : {}), statements };
}

type Where = { readonly kind: DocumentKind; readonly version: Version; readonly path: string; readonly report: Report };

function readStatement(json: Json, index: number, where: Where): Statement[] {
  const { kind, path, report } = where;
  for (const name of Object.keys(json)) if (!ELEMENTS.includes(name)) report(`${path}.${name}`, SYNTAX);
  const sid = json['Sid'];
  if (sid !== undefined && typeof sid !== 'string') report(`${path}.Sid`, SYNTAX);
  else if (sid !== undefined && kind !== 'resource' && !/^[0-9A-Za-z]*$/.test(sid))
    report(
      `${path}.Sid`,
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    );
  const effect = json['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') report(`${path}.Effect`, SYNTAX);
  const principal = readPrincipal(json, where);
  const action = readListing(json, 'Action', where);
  if (action === undefined) report(path, 'Policy statement must contain actions.');
  else checkActions(action, where);
  const resource = readListing(json, 'Resource', where);
  checkResources(resource, where);
  const conditions = readConditions(json['Condition'], where);
  if (action === undefined || (effect !== 'Allow' && effect !== 'Deny')) return [];
  return [
    {
      index,
      ...(typeof sid === 'string' ? { sid } : {}),
      effect,
      ...(principal === undefined ? {} : { principal }),
      action,
      ...(resource === undefined ? {} : { resource }),
      conditions,
    },
  ];
}

function readListing(json: Json, name: 'Action' | 'Resource', { version, path, report }: Where): Listing | undefined {
  const not = `Not${name}`;
  if (json[name] !== undefined && json[not] !== undefined) {
    report(path, SYNTAX);
    return undefined;
  }
  const element = json[name] === undefined ? not : name;
  if (json[element] === undefined) return undefined;
  const texts = strings(json[element]);
  if (texts === undefined) {
    report(`${path}.${element}`, SYNTAX);
    return { not: element === not, patterns: [] };
  }
  const marks = { wildcards: true, variables: name === 'Resource' && version === '2012-10-17' };
  return {
    not: element === not,
    // Actions are compared without regard to case.
    patterns: texts.map((text) => parsePattern(name === 'Action' ? text.toLowerCase() : text, marks)),
  };
}

function checkActions({ patterns }: Listing, { kind, path, report }: Where): void {
  if (patterns.length === 0) report(path, 'Policy statement must contain actions.');
  for (const { text } of patterns) {
    if (text === '*') {
      if (kind === 'trust') report(`${path}.Action`, 'AssumeRole policy may only specify STS AssumeRole actions.');
      continue;
    }
    const [vendor = '', ...rest] = text.split(':');
    if (rest.length === 0)
      report(`${path}.Action`, 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    else if (!/^[a-z0-9-]+$/.test(vendor)) report(`${path}.Action`, `Vendor ${vendor} is not valid`);
    else if (rest.length > 1 || rest[0] === '')
      report(`${path}.Action`, 'Actions/Condition can contain only one colon.');
    else if (kind === 'trust' && vendor !== 'sts')
      report(`${path}.Action`, 'AssumeRole policy may only specify STS AssumeRole actions.');
  }
}

function checkResources(resource: Listing | undefined, { kind, path, report }: Where): void {
  if (kind === 'trust') {
    if (resource !== undefined) report(`${path}.Resource`, 'Has prohibited field Resource');
    return;
  }
  if (resource === undefined || resource.patterns.length === 0) {
    report(path, 'Policy statement must contain resources.');
    return;
  }
  for (const { text } of resource.patterns) {
    if (text === '*') continue;
    const [scheme, partition] = text.split(':');
    if (scheme !== 'arn' || partition === undefined)
      report(`${path}.Resource`, `Resource ${text} must be in ARN format or "*".`);
    else if (!/^(aws|aws-cn|aws-us-gov|\*)$/.test(partition))
      report(`${path}.Resource`, `Partition "${partition}" is not valid for resource "${text}".`);
  }
}

function readPrincipal(json: Json, { kind, path, report }: Where): Statement['principal'] {
  const not = json['NotPrincipal'] !== undefined;
  const element = not ? 'NotPrincipal' : 'Principal';
  const value = json[element];
  if (kind === 'identity' || kind === 'session') {
    if (value !== undefined) report(`${path}.${element}`, 'Policy document should not specify a principal.');
    return undefined;
  }
  if (value === undefined) {
    report(path, 'Missing required field Principal');
    return undefined;
  }
  if (not && json['Principal'] !== undefined) report(path, SYNTAX);
  if (not && json['Effect'] === 'Allow') report(`${path}.NotPrincipal`, 'Allow with NotPrincipal is not allowed.');
  if (value === '*') return { not, names: '*' };
  const invalid = (wrong: string): undefined => {
    report(`${path}.${element}`, `Invalid principal in policy: ${wrong}`);
  };
  if (!isObject(value) || Object.keys(value).length === 0) return invalid(JSON.stringify(value));
  const names: Partial<Record<PrincipalKind, readonly string[]>> = {};
  for (const [name, listed] of Object.entries(value)) {
    const texts = strings(listed);
    const shown = `"${name}":${JSON.stringify(listed)}`;
    if (!/^(AWS|Federated|Service|CanonicalUser)$/.test(name) || texts === undefined || texts.length === 0)
      return invalid(shown);
    const wrong = name === 'AWS' ? texts.find((text) => !isAwsPrincipal(text)) : undefined;
    if (wrong !== undefined) return invalid(`"${name}":"${wrong}"`);
    names[name as PrincipalKind] = texts;
  }
  return { not, names };
}

/** Everyone, an account, or a whole ARN; a principal's id (`AROA…`) stands for one that was deleted. */
const isAwsPrincipal = (text: string): boolean =>
  text === '*' ||
  /^\d{12}$/.test(text) ||
  /^arn:[\w-]+:(iam|sts)::\d{12}:[^*?]+$/.test(text) ||
  /^A[A-Z]{3}[A-Z0-9]{12,}$/.test(text);

function readConditions(value: unknown, { version, path, report }: Where): Condition[] {
  if (value === undefined) return [];
  if (!isObject(value)) {
    report(`${path}.Condition`, SYNTAX);
    return [];
  }
  return Object.entries(value).flatMap(([name, keys]) => {
    const operator = operatorOf(name);
    if (operator === undefined) {
      report(`${path}.Condition.${name}`, `Invalid Condition type : ${name}.`);
      return [];
    }
    if (!isObject(keys)) {
      report(`${path}.Condition.${name}`, SYNTAX);
      return [];
    }
    return Object.entries(keys).flatMap(([key, listed]) => {
      const texts = scalars(listed);
      if (texts === undefined) report(`${path}.Condition.${name}.${key}`, SYNTAX);
      if (!key.includes(':'))
        report(
          `${path}.Condition.${name}`,
          'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
        );
      const marks = { wildcards: operator.wildcards, variables: operator.variables && version === '2012-10-17' };
      return [{ operator, key, values: (texts ?? []).map((text) => parsePattern(text, marks)) }];
    });
  });
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function strings(value: unknown): string[] | undefined {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.every((item) => typeof item === 'string') ? list : undefined;
}

/** Condition values may be written as strings, numbers or booleans. */
function scalars(value: unknown): string[] | undefined {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.every((item) => ['string', 'number', 'boolean'].includes(typeof item)) ? list.map(String) : undefined;
}
