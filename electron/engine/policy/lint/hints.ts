import { isObject } from '../../../../shared/json.ts';
import type { DocumentKind } from '../evaluate/policy.ts';

const TOP = ['Version', 'Id', 'Statement'];
const STATEMENT = [
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

const EFFECT = 'Every statement has an Effect: "Allow" or "Deny", in just this spelling.';

/** The element that a problem's path ends in, where the grammar does not know it: then its name is what is wrong. */
export function unknownElement(path: string): string | undefined {
  const [, statement, element] = /^(Statement\[\d+\]\.)?([^.[\]]+)$/.exec(path) ?? [];
  if (element === undefined) return undefined;
  return (statement === undefined ? TOP : STATEMENT).includes(element) ? undefined : element;
}

/**
 * What is meant by IAM's words, where they alone do not say it.
 *
 * @param value what stands at the path
 */
export function hintFor(path: string, message: string, value: unknown, kind: DocumentKind): string | undefined {
  if (message.includes('should not specify a principal'))
    return 'Whoever has the policy is its principal. Only policies of resources and trust policies name one.';
  if (message.includes('prohibited field Resource'))
    return 'A trust policy is about the role it belongs to: it names no resource.';
  if (/must contain resources|required field Resource/.test(message))
    return 'Add Resource: the ARNs that the actions may be done to, or "*".';
  if (/must contain actions|required field Action/.test(message))
    return 'Add Action: what the statement is about, such as "s3:GetObject".';
  if (message.includes('Missing required field Principal'))
    return kind === 'trust' ? 'Add Principal: who may take the role.' : 'Add Principal: whom the statement is about.';
  if (/required field Effect|^Invalid effect/.test(message)) return EFFECT;
  return /^Syntax errors? in policy\.$/.test(message) ? syntaxHint(path, value) : undefined;
}

function syntaxHint(path: string, value: unknown): string {
  const element = unknownElement(path);
  if (element !== undefined) {
    const known = path.startsWith('Statement[') ? STATEMENT : TOP;
    const meant = nearest(element, known);
    return meant === undefined
      ? `There is no element ${element}. There are ${known.join(', ')}.`
      : `There is no element ${element}. Is ${meant} meant?`;
  }
  if (path === '') return 'A policy is one object with Version and Statement.';
  if (path === 'Version') return 'The versions of the language are "2012-10-17" and "2008-10-17".';
  if (path === 'Statement') return 'A policy has at least one statement.';
  if (/^Statement\[\d+\]$/.test(path)) return statementHint(value);
  if (path.endsWith('.Effect')) return EFFECT;
  if (/\.(Not)?(Action|Resource)(\[\d+\])?$/.test(path)) return 'A text is wanted here, or a list of texts.';
  if (path.endsWith('.Condition')) return 'Condition holds operators, and they hold keys with their values.';
  return 'The grammar of policies has another form here.';
}

function statementHint(value: unknown): string {
  if (!isObject(value)) return 'A statement is an object.';
  if (!('Effect' in value)) return EFFECT;
  return 'An element and its opposite (Action and NotAction, Resource and NotResource, Principal and NotPrincipal) exclude each other.';
}

/** The name that was probably meant: the same letters in another case, or at most two letters away. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const lower = given.toLowerCase();
  const ranked = names
    .map((name) => ({ name, far: distance(lower, name.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far);
  const [best] = ranked;
  return best !== undefined && best.far <= Math.min(2, Math.floor(given.length / 3)) ? best.name : undefined;
}

/** How many letters must be changed, added or left out (Levenshtein). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
