import type { PolicyDocument, Statement } from '../policy/evaluate/policy.ts';

const COGNITO = 'cognito-identity.amazonaws.com';

/** How a trust policy for Cognito identities without an audience is refused. */
export const MISSING_AUDIENCE = {
  message: `A trust policy for ${COGNITO} must have a condition on ${COGNITO}:aud.`,
  reasonFor: ({ index }: Statement): string =>
    `Statement ${index + 1} trusts the identities of every identity pool, of any account. IAM has refused that since August 2025.`,
} as const;

/**
 * The first statement of a trust policy that trusts Cognito identities without saying of which pool.
 *
 * Such a role could be assumed through anybody's identity pool; IAM refuses new ones.
 */
export function missingCognitoAudience(trust: PolicyDocument): Statement | undefined {
  return trust.statements.find(
    (statement) => statement.effect === 'Allow' && trustsCognito(statement) && !saysWhichPool(statement),
  );
}

function trustsCognito({ principal }: Statement): boolean {
  if (principal === undefined || principal.not || principal.names === '*') return false;
  return (principal.names.Federated ?? []).includes(COGNITO);
}

/** A condition that an absent key fails, and that is no negation, on the audience. */
const saysWhichPool = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ key, operator }) =>
      key.toLowerCase() === `${COGNITO}:aud` && !operator.negated && !operator.ifExists && !operator.asksPresence,
  );
