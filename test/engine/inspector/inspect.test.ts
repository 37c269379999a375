import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTokens } from '../../../electron/engine/inspector/find-tokens.ts';
import type { Judgement } from '../../../shared/poolkeeper/operations.ts';
import { partOf, stage, type Stage, type Tokens } from '../../support/signed-in.ts';

const SEVEN = ['signature', 'iss', 'audience', 'exp', 'iat', 'token_use', 'scope'];
let on: Stage;
let tokens: Tokens;
beforeAll(async () => {
  on = await stage({ now: Date.UTC(2026, 10, 1, 12), attributes: { email: 'alice@example.com' } });
  await on.call('cognito-idp', 'CreateGroup', {
    UserPoolId: on.poolId,
    GroupName: 'free',
    Precedence: 1,
    RoleArn: 'arn:aws:iam::000000000000:role/free',
  });
  await on.call('cognito-idp', 'AdminAddUserToGroup', { UserPoolId: on.poolId, GroupName: 'free', Username: 'alice' });
  tokens = await on.srp();
});
afterAll(() => on.stop());

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const inspectAll = async (Token: string, more = {}): Promise<readonly Judgement[]> =>
  (await on.call('poolkeeper', 'InspectToken', { Token, ...more })).judgements;
const inspect = async (Token: string, more = {}): Promise<Judgement> => (await inspectAll(Token, more))[0] as Judgement;
const check = ({ checks }: Judgement, id: string) => checks.find((one) => one.id === id);
async function signedByPool(claims: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> {
  const key = await on.engine.workspace.keys.key(on.poolId, 'id');
  return new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: 'RS256', ...header }).sign(key.privateKey);
}

describe('good tokens', () => {
  test('an ID token passes; the seven checks stand first', async () => {
    const judged = await inspect(tokens.IdToken);
    expect(judged).toMatchObject({ outcome: 'accepted', kind: 'id' });
    expect(judged.verdict).toBe('Accepted: an ID token of alice for app, valid for another 1 h.');
    expect(judged.checks.slice(0, 7).map(({ id }) => id)).toEqual(SEVEN);
    expect(judged.checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'warned')).toEqual([]);
    for (const { why, reason } of judged.checks) expect([why.length > 10, reason.length > 5]).toEqual([true, true]);
    expect(judged.claims.find(({ name }) => name === 'email')).toMatchObject({
      value: 'alice@example.com',
      source: 'attribute: email',
    });
    expect(judged.claims.find(({ name }) => name === 'exp')).toMatchObject({ date: '2026-11-01T13:00:00.000Z' });
  });

  test('an access token passes for its client, use and scope', async () => {
    const judged = await inspect(tokens.AccessToken, {
      PoolId: on.poolId,
      ClientId: on.clientId,
      Use: 'access',
      Scope: 'aws.cognito.signin.user.admin',
    });
    expect(judged.outcome).toBe('accepted');
    for (const id of SEVEN) expect(check(judged, id)?.outcome).toBe('passed');
  });

  test('a refresh token is recognised, opened and bound', async () => {
    const judged = await inspect(tokens.RefreshToken);
    expect(judged).toMatchObject({
      outcome: 'accepted',
      kind: 'refresh',
      header: { cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' },
    });
    expect(judged.claims.find(({ name }) => name === 'origin_jti')?.value).toBe(
      partOf(tokens.IdToken, 1)['origin_jti'],
    );
    expect(judged.claims.find(({ name }) => name === 'client')?.value).toBe(on.clientId);
  });
});

type Bad = readonly [
  what: string,
  failing: string,
  make: () => Promise<string> | string,
  wanted?: Record<string, unknown>,
];
const made = (
  header: Record<string, unknown>,
  payload: Record<string, unknown>,
  signature = tokens.IdToken.split('.')[2] as string,
): string =>
  `${encode({ ...partOf(tokens.IdToken, 0), ...header })}.${encode({ ...partOf(tokens.IdToken, 1), ...payload })}.${signature}`;
const claims = (): Record<string, unknown> => partOf(tokens.IdToken, 1);
const bad: readonly Bad[] = [
  ['a changed claim', 'signature', () => made({}, { 'cognito:username': 'root' })],
  ['another client', 'audience', () => tokens.IdToken, { ClientId: 'another' }],
  ['another pool', 'signature', () => tokens.IdToken, { PoolId: 'us-east-1_Other1234' }],
  ['an ID token for an access token', 'token_use', () => tokens.IdToken, { Use: 'access' }],
  ['a scope it has not', 'scope', () => tokens.AccessToken, { Scope: 'catalog/premium' }],
  ['issued in the future', 'iat', () => signedByPool({ ...claims(), iat: 1_900_000_000, exp: 1_900_003_600 })],
  [
    'expired',
    'exp',
    () => signedByPool({ ...claims(), iat: 1_600_000_000, exp: 1_600_003_600, auth_time: 1_600_000_000 }),
  ],
  ['no expiry', 'exp', () => signedByPool({ ...claims(), exp: undefined })],
  ['alg none', 'alg', () => made({ alg: 'none' }, {}, '')],
  ['alg nOnE', 'alg', () => made({ alg: 'nOnE' }, {}, '')],
  ['an empty signature', 'empty-signature', () => made({}, {}, '')],
  [
    'HS256 under the public key',
    'alg',
    async () => {
      const { publicKey } = await on.engine.workspace.keys.key(on.poolId, 'id');
      const text = made({ alg: 'HS256' }, {}, '').slice(0, -1);
      return `${text}.${createHmac('sha256', publicKey.export({ type: 'spki', format: 'pem' }))
        .update(text)
        .digest('base64url')}`;
    },
  ],
  ['a path in kid', 'kid', () => made({ kid: '../../dev/null' }, {})],
  ['SQL in kid', 'kid', () => made({ kid: "x' OR '1'='1" }, {})],
  ['jku', 'header-keys', () => signedByPool(claims(), { jku: 'https://evil.example/jwks.json' })],
  ['a key in jwk', 'header-keys', () => signedByPool(claims(), { jwk: { kty: 'RSA' } })],
  ['crit', 'crit', () => made({ crit: ['exp'] }, {})],
  ['padding', 'base64url', () => `${tokens.IdToken}=`],
  [
    'a doubled key',
    'doubled',
    () =>
      `${tokens.IdToken.split('.')[0]}.${Buffer.from(`{"sub":"x",${JSON.stringify(claims()).slice(1)}`).toString('base64url')}.${tokens.IdToken.split('.')[2]}`,
  ],
  ['a group that is no list', 'types', () => signedByPool({ ...claims(), 'cognito:groups': 'free' })],
  ['sign-in after issue', 'times', () => signedByPool({ ...claims(), auth_time: 1_999_999_999 })],
  ['an unknown user', 'user', () => signedByPool({ ...claims(), sub: '00000000-0000-4000-8000-000000000000' })],
  ['too large', 'size', () => signedByPool({ ...claims(), 'custom:big': 'x'.repeat(9000) })],
];

describe('bad tokens are refused by the check that is about it', () => {
  for (const [what, failing, make, wanted] of bad)
    test(what, async () => {
      const judged = await inspect(await make(), wanted);
      expect(check(judged, failing)?.outcome === 'failed' || failing === 'signature').toBe(true);
      expect(judged.outcome).not.toBe('accepted');
      if (wanted?.['PoolId'] === undefined) expect(check(judged, failing)?.outcome).toBe('failed');
    });

  test('a token of a pool elsewhere is undecided, an unsigned one refused all the same', async () => {
    const foreign = { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI' };
    const judged = await inspect(made({}, foreign));
    expect(judged.outcome).toBe('undecided');
    expect(check(judged, 'signature')?.outcome).toBe('not checked');
    expect((await inspect(made({ alg: 'none' }, foreign, ''))).outcome).toBe('refused');
  });

  test('what cannot be read says where reading stopped', async () => {
    const judged = await inspect(`${tokens.IdToken.slice(0, 30)}!${tokens.IdToken.slice(31)}`);
    expect(judged.outcome).toBe('refused');
    expect(judged.stopped).toMatchObject({ at: 30 });
    expect(await inspect('hello world')).toMatchObject({ kind: 'unknown', outcome: 'refused', checks: [] });
  });

  test('nothing pasted is a fault', async () => {
    const wrong: readonly object[] = [
      { Token: '' },
      { Token: '   ' },
      {},
      { Token: 5 },
      { Token: 'x', PoolId: {} },
      { Token: 'x', Use: 'refresh' },
    ];
    for (const input of wrong)
      expect(await on.refused('poolkeeper', 'InspectToken', input)).toMatchObject({
        code: 'InvalidParameterException',
      });
  });
});

describe('a token is judged against the pool as it is now', () => {
  test('changed groups, roles and lifetimes are remarked', async () => {
    await on.call('cognito-idp', 'CreateGroup', {
      UserPoolId: on.poolId,
      GroupName: 'premium',
      Precedence: 0,
      RoleArn: 'arn:aws:iam::000000000000:role/premium',
    });
    await on.call('cognito-idp', 'AdminAddUserToGroup', {
      UserPoolId: on.poolId,
      GroupName: 'premium',
      Username: 'alice',
    });
    const judged = await inspect(tokens.IdToken);
    expect(judged.outcome).toBe('accepted');
    expect(judged.verdict).toContain('2 remarks below.');
    expect(check(judged, 'groups')).toMatchObject({ outcome: 'warned', expected: 'premium, free', actual: 'free' });
    expect(check(judged, 'roles')?.outcome).toBe('warned');
  });

  test('an issuer of another port is remarked, not refused', async () => {
    const { workspace } = on.engine;
    workspace.endpoint = 'http://localhost:7777';
    expect(check(await inspect(tokens.IdToken), 'iss')?.outcome).toBe('warned');
    workspace.endpoint = 'http://localhost:9229';
  });

  test('revoked, disabled, expired', async () => {
    const mine = await on.password();
    await on.call('cognito-idp', 'RevokeToken', { ClientId: on.clientId, Token: mine.RefreshToken });
    const revoked = await inspect(mine.AccessToken);
    expect(revoked.outcome).toBe('refused');
    expect(check(revoked, 'revoked')?.outcome).toBe('failed');
    expect(check(revoked, 'signature')?.outcome).toBe('passed');
    expect((await inspect(mine.RefreshToken)).verdict).toMatch(/^Refused: Not revoked/);
    await on.call('cognito-idp', 'AdminDisableUser', { UserPoolId: on.poolId, Username: 'alice' });
    expect(check(await inspect(tokens.IdToken), 'user')?.reason).toContain('disabled');
    on.advance(3_600_000);
    expect((await inspect(tokens.IdToken)).verdict).toMatch(/^Refused: Expiry/);
  });
});

describe('finds tokens in whatever is pasted', () => {
  const a = `${encode({ kid: 'k', alg: 'RS256' })}.${encode({ sub: 'a' })}.AAAA`;
  const b = `${encode({ kid: 'k', alg: 'RS256' })}.${encode({ sub: 'b' })}.AAAA`;
  const jwe = `${Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url')}.AA.AA.AA.AA`;
  const pasted: readonly (readonly [string, string, readonly { text: string; name?: string }[]])[] = [
    ['a bare token', `  ${a}\n`, [{ text: a }]],
    ['a header', `Authorization: Bearer ${a}`, [{ text: a, name: 'Authorization' }]],
    ['a scheme', `bearer ${a}`, [{ text: a }]],
    [
      'a fragment',
      `https://app.example/cb#id_token=${a}&access_token=${b}&token_type=Bearer`,
      [
        { text: a, name: 'id_token' },
        { text: b, name: 'access_token' },
      ],
    ],
    ['a query', `myapp://cb?state=x&id_token_hint=${a}`, [{ text: a, name: 'id_token_hint' }]],
    [
      'a token endpoint’s answer',
      JSON.stringify({ id_token: a, access_token: b, refresh_token: jwe, expires_in: 3600 }),
      [
        { text: a, name: 'id_token' },
        { text: b, name: 'access_token' },
        { text: jwe, name: 'refresh_token' },
      ],
    ],
    [
      'what initiate-auth prints',
      JSON.stringify(
        {
          ChallengeParameters: {},
          AuthenticationResult: { AccessToken: b, ExpiresIn: 3600, TokenType: 'Bearer', RefreshToken: jwe, IdToken: a },
        },
        null,
        4,
      ),
      [
        { text: b, name: 'AccessToken' },
        { text: jwe, name: 'RefreshToken' },
        { text: a, name: 'IdToken' },
      ],
    ],
    [
      'a curl command',
      `curl -H 'Authorization: Bearer ${a}' -H "x: 1" https://api.example/`,
      [{ text: a, name: 'Authorization' }],
    ],
    ['two lines', `${a}\n${b}\n${a}`, [{ text: a }, { text: b }]],
    ['a list', JSON.stringify([a, b]), [{ text: a }, { text: b }]],
    ['broken JSON', `{"id_token": "${a}",`, [{ text: a, name: 'id_token' }]],
    ['an address without tokens', 'https://app.example/cb?code=abc', [{ text: 'https://app.example/cb?code=abc' }]],
    ['nothing', ' ', []],
  ];
  for (const [what, text, found] of pasted) test(what, () => expect(findTokens(text)).toEqual(found));

  test('never throws and never hangs', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc.webUrl({ withFragments: true, withQueryParameters: true }),
        ),
        (text) => {
          expect(Array.isArray(findTokens(text))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
    const started = performance.now();
    for (const text of [
      'ey'.repeat(200_000),
      `${'eyA'.repeat(10)}.`.repeat(20_000),
      '.'.repeat(300_000),
      '{'.repeat(100_000),
      '"'.repeat(100_000),
    ])
      findTokens(text);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test('every pasted text gets an answer or a declared fault', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc.array(fc.base64String(), { maxLength: 5 }).map((parts) => `ey${parts.join('.')}`),
        ),
        async (Token) => {
          const reply = await on.engine.call('poolkeeper', 'InspectToken', { Token });
          expect(reply.ok || reply.fault.code === 'InvalidParameterException').toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
