import { compactVerify } from 'jose';
import { poolIdOfIssuer } from '../tokens/issuer.ts';
import { scopesOf } from '../tokens/verify.ts';
import {
  dateOf,
  failed,
  lengthOf,
  notChecked,
  passed,
  shown,
  warned,
  type CheckRow,
  type Finding,
  type Subject,
  type Use,
} from './check.ts';

/**
 * The seven checks that a service makes before it trusts a token, in the order of the developer guide's
 * "Verifying JSON web tokens".
 */
export const mainChecks: readonly CheckRow[] = [
  [
    'signature',
    'Signature',
    'Only the pool holds the private key, so only the pool can have written these claims.',
    signature,
  ],
  ['iss', 'Issuer (iss)', 'A token of another pool is signed just as well, for other people.', issuer],
  ['audience', 'Audience (aud or client_id)', 'A token made for another app must not open this one.', audience],
  ['exp', 'Expiry (exp)', 'A stolen token is worth something only until it expires.', expiry],
  ['iat', 'Issued at (iat)', 'A token from the future points to a wrong clock or to a forger.', issuedAt],
  [
    'token_use',
    'Use (token_use)',
    'An ID token says who the user is; it does not say what its bearer may do.',
    tokenUse,
  ],
  ['scope', 'Scope', 'An access token opens what its scopes name and nothing else.', scope],
];

/** Verifies the signature with whichever of the pool's keys `kid` names. RS256 and nothing else. */
async function signature(subject: Subject): Promise<Finding> {
  const { header, keys, token, pool } = subject;
  if (keys === undefined || pool === undefined)
    return notChecked('No pool here is named by the token, so there is no key to verify with.');
  const expected = 'RS256 under a key of the pool';
  const actual = `${shown(header['alg'])}, kid ${shown(header['kid'])}`;
  if (header['alg'] !== 'RS256')
    return failed(`The header asks for ${shown(header['alg'])}; a pool signs with RS256 only.`, { expected, actual });
  const key = Object.values(keys).find(({ kid }) => kid === header['kid']);
  if (key === undefined)
    return failed('kid names no key of the pool: the token is another pool’s, or forged.', { expected, actual });
  try {
    await compactVerify(token, key.publicKey, { algorithms: ['RS256'] });
    return passed(`Verified with the pool’s key for ${key === keys.id ? 'ID' : 'access'} tokens.`, {
      expected,
      actual,
    });
  } catch {
    return failed('The signature does not fit header and payload: something was changed after signing.', {
      expected,
      actual,
    });
  }
}

function issuer({ payload, issuer: expected, pool, wanted }: Subject): Finding {
  const actual = shown(payload['iss']);
  if (expected === undefined || pool === undefined) {
    const named = wanted.poolId ?? poolIdOfIssuer(payload['iss']);
    return failed(
      named === undefined ? 'iss names no user pool.' : `The pool ${named} does not exist in this workspace.`,
      { actual },
    );
  }
  if (payload['iss'] === expected) return passed(`The issuer is the pool ${pool.name}.`, { expected, actual });
  if (poolIdOfIssuer(payload['iss']) === pool.id)
    return warned(
      'The pool is right, its address is not: the token was issued while the workspace had another address or issuer setting. Verifiers that compare the whole string refuse it.',
      { expected, actual },
    );
  return failed('The token was issued by somebody else.', { expected, actual });
}

function audience({ payload, client, wanted, pool }: Subject): Finding {
  const claim = payload['token_use'] === 'access' ? 'client_id' : 'aud';
  const actual = shown(payload[claim]);
  const expected = wanted.clientId;
  if (payload[claim] === undefined) return failed(`${claim} is missing.`, { expected, actual });
  if (expected !== undefined && payload[claim] !== expected)
    return failed(`${claim} names another app client than the one that asks.`, { expected, actual });
  if (pool === undefined)
    return notChecked('Without a pool of this workspace there are no app clients to compare with.', { actual });
  if (client === undefined || client.poolId !== pool.id)
    return failed(`${claim} is no app client of the pool (any more).`, {
      expected: expected ?? `an app client of ${pool.id}`,
      actual,
    });
  return passed(`Made for the app client ${client.name}.`, { expected: expected ?? client.id, actual });
}

function expiry({ payload, now }: Subject): Finding {
  const { exp } = payload;
  const expected = `later than ${new Date(now).toISOString()}`;
  const actual = dateOf(exp);
  if (actual === undefined || typeof exp !== 'number')
    return failed('exp is missing or no number.', { expected, actual: shown(exp) });
  const left = exp - now / 1000;
  return left > 0
    ? passed(`Valid for another ${lengthOf(left)}.`, { expected, actual })
    : failed(`Expired ${lengthOf(left)} ago by the workspace clock.`, { expected, actual });
}

function issuedAt({ payload, now }: Subject): Finding {
  const { iat } = payload;
  const expected = `not later than ${new Date(now).toISOString()}`;
  const actual = dateOf(iat);
  if (actual === undefined || typeof iat !== 'number')
    return failed('iat is missing or no number.', { expected, actual: shown(iat) });
  const age = Math.floor(now / 1000) - iat;
  return age >= 0
    ? passed(`Issued ${lengthOf(age)} ago.`, { expected, actual })
    : failed(`Issued ${lengthOf(age)} in the future by the workspace clock.`, { expected, actual });
}

function tokenUse({ payload, wanted }: Subject): Finding {
  const use = payload['token_use'];
  const actual = shown(use);
  const expected = wanted.use ?? 'id or access';
  if (use !== 'id' && use !== 'access') return failed('token_use says neither id nor access.', { expected, actual });
  if (wanted.use !== undefined && use !== wanted.use)
    return failed(`This is an ${nameOf(use)} token where an ${nameOf(wanted.use)} token is wanted.`, {
      expected,
      actual,
    });
  return passed(
    use === 'id' ? 'An ID token: it says who the user is.' : 'An access token: it says what its bearer may do.',
    { expected, actual },
  );
}

function scope({ payload, wanted }: Subject): Finding {
  const scopes = scopesOf(payload);
  const actual = payload['token_use'] === 'access' ? shown(payload['scope']) : undefined;
  if (payload['token_use'] === 'id')
    return wanted.scope === undefined
      ? notChecked('ID tokens carry no scopes.')
      : failed('ID tokens carry no scopes; use the access token.', { expected: wanted.scope, actual: '(absent)' });
  if (wanted.scope !== undefined)
    return scopes.includes(wanted.scope)
      ? passed('The wanted scope is granted.', { expected: wanted.scope, actual })
      : failed('The wanted scope is not granted.', { expected: wanted.scope, actual });
  return scopes.length > 0
    ? passed('No particular scope was asked for; these are granted.', { actual })
    : warned('The token grants no scope at all.', { actual });
}

const nameOf = (use: Use): string => (use === 'id' ? 'ID' : 'access');
