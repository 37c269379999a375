import { bucketOf } from '../../../shared/aws/arn.ts';
import type { AccessLink, AccessPolicy, AccessStatement } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { AccessSession, PolicyText, Role } from '../store/access-records.ts';
import { EVERYTHING, managedPolicyText } from '../authorization/decide.ts';
import type { Deciding, Explanation, LayerName, LayerResult } from '../policy/evaluate/evaluate.ts';

/** A policy where it stands: its text, and where it is to be changed. */
export type PolicyInForce = Pick<AccessPolicy, 'name' | 'kind' | 'arn' | 'link' | 'document'>;

/** The policies of each layer in the order in which they are evaluated; session policies by group. */
export type PoliciesInForce = {
  readonly identity: readonly PolicyInForce[];
  readonly boundary?: readonly PolicyInForce[];
  readonly session: readonly (readonly PolicyInForce[])[];
  readonly resource?: readonly PolicyInForce[];
};

/**
 * Where the policies of a session stand, in the very order in which `caseOf` evaluates them, so that a statement of
 * an explanation can be found again.
 */
export function policiesInForce({ store }: Ctx, session: AccessSession, resource: string): PoliciesInForce {
  const { access } = store;
  const { roleId } = session;
  const role = access.roleById(roleId);
  const user = role === undefined ? access.userById(roleId) : undefined;
  const link: AccessLink | undefined =
    role !== undefined
      ? { kind: 'role', id: role.name, text: role.name }
      : user === undefined
        ? undefined
        : { kind: 'iam-user', id: user.name, text: user.name };
  const inline = role === undefined ? access.userPolicies(roleId) : access.rolePolicies(roleId);
  const arns = role === undefined ? access.userAttachedPolicies(roleId) : access.attachedPolicies(roleId);
  const boundary = role?.boundary ?? user?.boundary;
  return {
    identity:
      role === undefined && user === undefined && /^\d{12}$/.test(roleId)
        ? [{ ...EVERYTHING, kind: 'session' }]
        : [
            ...inline.map((text): PolicyInForce => ({
              ...text,
              kind: 'inline',
              ...(link === undefined ? {} : { link }),
            })),
            ...arns.flatMap((arn) => managedAt(store, arn) ?? []),
          ],
    ...(boundary === undefined
      ? {}
      : { boundary: [managedAt(store, boundary) ?? { name: 'deleted policy', kind: 'managed', document: '' }] }),
    session: session.details.policies.map((group) =>
      group.map((text): PolicyInForce => ({ name: text.name, document: text.document, kind: 'session' })),
    ),
    ...bucketAt(store, resource),
  };
}

function managedAt(store: Pick<Ctx['store'], 'access'>, arn: string): PolicyInForce | undefined {
  const text = managedPolicyText(store, arn);
  return text === undefined
    ? undefined
    : {
        name: text.name,
        document: text.document,
        kind: 'managed',
        arn,
        link: { kind: 'policy', id: arn, text: text.name },
      };
}

/** The policy of the bucket that an ARN is of. */
export function bucketAt(
  { resources }: Pick<Ctx['store'], 'resources'>,
  resource: string,
): { resource?: PolicyInForce[] } {
  const bucket = bucketOf(resource);
  const document = bucket === undefined ? undefined : resources.bucket(bucket)?.policy;
  return bucket === undefined || document === undefined
    ? {}
    : {
        resource: [
          {
            name: `bucket policy of ${bucket}`,
            kind: 'bucket',
            document,
            link: { kind: 'bucket', id: bucket, text: bucket },
          },
        ],
      };
}

/** A role's trust policy, as it decided. */
export const trustPolicies = (role: Role, explanation: Explanation): AccessPolicy[] =>
  policiesOfLayer(explanation, 'resource', [
    [
      {
        name: `trust policy of ${role.name}`,
        kind: 'trust',
        document: role.trust,
        link: { kind: 'role', id: role.name, text: role.name },
      },
    ],
  ]);

/** The policies of one layer of an explanation with what each statement says, beside where they stand. */
export function policiesOfLayer(
  { layers, deciding }: Explanation,
  wanted: LayerName,
  inForce: readonly (readonly PolicyInForce[])[],
): AccessPolicy[] {
  return layers
    .filter(({ layer }) => layer === wanted)
    .flatMap((layer, group) => shownPolicies(layer, inForce[group] ?? [], deciding));
}

function shownPolicies(
  { layer, policies }: LayerResult,
  inForce: readonly PolicyInForce[],
  deciding: Deciding | undefined,
): AccessPolicy[] {
  return policies.map(({ name, statements }, at): AccessPolicy => {
    const place = inForce[at] ?? { name, kind: 'session', document: '' };
    return {
      ...place,
      statements: statements.map(({ index, sid, effect, applies, why, parts, conditions }): AccessStatement => ({
        index,
        ...(sid === undefined ? {} : { sid }),
        effect,
        applies,
        decides: applies && deciding?.layer === layer && deciding.policy === name && deciding.index === index,
        why,
        elements: [
          ...parts.map((part) => ({ name: part.element, matched: part.matched, why: part.why })),
          ...conditions.map((condition) => ({
            name: `${condition.operator} ${condition.key}`,
            matched: condition.holds,
            why: `${condition.why.charAt(0).toUpperCase()}${condition.why.slice(1)}.`,
          })),
        ],
      })),
    };
  });
}

/** A policy's statements as they were written. */
export function writtenStatements({ document }: Pick<PolicyText, 'document'>): Record<string, unknown>[] {
  const { Statement } = JSON.parse(document) as { Statement: Record<string, unknown> | Record<string, unknown>[] };
  return [Statement].flat();
}
