import type { AccessChange } from '../../../../shared/console.ts';
import type { AccessCase } from '../decide.ts';
import { parsePolicy, type DocumentKind, type PolicyDocument } from '../evaluate/document.ts';
import { evaluateAccess, layerWords, type Explanation, type Policies, type Policy } from '../evaluate/evaluate.ts';

/** Changes that grant a request together, or why no change of a policy does. */
export type SmallestChange = { readonly changes: readonly AccessChange[]; readonly why: string };

/** Each round mends one layer or takes one denial away; no request has more in its way. */
const ROUNDS = 20;

/**
 * Finds what would grant a refused request: the statements to add, and the denials to take away.
 *
 * Each is the smallest there is: it allows this action on this resource and nothing else. The list is given only
 * if the request, evaluated again with all of it, is allowed.
 */
export function smallestChange({ request, policies, options }: AccessCase): SmallestChange {
  const changes: AccessChange[] = [];
  let changed = policies;
  for (let round = 0; round < ROUNDS; round += 1) {
    const explanation = evaluateAccess(request, changed, options);
    if (explanation.decision === 'allowed')
      return { changes, why: 'With this the request is allowed: it was evaluated again.' };
    if (explanation.layer === 'session')
      return {
        changes: [],
        why: `The session policy "${sessionPolicyOf(explanation)}" comes with the credentials: identity pools give it to everyone of this kind, and no policy of yours reaches beyond it.`,
      };
    const step =
      explanation.deciding === undefined ? added(explanation, request, changed) : removed(explanation, changed);
    if (step === undefined) break;
    changes.push(step.change);
    changed = step.policies;
  }
  return { changes: [], why: 'No single change of a policy grants this request.' };
}

type Step = { readonly change: AccessChange; readonly policies: Policies };

function added({ layer }: Explanation, request: AccessCase['request'], policies: Policies): Step | undefined {
  if (layer === 'resource') return undefined;
  const statement = { Effect: 'Allow', Action: request.action, Resource: request.resource };
  const policy: Policy = { name: 'smallest change', document: documentOf(statement, 'identity') };
  if (layer === 'boundary')
    return {
      change: {
        what: 'add',
        layer,
        where: `the permissions boundary "${policies.boundary?.[0]?.name ?? ''}"`,
        statement,
      },
      policies: { ...policies, boundary: [...(policies.boundary ?? []), policy] },
    };
  return {
    change: { what: 'add', layer: 'identity', where: 'an inline policy of the role', statement },
    policies: { ...policies, identity: [...policies.identity, policy] },
  };
}

function removed({ deciding }: Explanation, policies: Policies): Step | undefined {
  if (deciding === undefined || deciding.layer === 'session') return undefined;
  const { layer, policy: name, index } = deciding;
  const without = (list: readonly Policy[]): readonly Policy[] =>
    list.map((policy) =>
      policy.name === name
        ? {
            ...policy,
            document: {
              ...policy.document,
              statements: policy.document.statements.filter((statement) => statement.index !== index),
            },
          }
        : policy,
    );
  return {
    change: {
      what: 'remove',
      layer,
      where: `the ${layerWords[layer]} "${name}"`,
      statement: { Effect: 'Deny', ...(deciding.sid === undefined ? { number: index + 1 } : { Sid: deciding.sid }) },
    },
    policies: { ...policies, [layer]: without(policies[layer] ?? []) },
  };
}

function sessionPolicyOf({ layers, deciding }: Explanation): string {
  if (deciding !== undefined) return deciding.policy;
  return (
    layers.find(({ layer, says }) => layer === 'session' && says !== 'allow')?.policies[0]?.name ?? 'session policy'
  );
}

/** Reads one statement as a document of its own. */
export function documentOf(statement: object, kind: DocumentKind): PolicyDocument {
  const read = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }), kind);
  if (!read.ok) throw new Error(`a statement of the explainer cannot be read: ${read.problems[0]?.message}`);
  return read.document;
}
