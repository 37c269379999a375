import {
  buildDecrypt,
  CommitmentPolicy,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import { afterEach, expect, test } from 'vitest';
import {
  PASSWORD,
  accessToken,
  addUser,
  attributes,
  lastMessage,
  seen,
  type World,
} from '../user-pools/users/support.ts';
import { events, KEY_ARN, sources, worldWith } from './support.ts';

let world: World;
afterEach(() => world.stop());

const ECHO =
  'event.response.emailMessage = event.triggerSource + " {####} " + (event.request.clientMetadata?.a ?? "");';

/** Every call that sends a code, with the reason that functions are told. */
const calls: readonly [occasion: string, run: () => Promise<unknown>][] = [
  [
    'SignUp',
    () =>
      world.call('cognito-idp', 'SignUp', {
        ClientId: world.clientId,
        Username: 'nora',
        Password: PASSWORD,
        UserAttributes: attributes({ email: 'nora@example.com' }),
        ClientMetadata: { a: 'b' },
      }),
  ],
  [
    'ResendCode',
    async () => {
      await calls[0]?.[1]();
      await world.call('cognito-idp', 'ResendConfirmationCode', {
        ClientId: world.clientId,
        Username: 'nora',
        ClientMetadata: { a: 'b' },
      });
    },
  ],
  [
    'ForgotPassword',
    async () => {
      await addUser(world, 'nora', { email: 'nora@example.com', email_verified: 'true' });
      await world.call('cognito-idp', 'ForgotPassword', {
        ClientId: world.clientId,
        Username: 'nora',
        ClientMetadata: { a: 'b' },
      });
    },
  ],
  [
    'ForgotPassword',
    async () => {
      await addUser(world, 'nora', { email: 'nora@example.com', email_verified: 'true' });
      await world.call('cognito-idp', 'AdminResetUserPassword', {
        UserPoolId: world.poolId,
        Username: 'nora',
        ClientMetadata: { a: 'b' },
      });
    },
  ],
  [
    'UpdateUserAttribute',
    async () => {
      await addUser(world, 'nora', { email: 'old@example.com', email_verified: 'true' });
      await world.call('cognito-idp', 'UpdateUserAttributes', {
        AccessToken: await accessToken(world, 'nora'),
        UserAttributes: attributes({ email: 'nora@example.com' }),
        ClientMetadata: { a: 'b' },
      });
    },
  ],
  [
    'UpdateUserAttribute',
    async () => {
      await addUser(world, 'nora', { email: 'old@example.com', email_verified: 'true' });
      await world.call('cognito-idp', 'AdminUpdateUserAttributes', {
        UserPoolId: world.poolId,
        Username: 'nora',
        UserAttributes: attributes({ email: 'nora@example.com' }),
        ClientMetadata: { a: 'b' },
      });
    },
  ],
  [
    'VerifyUserAttribute',
    async () => {
      await addUser(world, 'nora', { email: 'nora@example.com' });
      await world.call('cognito-idp', 'GetUserAttributeVerificationCode', {
        AccessToken: await accessToken(world, 'nora'),
        AttributeName: 'email',
        ClientMetadata: { a: 'b' },
      });
    },
  ],
];

test.each(calls)('CustomMessage_%s words the message', async (occasion, run) => {
  world = await worldWith({ CustomMessage: ECHO });
  await run();
  const { body, code } = await lastMessage(world, 'nora');
  expect(body).toBe(`CustomMessage_${occasion} ${code} b`);
  const sent = (await events(world)).at(-1);
  expect(sent).toMatchObject({
    triggerSource: `CustomMessage_${occasion}`,
    request: { linkParameter: '{##Click Here##}', usernameParameter: null, clientMetadata: { a: 'b' } },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  expect(sent?.request.userAttributes?.['sub']).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([
  ['lacks the code', 'event.response.emailMessage = "Welcome"', 'Your confirmation code is CODE'],
  ['is null', 'event.response.emailMessage = null', 'Your confirmation code is CODE'],
  ['is for the other medium', 'event.response.smsMessage = "SMS {####}"', 'Your confirmation code is CODE'],
  ['is empty', 'event.response.emailMessage = ""', 'Your confirmation code is CODE'],
])('a text that %s is ignored', async (_what, body, text) => {
  world = await worldWith({ CustomMessage: body });
  await calls[0]?.[1]();
  const message = await lastMessage(world, 'nora');
  expect(message.body).toBe(text.replace('CODE', message.code ?? ''));
});

test('CustomMessage refuses with its error and nothing is stored', async () => {
  world = await worldWith({ CustomMessage: 'throw new Error("No words")' });
  const fault = await world.refused('cognito-idp', 'SignUp', {
    ClientId: world.clientId,
    Username: 'nora',
    Password: PASSWORD,
    UserAttributes: attributes({ email: 'nora@example.com' }),
  });
  expect(seen(fault)).toBe('UserLambdaValidationException: CustomMessage failed with error No words.');
  expect((await world.call('cognito-idp', 'ListUsers', { UserPoolId: world.poolId })).Users).toEqual([]);
});

/** Opens a code as a sender does, with the key that the workspace gives. */
async function opened(code: unknown): Promise<{ text: string; context: Record<string, string> }> {
  const { key, keyNamespace, keyName } = await world.call('poolkeeper', 'GetSenderKey', { KeyArn: KEY_ARN });
  const keyring = new RawAesKeyringNode({
    keyNamespace,
    keyName,
    unencryptedMasterKey: new Uint8Array(Buffer.from(key, 'base64')),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
  const policies = [CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT, CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT];
  const texts = await Promise.all(
    policies.map((policy) => buildDecrypt(policy).decrypt(keyring, Buffer.from(String(code), 'base64'))),
  );
  expect(texts[0]?.plaintext).toEqual(texts[1]?.plaintext);
  return {
    text: String(texts[0]?.plaintext),
    context: { ...texts[0]?.messageHeader.encryptionContext },
  };
}

test.each(calls)('CustomEmailSender_%s gets the code encrypted, and the outbox nothing', async (occasion, run) => {
  // The trace masks a code, so the function tells it otherwise.
  world = await worldWith({ CustomEmailSender: 'console.log("sealed " + event.request.code)' });
  await run();
  expect(await sources(world)).toEqual([`CustomEmailSender_${occasion}`]);
  const [event] = await events(world);
  expect(event).toMatchObject({
    version: '1',
    request: { type: 'customEmailSenderRequestV1', clientMetadata: { a: 'b' } },
  });
  const { traces } = await world.call('poolkeeper', 'ListTraces', { Limit: 1 });
  const output = traces[0]?.steps.flatMap(({ detail }) => (detail?.['output'] as string[] | undefined) ?? []) ?? [];
  const { text, context } = await opened(output[0]?.slice('sealed '.length));
  expect(text).toMatch(/^\d{6}$/);
  expect(context).toMatchObject({ 'userpool-id': world.poolId });
  expect((await world.call('poolkeeper', 'ListMessages', {})).messages).toEqual([]);
});

test('a sender that fails changes nothing, and is called once', async () => {
  world = await worldWith({ CustomEmailSender: 'throw new Error("Mail is down")' });
  await calls[0]?.[1]();
  const { traces } = await world.call('poolkeeper', 'ListTraces', { Limit: 1 });
  const step = traces[0]?.steps.find(({ name }) => name === 'CustomEmailSender function');
  expect(step).toMatchObject({ outcome: 'ok', detail: { attempts: 1 } });
  expect(step?.reason).toContain('Mail is down');
});

test('CustomSMSSender gets codes that go to a phone, CustomMessage words those that do not', async () => {
  world = await worldWith(
    { CustomSMSSender: '', CustomMessage: ECHO },
    { AutoVerifiedAttributes: ['phone_number', 'email'] },
  );
  await world.call('cognito-idp', 'SignUp', {
    ClientId: world.clientId,
    Username: 'ivo',
    Password: PASSWORD,
    UserAttributes: attributes({ phone_number: '+15555550100' }),
  });
  expect(await sources(world)).toEqual(['CustomSMSSender_SignUp']);
  await calls[0]?.[1]();
  expect(await sources(world)).toEqual(['CustomMessage_SignUp']);
});
