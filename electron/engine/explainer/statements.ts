import type { AccessRequest } from '../policy/evaluate/statement.ts';

/** A statement as it is written. */
export type Written = Readonly<Record<string, unknown>>;

/** Takes the meaning from wildcards and variables, so that a text covers itself alone (documents of 2012-10-17). */
const literal = (text: string): string => text.replace(/[*?$]/g, (mark) => `\${${mark}}`);

/** The statement about this request and no other. */
export const exactStatement = (
  effect: 'Allow' | 'Deny',
  { action, resource }: Pick<AccessRequest, 'action' | 'resource'>,
): Written => ({
  Effect: effect,
  Action: action,
  Resource: resource === '*' ? '*' : literal(resource),
});

const list = (value: unknown): readonly string[] => [value].flat().filter((item) => typeof item === 'string');

/** Whether a statement is about this action on this resource alone, whatever its conditions. */
export function isExact(statement: Written, { action, resource }: Pick<AccessRequest, 'action' | 'resource'>): boolean {
  const [actions, resources] = [list(statement['Action']), list(statement['Resource'])];
  return (
    actions.length === 1 &&
    actions[0]?.toLowerCase() === action.toLowerCase() &&
    resources.length === 1 &&
    (resources[0] === resource || resources[0] === literal(resource))
  );
}

/**
 * What remains of a statement once this request is taken out of it: nothing, or up to two narrower statements.
 *
 * Only a list that names the action or the resource itself can be narrowed; what covers both by patterns goes whole.
 */
export function without(
  statement: Written,
  { action, resource }: Pick<AccessRequest, 'action' | 'resource'>,
): readonly Written[] {
  const actions = list(statement['Action']);
  const resources = list(statement['Resource']);
  const others = actions.filter((item) => item.toLowerCase() !== action.toLowerCase());
  const elsewhere = resources.filter((item) => item !== resource && item !== literal(resource));
  const namesAction = others.length < actions.length;
  const namesResource = elsewhere.length < resources.length;
  const { Sid: _sid, ...unnamed } = statement;
  const rest: Written[] = [];
  if (namesAction && others.length > 0) rest.push({ ...statement, Action: others });
  if (namesResource && elsewhere.length > 0)
    rest.push({
      ...(rest.length === 0 ? statement : unnamed),
      ...(namesAction ? { Action: action } : {}),
      Resource: elsewhere,
    });
  return rest;
}

/** A document with other statements in the place of one; nothing where none would be left. */
export function replaced(document: string, index: number, statements: readonly Written[]): string | undefined {
  const read = JSON.parse(document) as { readonly Statement: unknown };
  const all = [read.Statement].flat() as Written[];
  const kept = all.flatMap((statement, at) => (at === index ? statements : [statement]));
  return kept.length === 0 ? undefined : pretty({ ...read, Statement: kept });
}

/**
 * A document with one statement more; a new one where there is none. A document of the older version, in which
 * `${*}` means nothing, cannot take a statement that has one.
 */
export function extended(document: string | undefined, statement: Written): string {
  const read =
    document === undefined || document === ''
      ? { Version: '2012-10-17', Statement: [] }
      : (JSON.parse(document) as { readonly Statement: unknown });
  return pretty({ ...read, Statement: [...[read.Statement].flat(), statement] });
}

/** A document as people write it. */
export const pretty = (document: unknown): string => JSON.stringify(document, undefined, 2);
