import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import { KeySetError } from '../federation/oidc/key-set.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { ApiStep, InFlight, JwtAuthorizer } from './flow.ts';
import { expectedIssuer, issuerKey } from './issuer-keys.ts';
import { insufficientScope, unauthorized } from './refusals.ts';

const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/**
 * What a JWT authorizer checks of a request's token, in this order: its form, `iss`, the signature by the issuer's
 * keys, `exp`, `nbf` and `iat` by the workspace clock, `aud` (`client_id` where there is no `aud`), and one of
 * the route's scopes in `scope` or `scp`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export const JWT_STEPS: readonly ApiStep[] = [
  ['read the token', 'Authorization header', readToken],
  ['issuer', 'iss', checkIssuer],
  ['signature', 'kid, alg, the issuer’s keys', checkSignature],
  ['times', 'exp, nbf, iat', checkTimes],
  ['audience', 'aud, client_id', checkAudience],
  ['scope', 'scope, scp', checkScope],
];

const authorizerOf = ({ matched }: InFlight): JwtAuthorizer => matched.route.authorizer as JwtAuthorizer;
const tokenOf = ({ token }: InFlight): NonNullable<InFlight['token']> => token as NonNullable<InFlight['token']>;

function readToken(state: InFlight, ctx: Ctx): void {
  const text = (state.request.Headers?.['authorization'] ?? '').trim().replace(/^Bearer(\s+|$)/i, '');
  if (text === '') unauthorized(undefined, 'The request has no Authorization header with a token.');
  try {
    const { alg, kid } = decodeProtectedHeader(text);
    state.token = { text, alg, kid, claims: decodeJwt(text) };
  } catch (error) {
    unauthorized('the token is malformed', `It is no JWT: ${error instanceof Error ? error.message : String(error)}.`);
  }
  ctx.note(undefined, { claims: state.token.claims });
}

function checkIssuer(state: InFlight, ctx: Ctx): void {
  const { iss: expected, whose } = expectedIssuer(ctx.workspace, authorizerOf(state).issuer);
  const { iss } = tokenOf(state).claims;
  if (iss !== expected) unauthorized('issuer does not match', `iss is ${JSON.stringify(iss)}, not ${expected}.`);
  ctx.note(`${expected} is ${whose}.`);
}

async function checkSignature(state: InFlight, ctx: Ctx): Promise<void> {
  const { text, alg, kid } = tokenOf(state);
  const { issuer } = authorizerOf(state);
  if (typeof alg !== 'string' || !ALGORITHMS.includes(alg))
    return unauthorized('signing method is invalid', `alg is ${JSON.stringify(alg)}; API Gateway knows RSA alone.`);
  if (typeof kid !== 'string') return unauthorized('the token has no key ID', 'The header of the token has no kid.');
  const key = await issuerKey(ctx.workspace, issuer, kid, alg).catch((error: unknown) => {
    if (!(error instanceof KeySetError)) throw error;
    return unauthorized('OIDC discovery endpoint communication error', error.message);
  });
  if (key === undefined) return unauthorized('unable to find the signing key', `kid ${kid} is no key of ${issuer}.`);
  await compactVerify(text, key, { algorithms: ALGORITHMS }).catch(() =>
    unauthorized('signature is invalid', `The key ${kid} gives another signature for this header and payload.`),
  );
}

function checkTimes(state: InFlight, ctx: Ctx): void {
  const { exp, nbf, iat } = tokenOf(state).claims;
  const now = ctx.now();
  const said = (seconds: number): string => new Date(seconds * 1000).toISOString();
  const clock = `the workspace clock shows ${new Date(now).toISOString()}`;
  if (typeof exp !== 'number') unauthorized('the token has expired', 'The token has no exp.');
  if (exp * 1000 <= now) unauthorized('the token has expired', `exp is ${said(exp)}; ${clock}.`);
  if (typeof nbf === 'number' && nbf * 1000 > now)
    unauthorized('the token is not valid yet', `nbf is ${said(nbf)}; ${clock}.`);
  if (typeof iat === 'number' && iat * 1000 > now)
    unauthorized('the token was issued in the future', `iat is ${said(iat)}; ${clock}.`);
  ctx.note(`It expires at ${said(exp)}.`);
}

function checkAudience(state: InFlight, ctx: Ctx): void {
  const { claims } = tokenOf(state);
  const { audience } = authorizerOf(state);
  const name = claims.aud === undefined ? 'client_id' : 'aud';
  const given = claims.aud === undefined ? [claims['client_id']] : [claims.aud].flat();
  const matching = given.find((value) => typeof value === 'string' && audience.includes(value));
  if (matching === undefined)
    unauthorized(
      'the token does not have a valid audience',
      `${name} is ${JSON.stringify(claims[name])}; the authorizer asks for one of ${audience.join(', ')}.`,
    );
  ctx.note(`${name} is ${JSON.stringify(matching)}.`);
}

function checkScope(state: InFlight, ctx: Ctx): void {
  const { claims } = tokenOf(state);
  const { scopes: wanted = [] } = authorizerOf(state);
  const given = claims['scope'] ?? claims['scp'];
  const scopes = typeof given === 'string' ? given.split(' ') : Array.isArray(given) ? given.map(String) : [];
  state.authorizer = { jwt: { claims: asTexts(claims), scopes: scopes.length === 0 ? null : scopes } };
  if (wanted.length === 0) return ctx.skip('The route asks for no scope.');
  const matching = wanted.find((scope) => scopes.includes(scope));
  if (matching === undefined)
    return insufficientScope(
      wanted,
      `The route asks for one of the scopes ${wanted.join(', ')}; the token has ${scopes.join(', ') || 'none'}.`,
    );
  ctx.note(`The token has the scope ${matching}.`);
}

/** Claims reach a function as texts, lists in square brackets. */
const asTexts = (claims: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? `[${value.join(' ')}]`
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value as string | number | boolean),
    ]),
  );
