import { refuseCommon } from '../kernel/fault.ts';

/** The header in which API Gateway says what is wrong with a token; it goes with the refusal. */
export const CHALLENGE = 'www-authenticate';

/**
 * Ends a request as an authorizer does that found no token, or a wrong one: 401 `Unauthorized`.
 *
 * @param description what `error_description` says to the client; nothing where no token was sent at all
 * @param reason what really decided, for the trace alone
 */
export function unauthorized(description: string | undefined, reason: string): never {
  refuseCommon({
    code: 'Unauthorized',
    message: 'Unauthorized',
    status: 401,
    reason,
    fields: { [CHALLENGE]: challenge([], 'invalid_token', description) },
  });
}

/** Ends a request whose token lacks every scope that the route asks for: 403 `Forbidden`. */
export function insufficientScope(scopes: readonly string[], reason: string): never {
  refuseCommon({
    code: 'Forbidden',
    message: 'Forbidden',
    status: 403,
    reason,
    fields: { [CHALLENGE]: challenge(scopes, 'insufficient_scope', 'the token does not have a required scope') },
  });
}

/** Ends a request that IAM or its signature keeps out: 403 `Forbidden`, and nothing more to the client. */
export function forbidden(reason: string): never {
  refuseCommon({ code: 'Forbidden', message: 'Forbidden', status: 403, reason });
}

/** Ends a request for which the API has no route: 404 `Not Found`. */
export function notFound(reason: string): never {
  refuseCommon({ code: 'NotFound', message: 'Not Found', status: 404, reason });
}

/** RFC 6750 section 3, in API Gateway's own form: without commas, the scope first. */
const challenge = (scopes: readonly string[], error: string, description: string | undefined): string =>
  description === undefined
    ? 'Bearer'
    : `Bearer scope="${scopes.join(' ')}" error="${error}" error_description="${description}"`;
