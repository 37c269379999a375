import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationName } from '../../../../shared/contract.ts';
import { PASSWORD, stage, type Stage, type Tokens } from '../../../support/signed-in.ts';
import { srpClient } from '../../../support/srp-client.ts';

let on: Stage;
let tokens: Tokens;
let proof: Record<string, string>;
beforeAll(async () => {
  on = await stage();
  tokens = await on.srp();
  const srp = srpClient();
  const { ChallengeParameters = {} } = await on.call('cognito-idp', 'InitiateAuth', {
    ClientId: on.clientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: 'alice', SRP_A: srp.SRP_A },
  });
  proof = srp.answer(ChallengeParameters, on.poolId, 'Wrong-1234');
});
afterAll(() => on.stop());

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('\ud800', '\0', 'ä', '🔑', '"', '%', "'", 'a'), maxLength: 20 }),
  fc.base64String({ maxLength: 80 }),
  fc.constantFrom('', 'alice', PASSWORD, '0', 'f'.repeat(768), 'x'.repeat(3000)),
);
const usual = () => [tokens.AccessToken, tokens.IdToken, tokens.RefreshToken, ...Object.values(proof)];
const value = fc.oneof(
  text,
  fc.nat(7).map((index) => usual()[index % usual().length] as string),
);
const names = [
  'USERNAME',
  'PASSWORD',
  'SRP_A',
  'SECRET_HASH',
  'REFRESH_TOKEN',
  'DEVICE_KEY',
  'NEW_PASSWORD',
  'ANSWER',
  'PASSWORD_CLAIM_SIGNATURE',
  'PASSWORD_CLAIM_SECRET_BLOCK',
  'TIMESTAMP',
  'userAttributes.email',
  'userAttributes.__proto__',
];
const parameters = fc.dictionary(fc.oneof(fc.constantFrom(...names), text), value, { maxKeys: 8 });
const client = () => fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: text });
const flow = fc.constantFrom(
  'USER_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'USER_AUTH',
  'nonsense',
);
const challenge = fc.constantFrom(
  'PASSWORD_VERIFIER',
  'NEW_PASSWORD_REQUIRED',
  'SMS_MFA',
  'CUSTOM_CHALLENGE',
  'PASSWORD',
  'nonsense',
);

/** Calls with anything; a refusal must be a declared one of 400, never an unforeseen error. */
async function answers(operation: OperationName<'cognito-idp'>, input: object): Promise<void> {
  const reply = await on.engine.call('cognito-idp', operation, input as never);
  if (reply.ok) return;
  expect(reply.fault.status ?? 400).toBe(400);
  expect(reply.fault.code).not.toBe('InternalErrorException');
  expect(reply.fault.message.length).toBeGreaterThan(0);
}

const idOf = (id: string | number): string => (typeof id === 'number' ? on.clientId : id);

test('sign-in answers anything with tokens, a challenge or a declared fault', async () => {
  await fc.assert(
    fc.asyncProperty(
      flow,
      client(),
      parameters,
      fc.boolean(),
      fc.option(text),
      async (AuthFlow, id, AuthParameters, admin, Session) => {
        const input = { AuthFlow, ClientId: idOf(id), AuthParameters, ...(Session === null ? {} : { Session }) };
        await answers(
          admin ? 'AdminInitiateAuth' : 'InitiateAuth',
          admin ? { ...input, UserPoolId: on.poolId } : input,
        );
      },
    ),
    { numRuns: 1500 },
  );
});

test('a challenge takes any answer without an unforeseen error', async () => {
  await fc.assert(
    fc.asyncProperty(
      challenge,
      client(),
      parameters,
      fc.boolean(),
      fc.option(value),
      async (ChallengeName, id, ChallengeResponses, admin, Session) => {
        const input = {
          ChallengeName,
          ClientId: idOf(id),
          ChallengeResponses,
          ...(Session === null ? {} : { Session }),
        };
        await answers(
          admin ? 'AdminRespondToAuthChallenge' : 'RespondToAuthChallenge',
          admin ? { ...input, UserPoolId: on.poolId } : input,
        );
      },
    ),
    { numRuns: 1500 },
  );
});

test('refresh, revocation and sign-out take any token without an unforeseen error', async () => {
  await fc.assert(
    fc.asyncProperty(value, client(), fc.option(text), async (token, id, secret) => {
      const more = secret === null ? {} : { ClientSecret: secret };
      await answers('GetTokensFromRefreshToken', { ClientId: idOf(id), RefreshToken: token, ...more });
      await answers('GlobalSignOut', { AccessToken: token === tokens.AccessToken ? 'x' : token });
      if (token !== tokens.RefreshToken) await answers('RevokeToken', { ClientId: idOf(id), Token: token, ...more });
    }),
    { numRuns: 1000 },
  );
});
