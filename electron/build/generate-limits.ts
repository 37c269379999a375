/**
 * The limits that the console's forms ask for, from the contracts.
 *
 * The contracts are large and the console is small: only what some `limitsOf(…)` in `renderer/` names is
 * written to `shared/aws/model/form-limits.json`. `npm run generate` writes it, `test/shared/generated.test.ts`
 * proves it current.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Limits } from '../../shared/aws/limits.ts';
import type { ServiceModel, Shape } from '../../shared/aws/models.ts';

const root = new URL('../../', import.meta.url);

/** `limitsOf('cognito-idp', 'CreateUserPool', 'PoolName')`, on one line or several. */
const USE = /\blimitsOf\(\s*'([\w-]+)',\s*'(\w+)',\s*'([\w.]+)',?\s*\)/g;

/** What the sources of the console ask for, as `service operation path`, in order and once each. */
export function limitsNamed(sources: readonly string[]): string[] {
  const names = sources.flatMap((source) => [...source.matchAll(USE)].map((found) => found.slice(1, 4).join(' ')));
  return [...new Set(names)].toSorted();
}

/**
 * The limits of one member of an operation's input.
 *
 * @param path names of members, with dots; `member` is an item of a list, `key` and `value` those of a map
 * @throws when the contract has no such member
 */
export function limitsIn(model: ServiceModel, operation: string, path: string): Limits {
  let shape: Shape | undefined = model.shapes[model.operations[operation]?.input ?? ''];
  let required = false;
  for (const name of path.split('.')) {
    required = shape?.required?.includes(name) === true;
    const next: string | undefined = shape?.members?.[name] ?? innerShape(shape, name);
    shape = next === undefined ? undefined : model.shapes[next];
    if (shape === undefined) throw new Error(`${model.service} ${operation} has no ${path}: nothing is named ${name}`);
  }
  const { min, max, pattern } = shape as Shape;
  return {
    ...(required ? { required } : {}),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

const innerShape = (shape: Shape | undefined, name: string): string | undefined =>
  name === 'member' || name === 'key' || name === 'value' ? shape?.[name] : undefined;

/** The text of `form-limits.json`. */
export function formLimitsText(): string {
  const sources = readdirSync(new URL('renderer/', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(new URL(`renderer/${file.replaceAll('\\', '/')}`, root), 'utf8'));
  const limits = limitsNamed(sources).map((name) => {
    const [service = '', operation = '', path = ''] = name.split(' ');
    const model = readFileSync(new URL(`shared/aws/model/${service}.json`, root), 'utf8');
    return [name, limitsIn(JSON.parse(model) as ServiceModel, operation, path)] as const;
  });
  return `${JSON.stringify(Object.fromEntries(limits), undefined, 2)}\n`;
}
