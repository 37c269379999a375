import type { AccessPolicy, AccessStep } from '../../../shared/poolkeeper/operations.ts';
import type { Explanation, LayerName } from '../policy/evaluate/evaluate.ts';
import { policiesOfLayer, type PoliciesInForce } from './policies.ts';

const TITLES: Readonly<Record<LayerName, string>> = {
  session: 'Session policy',
  boundary: 'Permissions boundary',
  identity: 'Policies of the role',
  resource: 'Policy of the resource',
};
const ORDER: readonly LayerName[] = ['session', 'boundary', 'identity', 'resource'];

/** A step for each layer of policies that had a say in a decision. */
export function layerSteps(
  explanation: Explanation,
  inForce: PoliciesInForce,
  owner: 'role' | 'user' | 'nobody',
): AccessStep[] {
  const present = ORDER.filter(
    (name) => explanation.layers.some(({ layer }) => layer === name) && (owner !== 'nobody' || name !== 'identity'),
  );
  return present.map((name) => ({
    id: name,
    title: name === 'identity' && owner === 'user' ? 'Policies of the user' : TITLES[name],
    ...verdictOf(explanation, name),
    policies: policiesAt(explanation, inForce, name),
  }));
}

function policiesAt(explanation: Explanation, inForce: PoliciesInForce, name: LayerName): AccessPolicy[] {
  const places = name === 'session' ? inForce.session : [inForce[name] ?? []];
  return policiesOfLayer(explanation, name, places);
}

function verdictOf(explanation: Explanation, name: LayerName): Pick<AccessStep, 'outcome' | 'reason'> {
  const says = explanation.layers.filter(({ layer }) => layer === name).map((layer) => layer.says);
  if (says.includes('deny') || (explanation.decision !== 'allowed' && explanation.layer === name))
    return {
      outcome: 'stopped',
      reason: explanation.layer === name ? explanation.reason : 'A statement denies the request.',
    };
  if (!says.every((said) => said === 'allow')) return { outcome: 'noted', reason: silence(explanation, name) };
  return {
    outcome: 'passed',
    reason:
      explanation.decision === 'allowed' && explanation.layer === name ? explanation.reason : 'Allows the request.',
  };
}

/** Why it does not matter that a layer says nothing. */
function silence({ decision, layer }: Explanation, name: LayerName): string {
  return decision === 'allowed' && layer === 'resource' && name !== 'resource'
    ? 'Says nothing about the request; the policy of the resource names who asks and grants alone.'
    : 'Says nothing about the request.';
}
