/**
 * Whether a `Resource` of a statement can mean a kind of resource at all.
 *
 * Both sides are patterns: the statement's wildcards and variables, and the documented template
 * `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. They fit if some ARN matches both.
 */

/** Parts of templates that never hold a slash; of others it is not certain. */
const WITHOUT_SLASH =
  /^(Partition|Region|Account|BucketName|TableName|QueueName|FunctionName|UserPoolId|IdentityPoolId|KeyId|ApiId)$/;

/** A character, any one, any number, or any number without a slash or colon. */
type Token = string | typeof ONE | typeof MANY | typeof NAME;
const ONE = Symbol('one');
const MANY = Symbol('many');
const NAME = Symbol('name');

/** Whether some ARN matches both a documented template and a pattern of a policy. Names are compared as they are written. */
export function canMatch(template: string, pattern: string): boolean {
  return overlap(templateTokens(template), patternTokens(pattern));
}

function templateTokens(template: string): Token[] {
  return template.split(/(\$\{\w+\})/).flatMap((part): Token[] => {
    const name = /^\$\{(\w+)\}$/.exec(part)?.[1];
    return name === undefined ? Array.from(part) : [WITHOUT_SLASH.test(name) ? NAME : MANY];
  });
}

const patternTokens = (pattern: string): Token[] =>
  pattern
    .split(/(\$\{[^}]*\}|[*?])/)
    .flatMap((part): Token[] =>
      part === '?' ? [ONE] : part === '*' || part.startsWith('${') ? [MANY] : Array.from(part),
    );

/** Whether two token lists have a text in common: a walk over pairs of positions, each visited once. */
function overlap(a: readonly Token[], b: readonly Token[]): boolean {
  const seen = new Set<number>();
  const open: [number, number][] = [[0, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [i, j] = next;
    const mark = i * (b.length + 1) + j;
    if (seen.has(mark)) continue;
    seen.add(mark);
    const left = a[i];
    const right = b[j];
    if (left === undefined && right === undefined) return true;
    if (isMany(left)) open.push([i + 1, j]);
    if (isMany(right)) open.push([i, j + 1]);
    if (left === undefined || right === undefined) continue;
    if (!meet(left, right)) continue;
    open.push([isMany(left) ? i : i + 1, isMany(right) ? j : j + 1]);
  }
  return false;
}

const isMany = (token: Token | undefined): boolean => token === MANY || token === NAME;

/** Whether one character can stand for both tokens. */
function meet(left: Token, right: Token): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  if (typeof left === 'string') return right !== NAME || !/[/:]/.test(left);
  if (typeof right === 'string') return left !== NAME || !/[/:]/.test(right);
  return true;
}

/** A template as one would write it: `arn:aws:s3:::BucketName/ObjectName`. */
export const templateText = (template: string): string =>
  template.replaceAll('${Partition}', 'aws').replace(/\$\{(\w+)\}/g, '$1');
