import { afterEach, expect, test } from 'vitest';
import type { CreateUserPoolRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import { maskedDestination } from '../../../../electron/engine/messages/templates.ts';
import { PASSWORD, addUser, attributes, getUser, lastMessage, seen, startWorld, type World } from './support.ts';

let world: World;
afterEach(() => world.stop());
const start = async (pool: Partial<CreateUserPoolRequest>) => {
  world = await startWorld(pool);
};
const signUp = (Username: string, values: Record<string, string>) =>
  world.call('cognito-idp', 'SignUp', {
    ClientId: world.clientId,
    Username,
    Password: PASSWORD,
    UserAttributes: attributes(values),
  });

test('the pool’s own texts, by medium, with code and name filled in', async () => {
  await start({
    AutoVerifiedAttributes: ['email', 'phone_number'],
    VerificationMessageTemplate: {
      EmailMessage: 'Hello {username}, {####} and again {####}.',
      EmailSubject: 'Welcome to the stream',
      SmsMessage: 'Stream code {####}',
    },
    AdminCreateUserConfig: {
      InviteMessageTemplate: {
        EmailMessage: '{username} / {####}',
        EmailSubject: 'Come in',
        SMSMessage: 'SMS {username} {####}',
      },
    },
  });
  await signUp('$&{####}', { email: 'nora@example.com' });
  const mail = await lastMessage(world, 'nora@example.com');
  expect(mail).toMatchObject({
    subject: 'Welcome to the stream',
    body: `Hello $&{####}, ${mail.code} and again ${mail.code}.`,
  });
  await signUp('phone', { phone_number: '+15551231234' });
  const sms = await lastMessage(world, '+15551231234');
  expect(sms).toMatchObject({ medium: 'SMS', body: `Stream code ${sms.code}` });
  expect(sms).not.toHaveProperty('subject');
  await world.call('cognito-idp', 'AdminCreateUser', {
    UserPoolId: world.poolId,
    Username: 'both',
    UserAttributes: attributes({ email: 'both@example.com', phone_number: '+15551230000' }),
    DesiredDeliveryMediums: ['EMAIL', 'SMS'],
  });
  const { messages } = await world.call('poolkeeper', 'ListMessages', { Username: 'both' });
  expect(
    messages.map(({ medium, subject, body, code }) => [medium, subject, body.replace(code ?? '', 'CODE')]),
  ).toEqual([
    ['SMS', undefined, 'SMS both CODE'],
    ['EMAIL', 'Come in', 'both / CODE'],
  ]);
});

test('the outbox pages newest first, filters, and empties', async () => {
  await start({});
  for (let index = 0; index < 5; index++) await signUp(`user${index}`, { email: `user${index}@example.com` });
  const first = await world.call('poolkeeper', 'ListMessages', { Limit: 3 });
  expect(first.messages.map(({ username }) => username)).toEqual(['user4', 'user3', 'user2']);
  expect(first.more).toBe(true);
  const second = await world.call('poolkeeper', 'ListMessages', { Limit: 3, Before: first.messages.at(-1)?.id ?? '' });
  expect(second.messages.map(({ username }) => username)).toEqual(['user1', 'user0']);
  expect(second.more).toBe(false);
  expect(
    await world.call('poolkeeper', 'DeleteMessages', { PoolId: world.poolId, Username: 'user3@example.com' }),
  ).toEqual({ deleted: 1 });
  expect(await world.call('poolkeeper', 'DeleteMessages', { PoolId: 'us-east-1_nothing00' })).toEqual({ deleted: 0 });
  expect(await world.call('poolkeeper', 'DeleteMessages', {})).toEqual({ deleted: 4 });
});

test('destinations are masked as AWS masks them', () => {
  expect(maskedDestination('EMAIL', 'jane@example.com')).toBe('j***@e***');
  expect(maskedDestination('SMS', '+15551231234')).toBe('+*******1234');
});

test('a pool that confirms by link has no page to lead to', async () => {
  await start({ VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } });
  const fault = await world.refused('cognito-idp', 'SignUp', {
    ClientId: world.clientId,
    Username: 'nora',
    Password: PASSWORD,
    UserAttributes: attributes({ email: 'n@example.com' }),
  });
  expect(seen(fault)).toBe(
    'InvalidParameterException: A confirmation link cannot be sent because the user pool has no domain.',
  );
  expect(seen(await world.refused('cognito-idp', 'AdminGetUser', { UserPoolId: world.poolId, Username: 'nora' }))).toBe(
    'UserNotFoundException: User does not exist.',
  );
});

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const sender = { LambdaVersion: 'V1_0', LambdaArn: ARN } as const;

test.each([
  ['PreSignUp', { PreSignUp: ARN }],
  ['CustomMessage', { CustomMessage: ARN }],
  ['CustomEmailSender', { CustomEmailSender: sender, KMSKeyID: 'arn:aws:kms:us-east-1:000000000000:key/k' }],
] as const)('a pool with %s cannot sign users up, and nothing of it stays', async (trigger, LambdaConfig) => {
  await start({ LambdaConfig });
  const text = `UnexpectedLambdaException: ${trigger} invocation failed due to error ResourceNotFoundException.`;
  const input = {
    ClientId: world.clientId,
    Username: 'nora',
    Password: PASSWORD,
    UserAttributes: attributes({ email: 'n@example.com' }),
  };
  const fault = await world.refused('cognito-idp', 'SignUp', input);
  expect(seen(fault)).toBe(text);
  expect(fault.reason).toContain(ARN);
  const admin = {
    UserPoolId: world.poolId,
    Username: 'ivo',
    UserAttributes: input.UserAttributes,
    DesiredDeliveryMediums: ['EMAIL'],
  };
  expect(seen(await world.refused('cognito-idp', 'AdminCreateUser', admin))).toBe(text);
  expect((await world.call('cognito-idp', 'ListUsers', { UserPoolId: world.poolId })).Users).toEqual([]);
  expect((await world.call('poolkeeper', 'ListMessages', {})).messages).toEqual([]);
});

test('an unbound PostConfirmation fails the call and leaves the user confirmed, an unbound UserMigration recovers no stranger', async () => {
  await start({ LambdaConfig: { PostConfirmation: ARN, UserMigration: ARN } });
  await signUp('nora', { email: 'n@example.com' });
  const text = (trigger: string) =>
    `UnexpectedLambdaException: ${trigger} invocation failed due to error ResourceNotFoundException.`;
  const { code = '' } = await lastMessage(world, 'nora');
  expect(
    seen(
      await world.refused('cognito-idp', 'ConfirmSignUp', {
        ClientId: world.clientId,
        Username: 'nora',
        ConfirmationCode: code,
      }),
    ),
  ).toBe(text('PostConfirmation'));
  expect((await getUser(world, 'nora')).UserStatus).toBe('CONFIRMED');
  await signUp('mira', { email: 'm@example.com' });
  expect(
    seen(await world.refused('cognito-idp', 'AdminConfirmSignUp', { UserPoolId: world.poolId, Username: 'mira' })),
  ).toBe(text('PostConfirmation'));
  expect((await getUser(world, 'mira')).UserStatus).toBe('CONFIRMED');
  expect(
    seen(await world.refused('cognito-idp', 'ForgotPassword', { ClientId: world.clientId, Username: 'nobody' })),
  ).toBe(text('UserMigration'));
  await addUser(world, 'known', { email: 'k@example.com', email_verified: 'true' });
  await world.call('cognito-idp', 'ForgotPassword', { ClientId: world.clientId, Username: 'known' });
});
