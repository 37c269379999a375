import type { PolicyDocument } from './policy.ts';
import { explainStatement, type AccessRequest, type StatementResult } from './statement.ts';
import type { Grade } from './principals.ts';

/** A policy under the name by which an explanation mentions it. */
export type Policy = { readonly name: string; readonly document: PolicyDocument };

/** Every policy that has a say in a request. */
export type Policies = {
  /** Inline and managed policies of the role or user. */
  readonly identity: readonly Policy[];
  /** Bounds what the identity policies can give; absent if there is none. */
  readonly boundary?: readonly Policy[];
  /** Groups of session policies. The policies of a group add up; every group must allow. */
  readonly session?: readonly (readonly Policy[])[];
  /** The policy of the resource; a role's trust policy for sts:AssumeRole. */
  readonly resource?: readonly Policy[];
};

export type Options = {
  /** The resource belongs to another account: its policy and the caller's policies must both allow. */
  readonly crossAccount?: boolean;
  /** The resource's policy must allow in any case, as a role's trust policy must. */
  readonly resourceMustAllow?: boolean;
};

export type LayerName = 'identity' | 'boundary' | 'session' | 'resource';
type Decision = 'allowed' | 'explicit deny' | 'implicit deny';

/** One layer of policies and what it says. */
export type LayerResult = {
  readonly layer: LayerName;
  readonly says: 'allow' | 'deny' | 'nothing';
  readonly policies: readonly { readonly name: string; readonly statements: readonly StatementResult[] }[];
};

/** The statement that decided. */
export type Deciding = {
  readonly layer: LayerName;
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
};

/**
 * An answer with its reasons.
 *
 * `layer` is the layer that decided: where the denying statement stands, which layer failed to allow, or
 * which one granted. `deciding` is absent for an implicit denial: no statement decided.
 */
export type Explanation = {
  readonly decision: Decision;
  readonly layer: LayerName;
  /** One or two sentences. */
  readonly reason: string;
  readonly deciding?: Deciding;
  readonly layers: readonly LayerResult[];
};

/**
 * Decides a request by every policy that has a say in it, and explains the decision.
 *
 * 1. A denying statement that applies, in any layer, decides.
 * 2. A resource policy of the same account that names the session or user itself, or everyone, grants alone.
 *    One that names the role grants without identity policies, but within boundary and session policies.
 *    One that names the account leaves the rest to the identity policies.
 * 3. Otherwise identity policies must allow, and the boundary, and every group of session policies.
 *
 * Pure: nothing but its arguments goes into the answer.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluateAccess(request: AccessRequest, policies: Policies, options: Options = {}): Explanation {
  const layers = explainLayers(request, policies);
  const denial = firstApplying(layers, ({ effect }) => effect === 'Deny');
  if (denial !== undefined)
    return answer('explicit deny', denial.layer, `${described(denial)} denies ${request.action}.`, layers, denial);

  const grant = closestGrant(layers);
  if (grant === undefined && (options.resourceMustAllow === true || options.crossAccount === true))
    return implicit('resource', request, layers);
  const alone = options.crossAccount !== true && grant?.grade !== 'account' ? grant : undefined;
  const granting = alone?.by ?? firstApplying(layers, () => true, 'identity');
  if (granting === undefined) return implicit('identity', request, layers);
  // Named as itself the caller is beyond boundary and session policies; a session that is named by its role is not.
  const missing =
    alone?.grade === 'direct'
      ? undefined
      : layers.find(({ layer, says }) => (layer === 'boundary' || layer === 'session') && says === 'nothing');
  if (missing !== undefined) return implicit(missing.layer, request, layers);
  return answer('allowed', granting.layer, `${described(granting)} allows ${request.action}.`, layers, granting);
}

/** How a layer is called in sentences. */
export const layerWords: Readonly<Record<LayerName, string>> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource-based policy',
};

function explainLayers(
  request: AccessRequest,
  { identity, boundary, session = [], resource }: Policies,
): LayerResult[] {
  const bounded = boundary !== undefined;
  const explain = (layer: LayerName, policies: readonly Policy[]): LayerResult => {
    const explained = policies.map(({ name, document }) => ({
      name,
      statements: document.statements.map((statement) => explainStatement(statement, request, bounded)),
    }));
    const effects = explained
      .flatMap(({ statements }) => statements.filter(({ applies }) => applies))
      .map(({ effect }) => effect);
    const says = effects.includes('Deny') ? 'deny' : effects.length > 0 ? 'allow' : 'nothing';
    return { layer, says, policies: explained };
  };
  return [
    explain('identity', identity),
    ...(boundary === undefined ? [] : [explain('boundary', boundary)]),
    ...session.map((group) => explain('session', group)),
    ...(resource === undefined ? [] : [explain('resource', resource)]),
  ];
}

/** The statement of the resource's policy that names the caller most closely. */
function closestGrant(layers: readonly LayerResult[]): { readonly grade: Grade; readonly by: Deciding } | undefined {
  for (const grade of ['direct', 'role', 'account'] as const) {
    const by = firstApplying(layers, (statement) => statement.grade === grade);
    if (by !== undefined) return { grade, by };
  }
  return undefined;
}

function firstApplying(
  layers: readonly LayerResult[],
  wanted: (statement: StatementResult) => boolean,
  only?: LayerName,
): Deciding | undefined {
  for (const { layer, policies } of layers) {
    if (only !== undefined && layer !== only) continue;
    for (const { name, statements } of policies) {
      const found = statements.find((statement) => statement.applies && wanted(statement));
      if (found !== undefined)
        return { layer, policy: name, index: found.index, ...(found.sid === undefined ? {} : { sid: found.sid }) };
    }
  }
  return undefined;
}

const described = ({ layer, policy, index, sid }: Deciding): string =>
  `Statement ${sid === undefined ? index + 1 : `"${sid}"`} of the ${layerWords[layer]} "${policy}"`;

function implicit(layer: LayerName, request: AccessRequest, layers: readonly LayerResult[]): Explanation {
  const silent = layers.find((one) => one.layer === layer && one.says === 'nothing');
  const statements = silent?.policies.flatMap(({ statements: listed }) => listed) ?? [];
  const nearest = nearestMiss(statements);
  const because =
    statements.length === 0
      ? ` There is no ${layerWords[layer]}.`
      : nearest === undefined
        ? ''
        : ` The nearest statement is ${nearest.sid === undefined ? `number ${nearest.index + 1}` : `"${nearest.sid}"`}: ${nearest.why}`;
  return answer(
    'implicit deny',
    layer,
    `No ${layerWords[layer]} allows ${request.action} on ${request.resource}.${because}`,
    layers,
  );
}

/** The allowing statement that came furthest: what one would change to grant the request. */
function nearestMiss(statements: readonly StatementResult[]): StatementResult | undefined {
  // A statement about the action that was asked for is nearer than one about the resource.
  const score = ({ parts, conditions }: StatementResult): number =>
    parts.reduce((sum, { element, matched }) => sum + (matched ? (element.endsWith('Action') ? 2 : 1) : 0), 0) +
    conditions.filter(({ holds }) => holds).length / (conditions.length + 1);
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .reduce<StatementResult | undefined>(
      (best, statement) => (best === undefined || score(statement) > score(best) ? statement : best),
      undefined,
    );
}

function answer(
  decision: Decision,
  layer: LayerName,
  reason: string,
  layers: readonly LayerResult[],
  deciding?: Deciding,
): Explanation {
  return { decision, layer, reason, ...(deciding === undefined ? {} : { deciding }), layers };
}
