import { lifetimesOf } from '../tokens/lifetimes.ts';
import {
  failed,
  lengthOf,
  notChecked,
  passed,
  shown,
  warned,
  type CheckRow,
  type Finding,
  type Subject,
} from './check.ts';

/** Beyond the seven: the form of the token, its header, and whether what it says still holds in the pool. */
export const furtherChecks: readonly CheckRow[] = [
  ['parts', 'Three parts', 'A signed token is header, payload and signature between two dots (RFC 7515).', parts],
  [
    'base64url',
    'Canonical base64url',
    'Two spellings of one token defeat deny lists and caches keyed by the token.',
    canonical,
  ],
  [
    'doubled',
    'No key stands twice',
    'Parsers disagree which of two equal keys counts; a forger profits.',
    noDoubledKeys,
  ],
  [
    'alg',
    'Algorithm',
    'A verifier that trusts the header’s alg can be told to verify nothing (none) or with the public key as a secret (HS256).',
    algorithm,
  ],
  ['kid', 'Key id (kid)', 'kid comes from the sender; used as a path or in a query it is an injection.', keyId],
  [
    'header-keys',
    'No keys in the header',
    'jku, x5u, jwk and x5c let the sender bring a key of their own. They are shown here and never fetched.',
    noKeysInHeader,
  ],
  [
    'crit',
    'No critical extensions (crit)',
    'A verifier that does not know an extension named in crit has to refuse (RFC 7515 section 4.1.11).',
    noCritical,
  ],
  ['empty-signature', 'Signature is there', 'A token whose signature was cut off proves nothing.', signatureThere],
  ['types', 'Claim types', 'A claim of an unexpected type slips past comparisons.', claimTypes],
  ['times', 'Order of times', 'Sign-in comes before issue, issue before expiry.', timesInOrder],
  ['lifetime', 'Lifetime', 'A lifetime other than the app client’s shows old settings or another source.', lifetime],
  ['revoked', 'Not revoked', 'Signature and expiry say nothing about a sign-out; only the pool knows.', notRevoked],
  ['user', 'User exists and is enabled', 'A token outlives the account it was made for.', userStands],
  ['groups', 'Groups as they are now', 'Group changes reach a user only with the next token.', groupsNow],
  ['roles', 'Roles as they are now', 'An identity pool with Token mapping takes the role from here.', rolesNow],
  ['size', 'Size', 'Cookies end at 4,096 bytes, many header limits at 8,192.', size],
];

function parts({ read }: Subject): Finding {
  const values = { expected: '3', actual: String(read.parts) };
  return read.parts === 3
    ? passed('Header, payload and signature.', values)
    : failed(read.stops[0]?.why ?? 'The number of parts is wrong.', values);
}

function canonical({ read }: Subject): Finding {
  const stop = read.stops.find(({ why }) => /base64url/.test(why));
  return stop === undefined
    ? passed('Every part is spelled as base64url demands.')
    : failed(`${stop.why} (character ${stop.at}).`);
}

function noDoubledKeys({ read }: Subject): Finding {
  if (read.doubled.length === 0) return passed('Every key stands once.');
  return failed(`Twice: ${read.doubled.join(', ')}.`, { actual: read.doubled.join(', ') });
}

function algorithm({ header }: Subject): Finding {
  const { alg } = header;
  const values = { expected: 'RS256', actual: shown(alg) };
  if (alg === 'RS256') return passed('The one algorithm that pools use.', values);
  if (typeof alg === 'string' && alg.toLowerCase() === 'none')
    return failed('"none" asks the verifier to trust an unsigned token.', values);
  if (typeof alg === 'string' && /^hs\d+$/i.test(alg))
    return failed(
      'A shared-secret algorithm: a confused verifier takes the public key as the secret, which everybody knows.',
      values,
    );
  return failed('Pools never sign with it.', values);
}

function keyId({ header, keys }: Subject): Finding {
  const { kid } = header;
  const actual = shown(kid);
  if (typeof kid !== 'string') return failed('kid is missing or no string.', { actual });
  if (/(\.\.|[\\\0'";]|--|^\/|\.pem$|^https?:)/i.test(kid))
    return failed('kid looks like a path, an address or a query.', { actual });
  if (keys === undefined)
    return notChecked('Without a pool of this workspace there are no keys to compare with.', { actual });
  const known = Object.entries(keys).find(([, key]) => key.kid === kid)?.[0];
  const expected = `${keys.id.kid} or ${keys.access.kid}`;
  return known === undefined
    ? failed('Not in the pool’s jwks.json.', { expected, actual })
    : passed(`In the pool’s jwks.json; its key for ${known} tokens.`, { expected, actual });
}

function noKeysInHeader({ header }: Subject): Finding {
  const brought = ['jku', 'x5u', 'jwk', 'x5c', 'x5t', 'x5t#S256'].filter((name) => name in header);
  return brought.length === 0
    ? passed('The header brings no key of its own.')
    : failed(`The header brings ${brought.join(', ')}; pools never do.`, {
        actual: brought.map((name) => `${name}: ${shown(header[name])}`).join('; '),
      });
}

function noCritical({ header }: Subject): Finding {
  return header['crit'] === undefined
    ? passed('None named.')
    : failed('Pools name none.', { actual: shown(header['crit']) });
}

function signatureThere({ read }: Subject): Finding {
  const bytes = read.signature?.byteLength ?? 0;
  const values = { expected: '256 bytes', actual: `${bytes} bytes` };
  if (bytes === 0) return failed('The third part is empty.', values);
  return bytes === 256
    ? passed('256 bytes, as RSA-2048 gives.', values)
    : warned('Not the length of an RSA-2048 signature.', values);
}

const TYPES: Readonly<Record<string, 'string' | 'number' | 'boolean' | 'strings'>> = {
  iss: 'string',
  sub: 'string',
  token_use: 'string',
  client_id: 'string',
  username: 'string',
  scope: 'string',
  exp: 'number',
  iat: 'number',
  auth_time: 'number',
  nbf: 'number',
  jti: 'string',
  origin_jti: 'string',
  event_id: 'string',
  'cognito:username': 'string',
  'cognito:preferred_role': 'string',
  email: 'string',
  email_verified: 'boolean',
  phone_number_verified: 'boolean',
  'cognito:groups': 'strings',
  'cognito:roles': 'strings',
};

function claimTypes({ payload }: Subject): Finding {
  const wrong = Object.entries(payload).filter(([name, value]) => {
    if (/^(dev:)?custom:/.test(name)) return typeof value !== 'string';
    const type = TYPES[name];
    if (type === undefined) return false;
    return type === 'strings'
      ? !(Array.isArray(value) && value.every((item) => typeof item === 'string'))
      : typeof value !== type;
  });
  return wrong.length === 0
    ? passed('Every known claim has the type that pools give it.')
    : failed(`Of another type than pools give: ${wrong.map(([name]) => name).join(', ')}.`, {
        actual: wrong.map(([name, value]) => `${name}: ${shown(value)}`).join('; '),
      });
}

function timesInOrder({ payload, now }: Subject): Finding {
  const { auth_time: signIn, iat, exp, nbf } = payload;
  const faults = [
    typeof signIn === 'number' && typeof iat === 'number' && signIn > iat ? 'auth_time lies after iat' : '',
    typeof iat === 'number' && typeof exp === 'number' && iat >= exp ? 'exp does not lie after iat' : '',
    typeof nbf === 'number' && nbf * 1000 > now ? 'nbf has not come yet' : '',
  ].filter((fault) => fault !== '');
  return faults.length === 0 ? passed('auth_time, iat and exp follow each other.') : failed(`${faults.join('; ')}.`);
}

function lifetime({ payload, client }: Subject): Finding {
  const { iat, exp, token_use: use } = payload;
  if (typeof iat !== 'number' || typeof exp !== 'number') return notChecked('iat or exp is missing.');
  const actual = lengthOf(exp - iat);
  if (client === undefined || (use !== 'id' && use !== 'access'))
    return notChecked('Without its app client there is nothing to compare with.', { actual });
  const seconds = lifetimesOf(client)[use];
  const values = { expected: lengthOf(seconds), actual };
  return exp - iat === seconds
    ? passed(`As ${use === 'id' ? 'IdTokenValidity' : 'AccessTokenValidity'} of the app client says.`, values)
    : warned('The app client now gives another lifetime; the token keeps the one it was issued with.', values);
}

function notRevoked({ revoked, user }: Subject): Finding {
  if (user === undefined) return notChecked('Without its user there is nothing to look up.');
  return revoked === undefined ? passed('The sign-in it came of is alive.') : failed(revoked);
}

/** A token that an app client got for itself names the client as its subject. */
const isMachine = (payload: Subject['payload']): boolean =>
  payload['token_use'] === 'access' && payload['sub'] !== undefined && payload['sub'] === payload['client_id'];

function userStands({ payload, user, pool }: Subject): Finding {
  const actual = shown(payload['sub']);
  if (pool === undefined)
    return notChecked('Without a pool of this workspace there are no users to look up.', { actual });
  if (isMachine(payload))
    return notChecked('The token is about the app client itself (client credentials): it has no user.', { actual });
  if (user === undefined) return failed('No user of the pool has this sub (any more).', { actual });
  if (!user.enabled) return failed(`The user ${user.username} is disabled.`, { actual });
  return passed(`${user.username}, ${user.status}.`, { actual });
}

function groupsNow({ payload, user, groups }: Subject): Finding {
  if (user === undefined) return notChecked('Without its user there is nothing to compare with.');
  return sameList(payload['cognito:groups'], groups, 'groups');
}

function rolesNow({ payload, user, roles, preferredRole }: Subject): Finding {
  if (payload['token_use'] !== 'id') return notChecked('Only ID tokens carry roles.');
  if (user === undefined) return notChecked('Without its user there is nothing to compare with.');
  const list = sameList(payload['cognito:roles'], roles, 'roles');
  if (list.outcome !== 'passed' || payload['cognito:preferred_role'] === preferredRole) return list;
  return warned('cognito:preferred_role has changed since the token was issued.', {
    expected: shown(preferredRole),
    actual: shown(payload['cognito:preferred_role']),
  });
}

function sameList(claim: unknown, now: readonly string[], what: string): Finding {
  const then = Array.isArray(claim) ? claim.map(String) : [];
  const values = {
    expected: now.length === 0 ? '(none)' : now.join(', '),
    actual: then.length === 0 ? '(none)' : then.join(', '),
  };
  const same = then.length === now.length && then.every((item) => now.includes(item));
  return same
    ? passed(`The ${what} are those of the pool now.`, values)
    : warned(`The user’s ${what} have changed since the token was issued.`, values);
}

function size({ token }: Subject): Finding {
  const actual = `${token.length.toLocaleString('en')} bytes`;
  const expected = 'up to 4,096 bytes';
  if (token.length > 8192) return failed('Too large for most servers’ header limits.', { expected, actual });
  return token.length > 4096
    ? warned('Too large for a cookie.', { expected, actual })
    : passed('Fits a cookie and every usual header limit.', { expected, actual });
}
