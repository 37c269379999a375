import { iamUserArn, parseIamArn } from '../../../shared/aws/arn.ts';
import type {
  ContextEntry,
  EvaluationResult,
  SimulateCustomPolicyRequest,
  SimulatePolicyResponse,
} from '../../../shared/aws/types/iam.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import { Context } from '../policy/evaluate/context.ts';
import { parsePolicy } from '../policy/evaluate/document.ts';
import type { DocumentKind, PolicyDocument } from '../policy/evaluate/policy.ts';
import {
  evaluateAccess,
  type Explanation,
  type LayerName,
  type Policies,
  type Policy,
} from '../policy/evaluate/evaluate.ts';
import type { Principal } from '../policy/evaluate/principals.ts';
import { listPage } from './find.ts';
import { policySource } from './policy-source.ts';

type Codes = 'InvalidInput' | 'PolicyEvaluation';

/** Decides actions on resources by the policies that the call brings; no policy of the account has a say. */
export const SimulateCustomPolicy: Handler<'iam', 'SimulateCustomPolicy'> = (input, ctx) => {
  const boundary = documents(
    ctx,
    input.PermissionsBoundaryPolicyInputList,
    'identity',
    'PermissionsBoundaryPolicyInputList',
  );
  return simulate(ctx, input, {
    principal: callerOf(ctx, input.CallerArn, undefined),
    policies: {
      identity: documents(ctx, input.PolicyInputList, 'identity', 'PolicyInputList'),
      ...(boundary.length === 0 ? {} : { boundary }),
    },
    tags: {},
  });
};

/** Decides by a user's or role's own policies and by those that the call adds to them. */
export const SimulatePrincipalPolicy: Handler<'iam', 'SimulatePrincipalPolicy'> = (input, ctx) => {
  const source = policySource(ctx, input.PolicySourceArn);
  // A boundary that the call brings stands in place of the one that the principal has.
  const boundary = documents(
    ctx,
    input.PermissionsBoundaryPolicyInputList,
    'identity',
    'PermissionsBoundaryPolicyInputList',
  );
  return simulate(ctx, input, {
    principal: callerOf(ctx, input.CallerArn, source.principal),
    policies: {
      ...source.policies,
      identity: [...source.policies.identity, ...documents(ctx, input.PolicyInputList, 'identity', 'PolicyInputList')],
      ...(boundary.length === 0 ? {} : { boundary }),
    },
    tags: source.tags,
  });
};

type Simulated = {
  readonly principal: Principal;
  readonly policies: Policies;
  readonly tags: Readonly<Record<string, string>>;
};

function simulate(
  ctx: Ctx<Codes>,
  input: Omit<SimulateCustomPolicyRequest, 'PolicyInputList'>,
  { principal, policies, tags }: Simulated,
): SimulatePolicyResponse {
  const resource =
    input.ResourcePolicy === undefined ? [] : documents(ctx, [input.ResourcePolicy], 'resource', 'ResourcePolicy');
  const wrong = input.ActionNames.find((action) => action !== '*' && !/^[\w-]+:[\w*?]+$/.test(action));
  if (wrong !== undefined)
    return ctx.refuse('InvalidInput', `Invalid Action name: ${wrong}`, 'A service, a colon and an action are wanted.');
  const context = new Context({
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
    ...contextOf(ctx, input.ContextEntries ?? []),
  });
  const asked = input.ActionNames.flatMap((action) =>
    (input.ResourceArns ?? ['*']).map((arn) => ({ action, resource: arn })),
  );
  const { items, ...page } = listPage(
    ctx,
    'actions and resources',
    input,
    (limit, after) =>
      asked
        .slice(Number(after), Number(after) + limit)
        .map((one, index) => ({ ...one, at: Number(after) + index + 1 })),
    ({ at }) => String(at),
  );
  const all = { ...policies, ...(resource.length === 0 ? {} : { resource }) };
  return {
    EvaluationResults: items.map(({ action, resource: arn }): EvaluationResult => {
      const explanation = evaluateAccess({ principal, action, resource: arn, context }, all);
      return resultOf(action, arn, explanation, all, context);
    }),
    ...page,
  };
}

const DECISIONS = { allowed: 'allowed', 'explicit deny': 'explicitDeny', 'implicit deny': 'implicitDeny' } as const;
const SOURCES: Readonly<Record<LayerName, 'IAM Policy' | 'IAM Permissions Boundary Policy' | 'Resource Policy'>> = {
  identity: 'IAM Policy',
  boundary: 'IAM Permissions Boundary Policy',
  session: 'IAM Policy',
  resource: 'Resource Policy',
};

function resultOf(
  action: string,
  arn: string,
  explanation: Explanation,
  policies: Policies,
  context: Context,
): EvaluationResult {
  const applying = explanation.layers.flatMap(({ layer, policies: listed }) =>
    listed.flatMap(({ name, statements }) =>
      statements
        .filter(({ applies, effect }) => applies && (explanation.decision !== 'explicit deny' || effect === 'Deny'))
        .map(() => ({ SourcePolicyId: name, SourcePolicyType: SOURCES[layer] })),
    ),
  );
  const boundary = explanation.layers.find(({ layer }) => layer === 'boundary');
  return {
    EvalActionName: action,
    EvalResourceName: arn,
    EvalDecision: DECISIONS[explanation.decision],
    // A denial by silence matched nothing that decided.
    MatchedStatements:
      explanation.decision === 'implicit deny'
        ? []
        : applying.map(({ SourcePolicyId, SourcePolicyType }) => ({
            SourcePolicyId,
            SourcePolicyType: SourcePolicyType === 'Resource Policy' ? 'resource' : 'user-managed',
          })),
    MissingContextValues: missing(policies, context),
    ...(boundary === undefined
      ? {}
      : { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: boundary.says === 'allow' } }),
    EvalDecisionDetails: Object.fromEntries(
      explanation.layers
        .filter(({ layer }) => layer === 'identity' || layer === 'resource')
        .map(({ layer, says }) => [
          SOURCES[layer],
          says === 'allow' ? 'allowed' : says === 'deny' ? 'explicitDeny' : 'implicitDeny',
        ]),
    ),
  };
}

/** Keys that conditions ask for and the simulation was not given. */
function missing({ identity, boundary = [], resource = [] }: Policies, context: Context): string[] {
  const keys = [...identity, ...boundary, ...resource].flatMap(({ document }) =>
    document.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)),
  );
  return [...new Set(keys)].filter((key) => context.values(key) === undefined);
}

function documents(
  ctx: Ctx<Codes>,
  texts: readonly string[] | undefined,
  kind: DocumentKind,
  member: string,
): Policy[] {
  if (texts === undefined || texts.length === 0) return [];
  return ctx.step(
    'read the policies',
    () =>
      texts.map((text, index): Policy => {
        const read = parsePolicy(text, kind);
        if (read.ok) return { name: `${member}.${index + 1}`, document: read.document satisfies PolicyDocument };
        return ctx.refuse(
          'InvalidInput',
          read.problems[0]?.message ?? 'Syntax errors in policy.',
          `${member} ${index + 1}, at ${read.problems[0]?.path || 'the document'}.`,
        );
      }),
    member,
  );
}

/** Who the simulation supposes to call: a user, for a resource's policy to name. */
function callerOf(ctx: Ctx<Codes>, arn: string | undefined, otherwise: Principal | undefined): Principal {
  if (arn === undefined)
    return (
      otherwise ?? {
        kind: 'user',
        account: ctx.call.account,
        userArn: iamUserArn({ account: ctx.call.account, name: 'simulated' }),
      }
    );
  const named = parseIamArn(arn);
  if (named?.type === 'user') return { kind: 'user', account: named.account, userArn: arn };
  const role = ctx.store.access.roleByArn(arn);
  if (role !== undefined) return { kind: 'session', account: role.account, roleArn: arn, sessionArn: arn };
  return ctx.refuse('InvalidInput', `Invalid CallerArn: ${arn}`, 'The ARN of a user is wanted.');
}

function contextOf(ctx: Ctx<Codes>, entries: readonly ContextEntry[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    entries.map(({ ContextKeyName, ContextKeyValues, ContextKeyType }) => {
      if (ContextKeyName === undefined || ContextKeyValues === undefined)
        return ctx.refuse('InvalidInput', 'A context entry needs a key name and values.');
      if (ContextKeyValues.length > 1 && ContextKeyType !== undefined && !ContextKeyType.endsWith('List'))
        return ctx.refuse(
          'InvalidInput',
          `Invalid context entry: ${ContextKeyName} has more than one value.`,
          `The type ${ContextKeyType} takes one value; ${ContextKeyType}List takes several.`,
        );
      return [ContextKeyName, ContextKeyValues];
    }),
  );
}
