import type { ResourceGrant } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx } from '../kernel/handler.ts';
import { requestContext } from '../authorization/decide.ts';
import type { PrincipalElement, Statement } from '../policy/evaluate/policy.ts';
import type { Policy } from '../policy/evaluate/evaluate.ts';
import { explainStatement } from '../policy/evaluate/statement.ts';
import type { Needed } from '../authorization/requests/requests-of.ts';

/** Whom the resource's own policy names for a request, statement by statement. */
export function resourceGrants(ctx: Ctx, needed: Needed, policies: readonly Policy[]): ResourceGrant[] {
  const request = {
    principal: { kind: 'anonymous' as const },
    action: needed.action,
    resource: needed.resource,
    context: requestContext(ctx).with(needed.context ?? {}),
  };
  return policies.flatMap(({ name, document }) =>
    document.statements.flatMap((statement) => {
      const { principal: _who, ...unnamed } = statement;
      const { parts, conditions } = explainStatement(unnamed, request, false);
      if (parts.some(({ matched }) => !matched)) return [];
      const only = conditions
        .filter(({ holds }) => !holds)
        .map(({ operator, key, wanted }) => `${key} ${operator} ${wanted.join(', ')}`);
      return namesOf(statement).map((who): ResourceGrant => ({
        who,
        effect: statement.effect,
        policy: name,
        index: statement.index,
        ...(statement.sid === undefined || statement.sid === '' ? {} : { sid: statement.sid }),
        only,
      }));
    }),
  );
}

function namesOf({ principal }: Statement): string[] {
  if (principal === undefined) return [];
  const names = listed(principal.names);
  return principal.not ? [`everyone but ${names.join(', ')}`] : names;
}

function listed(names: PrincipalElement): string[] {
  if (names === '*') return ['everyone'];
  return Object.values(names)
    .flat()
    .map((name) => (name === '*' ? 'everyone' : /^\d{12}$/.test(name) ? `account ${name}` : name));
}
