import type { AccessExplanation, AccessPrincipal, AccessStep } from '../../../../shared/console.ts';
import type { Ctx, Handler } from '../../handler.ts';
import { roleArn } from '../../store/access-records.ts';
import { trustsWebIdentity } from '../assume.ts';
import { caseOf, decide, type AccessCase } from '../decide.ts';
import { evaluateAccess, type Explanation, type LayerName } from '../evaluate/evaluate.ts';
import { identityKeys } from '../identity-session.ts';
import { resourceSide } from '../permission.ts';
import type { Needed } from '../requests.ts';
import { sealMessage } from '../sts/encoded-message.ts';
import { smallestChange, type SmallestChange } from './change.ts';
import { sessionOf, statementsOf, wayTo, type Way } from './way.ts';

type Codes = 'InvalidParameterException' | 'ResourceNotFoundException';

/** Walks from somebody to a decision and says at every link what let the request on or stopped it. */
export const ExplainAccess: Handler<'poolkeeper', 'ExplainAccess'> = async (input, ctx) => {
  const needed = neededOf(ctx, input);
  const way = await wayTo(ctx, checkedPrincipal(ctx, input.Principal));
  const { session } = way;
  if (session === undefined)
    return {
      steps: way.steps,
      decision: 'no credentials',
      reason: way.stopped ?? '',
      smallestChange: trustChange(ctx, way),
    };
  const asked = caseOf(ctx, session, needed, resourceSide(ctx, needed));
  const explanation = evaluateAccess(asked.request, asked.policies, asked.options);
  const answer: AccessExplanation = {
    steps: [...way.steps, ...layerSteps(explanation)],
    decision: explanation.decision,
    reason: explanation.reason,
    roleArn: session.roleArn,
  };
  if (explanation.decision === 'allowed') return answer;
  return {
    ...answer,
    smallestChange: smallestChange(asked),
    encodedMessage: await encoded(ctx, asked, explanation, session.details.userId),
  };
};

/** Asks every role of the account, and finds the groups whose members get one of those that may. */
export const WhoCan: Handler<'poolkeeper', 'WhoCan'> = (input, ctx) => {
  const needed = neededOf(ctx, input);
  const side = resourceSide(ctx, needed);
  const { access, pools, groups } = ctx.store;
  const all = access.roles(ctx.call.account, Number.MAX_SAFE_INTEGER);
  const roles = all.flatMap((role) => {
    const { decision, reason } = decide(
      ctx,
      sessionOf(ctx, role, { policies: [], tags: {}, context: {} }),
      needed,
      side,
    );
    return decision === 'allowed' ? [{ roleArn: roleArn(role), name: role.name, reason }] : [];
  });
  const may = new Set(roles.map((role) => role.roleArn));
  const having = pools.list(ctx.call.region, Number.MAX_SAFE_INTEGER).flatMap((pool) =>
    groups.list(pool.id, Number.MAX_SAFE_INTEGER).flatMap((group) =>
      group.roleArn !== undefined && may.has(group.roleArn)
        ? [
            {
              poolId: pool.id,
              poolName: pool.name,
              group: group.name,
              roleArn: group.roleArn,
              users: groups.countMembers(pool.id, group.name),
            },
          ]
        : [],
    ),
  );
  return { roles, groups: having, asked: all.length };
};

const TITLES: Readonly<Record<LayerName, string>> = {
  session: 'Session policy',
  boundary: 'Permissions boundary',
  identity: 'Policies of the role',
  resource: 'Policy of the resource',
};
const ORDER: readonly LayerName[] = ['session', 'boundary', 'identity', 'resource'];

function layerSteps(explanation: Explanation): AccessStep[] {
  const present = ORDER.filter((name) => explanation.layers.some(({ layer }) => layer === name));
  return present.map((name): AccessStep => {
    const says = explanation.layers.filter(({ layer }) => layer === name).map((layer) => layer.says);
    const stops = says.includes('deny') || (explanation.decision !== 'allowed' && explanation.layer === name);
    const allows = says.every((said) => said === 'allow');
    return {
      id: name,
      title: TITLES[name],
      outcome: stops ? 'stopped' : allows ? 'passed' : 'told',
      reason: stops
        ? explanation.layer === name
          ? explanation.reason
          : 'A statement denies the request.'
        : allows
          ? 'Allows the request.'
          : 'Says nothing about the request.',
      statements: statementsOf(explanation, name) ?? [],
    };
  });
}

/** The statement that a trust policy lacks, where that alone stands in the way. */
function trustChange(ctx: Ctx<Codes>, { distrusted, stopped }: Way): SmallestChange {
  if (distrusted === undefined) return { changes: [], why: `Not a matter of policies: ${stopped}` };
  const { role, pool, amr } = distrusted;
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': pool.id },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
    },
  };
  const trust = JSON.parse(role.trust) as { Version?: string; Statement: unknown };
  const changed = { ...role, trust: JSON.stringify({ ...trust, Statement: [trust.Statement, statement].flat() }) };
  const keys = identityKeys({ identityId: `${pool.region}:0`, identityPoolId: pool.id, amr: [amr] });
  const again = trustsWebIdentity(ctx, changed, 'cognito-identity.amazonaws.com', keys);
  return again.decision === 'allowed'
    ? {
        changes: [{ what: 'add', layer: 'trust', where: `the trust policy of ${role.name}`, statement }],
        why: 'With this the role trusts the identity pool: it was evaluated again.',
      }
    : { changes: [], why: again.reason };
}

function neededOf(
  ctx: Ctx<Codes> | Ctx<'InvalidParameterException'>,
  input: { readonly Action: unknown; readonly Resource: unknown; readonly Context?: unknown },
): Needed {
  const { Action, Resource, Context = {} } = input;
  if (typeof Action !== 'string' || !/^[\w-]+:\w+$/.test(Action))
    return ctx.refuse(
      'InvalidParameterException',
      'Action must be a service, a colon and an action, such as s3:GetObject.',
    );
  if (typeof Resource !== 'string' || (Resource !== '*' && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/.test(Resource)))
    return ctx.refuse('InvalidParameterException', 'Resource must be an ARN, or "*" for actions that have none.');
  const texts = (value: unknown): boolean =>
    typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
  if (typeof Context !== 'object' || Context === null || !Object.values(Context).every(texts))
    return ctx.refuse('InvalidParameterException', 'Context holds texts, or lists of texts, by condition key.');
  return { action: Action, resource: Resource, context: Context as NonNullable<Needed['context']> };
}

function checkedPrincipal(ctx: Ctx<Codes>, principal: unknown): AccessPrincipal {
  const given = (typeof principal === 'object' && principal !== null ? principal : {}) as Record<string, unknown>;
  const has = (...names: string[]): boolean => names.every((name) => typeof given[name] === 'string');
  if (has('RoleArn') || has('UserPoolId', 'Username', 'IdentityPoolId') || has('Token', 'IdentityPoolId'))
    return given as AccessPrincipal;
  if (has('IdentityPoolId') && given['Guest'] === true) return given as AccessPrincipal;
  return ctx.refuse(
    'InvalidParameterException',
    'Principal must be a RoleArn; or an IdentityPoolId with UserPoolId and Username, with Token, or with Guest: true.',
  );
}

const encoded = (ctx: Ctx, { request }: AccessCase, explanation: Explanation, id: string): Promise<string> =>
  sealMessage(ctx.workspace, {
    allowed: false,
    explicitDeny: explanation.decision === 'explicit deny',
    matchedStatements: {
      items:
        explanation.deciding === undefined
          ? []
          : [{ statementId: explanation.deciding.sid ?? String(explanation.deciding.index + 1), effect: 'DENY' }],
    },
    failures: { items: [] },
    context: {
      principal: { id, arn: request.principal.kind === 'session' ? request.principal.sessionArn : '' },
      action: request.action,
      resource: request.resource,
      conditions: {
        items: Object.entries(request.context.toJSON()).map(([key, values]) => ({
          key,
          values: { items: values.map((value) => ({ value })) },
        })),
      },
    },
  });
