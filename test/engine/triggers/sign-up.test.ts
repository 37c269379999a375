import { afterEach, expect, test } from 'vitest';
import { PASSWORD, addUser, attributes, getUser, lastMessage, seen, type World } from '../user-pools/users/support.ts';
import { bind, events, functionSteps, sources, worldWith } from './support.ts';

let world: World;
afterEach(() => world.stop());

const signUpInput = (Username: string, values: Record<string, string> = { email: `${Username}@example.com` }) => ({
  ClientId: world.clientId,
  Username,
  Password: PASSWORD,
  UserAttributes: attributes(values),
});
const signUp = (username: string) => world.call('cognito-idp', 'SignUp', signUpInput(username));

test('PreSignUp gets the sign-up and may leave it alone', async () => {
  world = await worldWith({ PreSignUp: 'console.log("asked for", event.userName)' });
  await world.call('cognito-idp', 'SignUp', {
    ...signUpInput('nora'),
    ValidationData: attributes({ invitation: 'spring' }),
    ClientMetadata: { campaign: 'a' },
  });
  const [event] = await events(world);
  expect(event).toEqual({
    version: '1',
    region: 'us-east-1',
    userPoolId: world.poolId,
    userName: 'nora',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: world.clientId },
    triggerSource: 'PreSignUp_SignUp',
    request: {
      userAttributes: { email: 'nora@example.com', email_verified: 'false' },
      validationData: { invitation: 'spring' },
      clientMetadata: { campaign: 'a' },
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const [step] = await functionSteps(world);
  expect(step?.detail).toMatchObject({ output: ['asked for nora'], attempts: 1 });
  expect((await getUser(world, 'nora')).UserStatus).toBe('UNCONFIRMED');
});

test('PreSignUp confirms and verifies; PostConfirmation follows and no code goes out', async () => {
  world = await worldWith({
    PreSignUp: 'event.response.autoConfirmUser = true; event.response.autoVerifyEmail = true',
    PostConfirmation: '',
  });
  const answer = await signUp('nora');
  expect(answer).toMatchObject({ UserConfirmed: true });
  expect(answer.CodeDeliveryDetails).toBeUndefined();
  expect(await sources(world, 'SignUp')).toEqual(['PreSignUp_SignUp', 'PostConfirmation_ConfirmSignUp']);
  const [, confirmed] = await events(world, 'SignUp');
  expect(confirmed?.request.userAttributes).toMatchObject({
    sub: answer.UserSub,
    'cognito:user_status': 'CONFIRMED',
    email_verified: 'true',
  });
  expect((await getUser(world, 'nora')).attributes['email_verified']).toBe('true');
});

test.each([
  ['throws', 'throw new Error("No")', 'UserLambdaValidationException: PreSignUp failed with error No.'],
  ['throws a text', 'throw "No"', 'UserLambdaValidationException: PreSignUp failed with error No.'],
  ['answers nothing', 'return', 'InvalidLambdaResponseException: Unrecognizable lambda output'],
  ['answers a text', 'return "yes"', 'InvalidLambdaResponseException: Unrecognizable lambda output'],
  ['answers no response', 'return { version: "1" }', 'InvalidLambdaResponseException: Unrecognizable lambda output'],
  [
    'answers another type',
    'event.response.autoConfirmUser = "true"',
    'InvalidLambdaResponseException: Unrecognizable lambda output',
  ],
  [
    'verifies a missing number',
    'event.response.autoVerifyPhone = true',
    'InvalidLambdaResponseException: Unrecognizable lambda output',
  ],
  [
    'answers what is no JSON',
    'return { response: 1n }',
    'UserLambdaValidationException: PreSignUp failed with error Do not know how to serialize a BigInt.',
  ],
  [
    'exits',
    'process.exit(3)',
    'UserLambdaValidationException: PreSignUp failed with error Runtime exited with error: exit status 3.',
  ],
  [
    'rejects elsewhere',
    'void Promise.reject(new Error("Lost")); await new Promise((r) => setTimeout(r, 2000))',
    'UserLambdaValidationException: PreSignUp failed with error Lost.',
  ],
])('a PreSignUp function that %s refuses the sign-up, and nothing of it stays', async (_what, body, text) => {
  world = await worldWith({ PreSignUp: body });
  const fault = await world.refused('cognito-idp', 'SignUp', signUpInput('nora'));
  expect(seen(fault)).toBe(text);
  expect(fault.reason).toBeTypeOf('string');
  expect((await world.call('cognito-idp', 'ListUsers', { UserPoolId: world.poolId })).Users).toEqual([]);
  expect((await world.call('poolkeeper', 'ListMessages', {})).messages).toEqual([]);
});

test('an address that PreSignUp verifies must be free', async () => {
  world = await worldWith({ PreSignUp: 'event.response.autoVerifyEmail = true' }, { AliasAttributes: ['email'] });
  await addUser(world, 'owner', { email: 'x@example.com', email_verified: 'true' });
  const fault = await world.refused('cognito-idp', 'SignUp', signUpInput('nora', { email: 'x@example.com' }));
  expect(seen(fault)).toBe('UsernameExistsException: An account with the given email already exists.');
});

test('AdminCreateUser asks PreSignUp, which can only refuse, and words the invitation by CustomMessage', async () => {
  world = await worldWith({
    PreSignUp:
      'if (event.request.validationData?.no) throw new Error("Not this one"); event.response.autoConfirmUser = true',
    CustomMessage:
      'event.response.emailMessage = "Name {username}, word {####}."; event.response.emailSubject = "Come in"',
  });
  const input = {
    UserPoolId: world.poolId,
    Username: 'ivo',
    TemporaryPassword: PASSWORD,
    UserAttributes: attributes({ email: 'ivo@example.com' }),
    DesiredDeliveryMediums: ['EMAIL' as const],
    ClientMetadata: { a: 'b' },
  };
  const { User } = await world.call('cognito-idp', 'AdminCreateUser', input);
  expect(User?.UserStatus).toBe('FORCE_CHANGE_PASSWORD');
  expect(await lastMessage(world, 'ivo')).toMatchObject({ subject: 'Come in', body: `Name ivo, word ${PASSWORD}.` });
  const [before, message] = await events(world, 'AdminCreateUser');
  expect(before).toMatchObject({
    triggerSource: 'PreSignUp_AdminCreateUser',
    callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
  });
  expect(message).toMatchObject({
    triggerSource: 'CustomMessage_AdminCreateUser',
    request: { usernameParameter: '{username}', clientMetadata: { a: 'b' } },
  });
  const refusal = { ...input, Username: 'eva', ValidationData: attributes({ no: '1' }) };
  expect(seen(await world.refused('cognito-idp', 'AdminCreateUser', refusal))).toBe(
    'UserLambdaValidationException: PreSignUp failed with error Not this one.',
  );
});

test('PostConfirmation runs after the confirmation is stored: its failure leaves the user confirmed', async () => {
  world = await worldWith({ PostConfirmation: 'throw new Error("Down")' });
  await signUp('nora');
  const { code = '' } = await lastMessage(world, 'nora');
  const fault = await world.refused('cognito-idp', 'ConfirmSignUp', {
    ClientId: world.clientId,
    Username: 'nora',
    ConfirmationCode: code,
  });
  expect(seen(fault)).toBe('UserLambdaValidationException: PostConfirmation failed with error Down.');
  expect(await getUser(world, 'nora')).toMatchObject({
    UserStatus: 'CONFIRMED',
    attributes: { email_verified: 'true' },
  });
});

test('PostConfirmation for ConfirmSignUp, AdminConfirmSignUp and ConfirmForgotPassword', async () => {
  world = await worldWith({ PostConfirmation: '' });
  await signUp('nora');
  await signUp('mira');
  const confirm = async (Username: string) => ({
    ClientId: world.clientId,
    Username,
    ConfirmationCode: (await lastMessage(world, Username)).code ?? '',
    ClientMetadata: { from: 'app' },
  });
  await world.call('cognito-idp', 'ConfirmSignUp', await confirm('nora'));
  expect((await events(world, 'ConfirmSignUp'))[0]).toMatchObject({
    triggerSource: 'PostConfirmation_ConfirmSignUp',
    callerContext: { clientId: world.clientId },
    request: { clientMetadata: { from: 'app' }, userAttributes: { 'cognito:user_status': 'CONFIRMED' } },
    response: {},
  });
  await world.call('cognito-idp', 'AdminConfirmSignUp', { UserPoolId: world.poolId, Username: 'mira' });
  expect(await sources(world, 'AdminConfirmSignUp')).toEqual(['PostConfirmation_ConfirmSignUp']);
  await world.call('cognito-idp', 'ForgotPassword', { ClientId: world.clientId, Username: 'nora' });
  await world.call('cognito-idp', 'ConfirmForgotPassword', { ...(await confirm('nora')), Password: 'Another-1-Word' });
  expect(await sources(world, 'ConfirmForgotPassword')).toEqual(['PostConfirmation_ConfirmForgotPassword']);
});

test('the names of secrets are masked in events', async () => {
  world = await worldWith({ UserMigration: 'event.response.userAttributes = null' });
  await world.refused('cognito-idp', 'InitiateAuth', {
    ClientId: world.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'nobody', PASSWORD },
  });
  expect(JSON.stringify(await functionSteps(world))).not.toContain(PASSWORD);
});

test('a function that is bound later is found at once', async () => {
  world = await worldWith({ PreSignUp: 'throw new Error("First")' });
  await world.refused('cognito-idp', 'SignUp', signUpInput('nora'));
  world.advance(1);
  await bind(world, 'PreSignUp', '');
  await signUp('nora');
});
