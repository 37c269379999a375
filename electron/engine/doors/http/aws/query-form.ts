import type { ServiceModel, Shape } from '../../../../../shared/aws/models.ts';
import { badRequest } from '../exchange.ts';

/** The parameters of an AWS Query request as a tree: `Tags.member.1.Key=a` is `{Tags: {member: {1: {Key: 'a'}}}}`. */
type Tree = Map<string, Tree> & { text?: string };

/** Most members of one list, and deepest nesting: more was made to exhaust a reader. */
const MAX_MEMBERS = 1000;
const MAX_DEPTH = 16;

/**
 * Reads the parameters of an AWS Query request as its contract says: nested members by dots, lists as
 * `Name.member.N`, maps as `Name.entry.N.key` and `.value`.
 *
 * Parameters that the contract does not know are left out, as AWS does.
 *
 * @throws Refusal `MalformedInput` for a text where a number or boolean has to stand
 */
export function inputOf(
  model: ServiceModel,
  shape: string | null,
  parameters: readonly (readonly [string, string])[],
): Record<string, unknown> {
  if (shape === null) return {};
  const root: Tree = new Map();
  for (const [name, value] of parameters) {
    const path = name.split('.');
    if (path.length > MAX_DEPTH)
      throw badRequest('MalformedInput', `The parameter ${name.slice(0, 64)} is nested too deeply.`);
    let at = root;
    for (const part of path) {
      let next = at.get(part);
      if (next === undefined) {
        next = new Map();
        at.set(part, next);
      }
      at = next;
    }
    at.text = value;
  }
  return read(model, shape, root, '') as Record<string, unknown>;
}

function read(model: ServiceModel, name: string, tree: Tree, path: string): unknown {
  const shape = model.shapes[name] as Shape;
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(shape.members ?? {}).flatMap(([member, target]) => {
          const below = tree.get(member);
          return below === undefined
            ? []
            : [[member, read(model, target, below, path === '' ? member : `${path}.${member}`)]];
        }),
      );
    case 'list':
      return members(tree.get('member'), path).map((below, index) =>
        read(model, shape.member as string, below, `${path}.member.${index + 1}`),
      );
    case 'map':
      return Object.fromEntries(
        members(tree.get('entry'), path).map((below) => [
          below.get('key')?.text ?? '',
          read(model, shape.value as string, below.get('value') ?? new Map(), `${path}.value`),
        ]),
      );
    case 'integer':
    case 'long':
    case 'double':
      return numberOf(tree.text ?? '', path, shape.type);
    case 'boolean':
      return booleanOf(tree.text ?? '', path);
    case 'timestamp':
      return timeOf(tree.text ?? '', path);
    default:
      return tree.text ?? '';
  }
}

/** The members of a list in the order of their numbers; gaps are closed. */
function members(tree: Tree | undefined, path: string): Tree[] {
  if (tree === undefined) return [];
  if (tree.size > MAX_MEMBERS) throw badRequest('MalformedInput', `${path} has more than ${MAX_MEMBERS} members.`);
  return [...tree]
    .map(([number, below]) => {
      if (!/^[1-9]\d{0,8}$/.test(number))
        throw badRequest('MalformedInput', `${path}.member.${number.slice(0, 32)} is not a member's number.`);
      return [Number(number), below] as const;
    })
    .toSorted(([a], [b]) => a - b)
    .map(([, below]) => below);
}

function numberOf(text: string, path: string, type: 'integer' | 'long' | 'double'): number {
  const form = type === 'double' ? /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/ : /^[+-]?\d{1,18}$/;
  if (!form.test(text)) throw badRequest('MalformedInput', `${path} is not a number.`);
  return Number(text);
}

function booleanOf(text: string, path: string): boolean {
  if (!/^(true|false)$/i.test(text)) throw badRequest('MalformedInput', `${path} is neither true nor false.`);
  return text.toLowerCase() === 'true';
}

function timeOf(text: string, path: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw badRequest('MalformedInput', `${path} is not a time in ISO 8601.`);
  return time / 1000;
}
