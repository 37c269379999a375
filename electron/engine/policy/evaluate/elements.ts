import { isObject } from '../../../../shared/json.ts';
import { completed } from './arn.ts';
import type {
  Condition,
  DocumentKind,
  Listing,
  PrincipalElement,
  PrincipalKind,
  Statement,
  Version,
} from './policy.ts';
import { within } from './json.ts';
import { operatorOf } from './operators.ts';
import { parsePattern } from './pattern.ts';
import { wordsOf } from './words.ts';

export type Json = Readonly<Record<string, unknown>>;
export type Report = (path: string, message: string) => void;

/** The statement that is being read: its document's kind and version, its place, and where problems go. */
export type Where = {
  readonly kind: DocumentKind;
  readonly version: Version;
  readonly path: string;
  readonly report: Report;
};

/** Whether a document of this kind is attached to a resource and so says whom it is about. */
const namesPrincipals = (kind: DocumentKind): boolean => kind === 'resource' || kind === 'trust';

type Placed = { readonly path: string; readonly text: string };

/** The texts of a value that is one or a list of them, each with its place. Reports what is none. */
function textsOf(value: unknown, path: string, { kind, report }: Where, types: readonly string[]): Placed[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item, index) => {
    const place = Array.isArray(value) ? `${path}[${index}]` : path;
    if (types.includes(typeof item)) return [{ path: place, text: String(item) }];
    report(place, wordsOf(kind).syntax);
    return [];
  });
}

/** Reads `Action` or `NotAction`. Actions are compared without regard to case and have no variables. */
export function readActions(json: Json, where: Where): Listing | undefined {
  const element = elementOf(json, 'Action', where);
  if (element === undefined) return undefined;
  const texts = textsOf(json[element], within(where.path, element), where, ['string']);
  for (const { path, text } of texts) {
    const problem = actionProblem(text, where.kind);
    if (problem !== undefined) where.report(path, problem);
  }
  const marks = { wildcards: true, variables: false };
  return {
    not: element === 'NotAction',
    patterns: texts.map(({ text }) => ({ ...parsePattern(text.toLowerCase(), marks), text })),
  };
}

function actionProblem(action: string, kind: DocumentKind): string | undefined {
  if (kind === 'trust')
    return /^sts:/i.test(action) ? undefined : 'AssumeRole policy may only specify STS AssumeRole actions.';
  const [vendor = '', ...rest] = action.split(':');
  if (rest.length > 1) return 'Actions/Condition can contain only one colon.';
  if (action !== '*' && rest.length === 0) return UNPREFACED;
  return /^([a-z0-9.-]*|\*)$/i.test(vendor) ? undefined : `Vendor ${vendor} is not valid`;
}

const UNPREFACED = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';

/** Reads `Resource` or `NotResource`; a trust policy has neither. */
export function readResources(json: Json, where: Where): Listing | undefined {
  const element = elementOf(json, 'Resource', where);
  if (element === undefined) return undefined;
  const place = within(where.path, element);
  if (where.kind === 'trust')
    where.report(
      place,
      element === 'Resource' ? 'Has prohibited field Resource' : 'AssumeRole policy must not contain resources.',
    );
  const texts = textsOf(json[element], place, where, ['string']);
  for (const { path, text } of texts) {
    const problem = resourceProblem(text);
    if (problem !== undefined) where.report(path, problem);
  }
  const marks = { wildcards: true, variables: where.version === '2012-10-17' };
  return {
    not: element === 'NotResource',
    patterns: texts.map(({ text }) => completed(parsePattern(text, marks))),
  };
}

function resourceProblem(resource: string): string | undefined {
  const [scheme, partition] = resource.split(':');
  if (resource === '*') return undefined;
  if (scheme !== 'arn' || partition === undefined) return `Resource ${resource} must be in ARN format or "*".`;
  return /^(aws|aws-cn|aws-us-gov|\*)$/.test(partition)
    ? undefined
    : `Partition "${partition}" is not valid for resource "${resource}".`;
}

/** Which of an element and its negation a statement has. Reports both together. */
function elementOf(
  json: Json,
  name: 'Action' | 'Resource' | 'Principal',
  { kind, path, report }: Where,
): string | undefined {
  const not = `Not${name}`;
  if (json[name] === undefined) return json[not] === undefined ? undefined : not;
  if (json[not] !== undefined) report(within(path, not), wordsOf(kind).syntax);
  return name;
}

/** Reads `Principal` or `NotPrincipal`, which only the policies of resources have. */
export function readPrincipal(json: Json, where: Where): Statement['principal'] {
  const { kind, path, report } = where;
  const element = elementOf(json, 'Principal', where);
  if (element === undefined) {
    if (namesPrincipals(kind)) report(path, 'Missing required field Principal');
    return undefined;
  }
  const place = within(path, element);
  const not = element === 'NotPrincipal';
  if (!namesPrincipals(kind)) report(place, 'Policy document should not specify a principal.');
  else if (not && json['Effect'] === 'Allow') report(place, 'Allow with NotPrincipal is not allowed.');
  else if (not && kind === 'trust') report(place, 'AssumeRole policy must not contain NotPrincipal field.');
  const value = json[element];
  return { not, names: value === '*' ? value : readNames(value, place, where) };
}

function readNames(value: unknown, path: string, where: Where): PrincipalElement {
  const entries = isObject(value) ? Object.entries(value) : [];
  if (entries.length === 0)
    where.report(
      path,
      isObject(value)
        ? 'Missing required field Principal cannot be empty!'
        : `Invalid principal in policy: ${JSON.stringify(value)}`,
    );
  return Object.fromEntries(
    entries.map(([name, listed]) => {
      const place = within(path, name);
      const texts = textsOf(listed, place, where, ['string']);
      if (!PRINCIPAL_KINDS.includes(name) || texts.length === 0)
        where.report(place, `Invalid principal in policy: "${name}":${JSON.stringify(listed)}`);
      for (const wrong of name === 'AWS' ? texts.filter(({ text }) => !isAwsPrincipal(text)) : [])
        where.report(wrong.path, `Invalid principal in policy: "AWS":"${wrong.text}"`);
      return [name, texts.map(({ text }) => text)];
    }),
  );
}

const PRINCIPAL_KINDS: readonly string[] = ['AWS', 'Federated', 'Service', 'CanonicalUser'] satisfies PrincipalKind[];

/**
 * Everyone, an account, or a whole ARN of root, user, role or session. Groups are no principals, wildcards cover no
 * part of a name, and a principal's id (`AROA…`) stands for one that was deleted.
 */
const isAwsPrincipal = (text: string): boolean =>
  text === '*' ||
  /^\d{12}$/.test(text) ||
  /^arn:[\w-]+:iam::\d{12}:(root|(user|role)\/[^*?]+)$/.test(text) ||
  /^arn:[\w-]+:sts::\d{12}:(assumed-role|federated-user)\/[^*?]+$/.test(text) ||
  /^A[A-Z0-9]{15,}$/.test(text);

/** Reads the `Condition` element: operators, in each of them keys, and for each key values. */
export function readConditions(value: unknown, where: Where): Condition[] {
  const { kind, version, report } = where;
  const path = within(where.path, 'Condition');
  return members(value, path, where).flatMap(([name, keys]) => {
    const place = within(path, name);
    const operator = operatorOf(name);
    if (operator === undefined) {
      report(place, kind === 'trust' ? wordsOf(kind).syntax : `Invalid Condition type : ${name}.`);
      return [];
    }
    const marks = { wildcards: operator.wildcards, variables: operator.variables && version === '2012-10-17' };
    return members(keys, place, where).map(([key, listed]): Condition => {
      if (!key.includes(':')) report(within(place, key), UNPREFACED);
      const texts = textsOf(listed, within(place, key), where, ['string', 'number', 'boolean']);
      return { operator, key, values: texts.map(({ text }) => parsePattern(text, marks)) };
    });
  });
}

/** The members of an object; none of what is absent. Reports what is no object. */
function members(value: unknown, path: string, { kind, report }: Where): [string, unknown][] {
  if (isObject(value)) return Object.entries(value);
  if (value !== undefined) report(path, wordsOf(kind).syntax);
  return [];
}
