import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SetRiskConfigurationRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import { partOf } from '../../../support/signed-in.ts';
import { catalog, PASSWORD, PROTECTED, type Catalog } from '../stage.ts';

const CHROME =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36';
const LEAKED = 'Password1!';
let at: Catalog;
let UserPoolId: string;
beforeEach(async () => {
  at = await catalog({
    pool: { ...PROTECTED, AutoVerifiedAttributes: ['email'] },
    attributes: { email: 'alice@example.com', email_verified: 'true' },
  });
  UserPoolId = at.poolId;
});
afterEach(() => at.stop());

const configure = (input: Omit<SetRiskConfigurationRequest, 'UserPoolId'>) =>
  at.idp('SetRiskConfiguration', { UserPoolId, ...input });
const events = async (Username = 'alice') =>
  (await at.idp('AdminListUserAuthEvents', { UserPoolId, Username })).AuthEvents ?? [];
const signIn = (IpAddress: string, password = PASSWORD) => ({
  UserPoolId,
  ClientId: at.clientId,
  AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' as const,
  AuthParameters: { USERNAME: 'alice', PASSWORD: password },
  ContextData: {
    IpAddress,
    ServerName: 's',
    ServerPath: '/',
    HttpHeaders: [{ headerName: 'User-Agent', headerValue: CHROME }],
  },
});
const BLOCKED = { code: 'NotAuthorizedException', message: 'Unable to login because of security reasons.' };

test('sign-ins stand in the history, failed ones too, and tokens lead to them', async () => {
  const { IdToken } = await at.password();
  await at.no('InitiateAuth', {
    ClientId: at.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'alice', PASSWORD: 'Wrong-1234' },
  });
  const [failed, passed] = await events();
  expect(passed).toMatchObject({
    EventId: partOf(IdToken, 1)['event_id'],
    EventType: 'SignIn',
    EventResponse: 'Pass',
    EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
    ChallengeResponses: [{ ChallengeName: 'Password', ChallengeResponse: 'Success' }],
  });
  expect(failed).toMatchObject({ EventResponse: 'Fail', ChallengeResponses: [{ ChallengeResponse: 'Failure' }] });
});

test('the history is paged, newest first, and tells the device', async () => {
  for (let index = 0; index < 3; index += 1) await at.idp('AdminInitiateAuth', signIn(`10.0.0.${index}`));
  const page = await at.idp('AdminListUserAuthEvents', { UserPoolId, Username: 'alice', MaxResults: 2 });
  expect(page.AuthEvents?.map(({ EventContextData }) => EventContextData)).toEqual([
    { IpAddress: '10.0.0.2', DeviceName: 'Chrome 125 / macOS 10.15.7' },
    { IpAddress: '10.0.0.1', DeviceName: 'Chrome 125 / macOS 10.15.7' },
  ]);
  const rest = await at.idp('AdminListUserAuthEvents', {
    UserPoolId,
    Username: 'alice',
    NextToken: page.NextToken as string,
  });
  expect(rest.AuthEvents).toHaveLength(1);
  expect(await at.no('AdminListUserAuthEvents', { UserPoolId, Username: 'nobody' })).toMatchObject({
    code: 'UserNotFoundException',
  });
});

test('sign-up, codes and new passwords stand there too', async () => {
  const { clientId: ClientId } = at;
  await at.idp('SignUp', {
    ClientId,
    Username: 'bob',
    Password: PASSWORD,
    UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }],
  });
  await at.idp('ResendConfirmationCode', { ClientId, Username: 'bob' });
  expect((await events('bob')).map(({ EventType }) => EventType)).toEqual(['ResendCode', 'SignUp']);
  await at.idp('ForgotPassword', { ClientId, Username: 'alice' });
  const { messages: Messages } = await at.call('poolkeeper', 'ListMessages', { Username: 'alice' });
  const ConfirmationCode = Messages[0]?.code as string;
  await at.idp('ConfirmForgotPassword', { ClientId, Username: 'alice', ConfirmationCode, Password: PASSWORD });
  const { AccessToken } = await at.password();
  await at.idp('ChangePassword', { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: 'Another-1234' });
  expect((await events()).map(({ EventType, EventResponse }) => `${EventType} ${EventResponse}`)).toEqual([
    'PasswordChange Pass',
    'SignIn Pass',
    'ForgotPassword Pass',
    'ForgotPassword InProgress',
  ]);
});

test('blocked ranges block, skipped ones pass, and only where it is enforced', async () => {
  await configure({
    RiskExceptionConfiguration: {
      BlockedIPRangeList: ['10.0.0.0/8', '2001:db8::/32'],
      SkippedIPRangeList: ['10.1.0.0/16'],
    },
  });
  expect(await at.no('AdminInitiateAuth', signIn('10.2.3.4'))).toMatchObject(BLOCKED);
  expect(await at.no('AdminInitiateAuth', signIn('2001:db8::1'))).toMatchObject(BLOCKED);
  expect(await at.no('AdminInitiateAuth', signIn('::ffff:10.2.3.4'))).toMatchObject(BLOCKED);
  await at.idp('AdminInitiateAuth', signIn('10.1.2.3'));
  await at.idp('AdminInitiateAuth', signIn('11.0.0.1'));
  expect((await events())[2]).toMatchObject({
    EventResponse: 'Fail',
    EventRisk: { RiskDecision: 'Block', RiskLevel: 'High' },
  });
  await at.call('cognito-idp', 'UpdateUserPool', {
    UserPoolId,
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
  });
  await at.idp('AdminInitiateAuth', signIn('10.2.3.4'));
  expect((await events())[0]).toMatchObject({ EventResponse: 'Pass', EventRisk: { RiskDecision: 'Block' } });
});

test('an app’s word on its address counts only where its client may give it', async () => {
  await configure({ RiskExceptionConfiguration: { BlockedIPRangeList: ['10.0.0.0/8'] } });
  const AuthParameters = { USERNAME: 'alice', PASSWORD };
  const input = { ClientId: at.clientId, AuthFlow: 'USER_PASSWORD_AUTH' as const, AuthParameters };
  await at.idp('InitiateAuth', { ...input, UserContextData: { IpAddress: '10.0.0.1' } });
  expect(
    await at.no('InitiateAuth', { ...input, UserContextData: { IpAddress: '11.0.0.1' } }, { sourceIp: '10.0.0.1' }),
  ).toMatchObject(BLOCKED);
});

test('risky addresses are acted upon as configured, and the user is told', async () => {
  const Subject = 'New sign-in';
  await configure({
    AccountTakeoverRiskConfiguration: {
      Actions: {
        LowAction: { Notify: true, EventAction: 'NO_ACTION' },
        MediumAction: { Notify: false, EventAction: 'MFA_REQUIRED' },
        HighAction: { Notify: true, EventAction: 'BLOCK' },
      },
      NotifyConfiguration: {
        SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/example.com',
        NoActionEmail: { Subject, TextBody: 'From {ip-address} by {username}' },
        BlockEmail: { Subject: 'Blocked', TextBody: 'Was it you? {one-click-link-invalid}' },
      },
    },
  });
  await at.idp('AdminInitiateAuth', signIn('192.0.2.7'));
  expect((await events())[0]?.EventRisk).toMatchObject({ RiskDecision: 'AccountTakeover', RiskLevel: 'Low' });
  expect(await at.no('AdminInitiateAuth', signIn('198.51.100.7'))).toMatchObject(BLOCKED);
  expect(await at.no('AdminInitiateAuth', signIn('203.0.113.7'))).toMatchObject(BLOCKED);
  const { messages: Messages } = await at.call('poolkeeper', 'ListMessages', { Username: 'alice' });
  expect(Messages.map(({ subject }) => subject)).toEqual(['Blocked', Subject]);
  expect(Messages[1]?.body).toBe('From 192.0.2.7 by alice');
  const [, EventId, FeedbackToken] = /--event-id (\S+) --feedback-token (\S+)/.exec(Messages[0]?.body ?? '') ?? [];
  const feedback = { UserPoolId, Username: 'alice', EventId: EventId as string, FeedbackValue: 'Invalid' as const };
  expect(await at.no('UpdateAuthEventFeedback', { ...feedback, FeedbackToken: 'forged' })).toMatchObject({
    code: 'NotAuthorizedException',
  });
  await at.idp('UpdateAuthEventFeedback', { ...feedback, FeedbackToken: FeedbackToken as string });
  expect((await events()).find((event) => event.EventId === EventId)?.EventFeedback).toMatchObject({
    FeedbackValue: 'Invalid',
    Provider: 'User',
  });
});

test('an administrator judges events of their own user only', async () => {
  await at.password();
  await at.user('bob');
  const EventId = (await events())[0]?.EventId as string;
  await at.idp('AdminUpdateAuthEventFeedback', { UserPoolId, Username: 'alice', EventId, FeedbackValue: 'Valid' });
  expect((await events())[0]?.EventFeedback).toMatchObject({ FeedbackValue: 'Valid', Provider: 'Admin' });
  for (const input of [
    { Username: 'bob', EventId },
    { Username: 'alice', EventId: 'none' },
  ])
    expect(await at.no('AdminUpdateAuthEventFeedback', { UserPoolId, ...input, FeedbackValue: 'Valid' })).toMatchObject(
      { code: 'ResourceNotFoundException' },
    );
  for (const operation of ['AdminUpdateAuthEventFeedback', 'UpdateAuthEventFeedback'] as const)
    expect(
      await at.no(operation, { UserPoolId, Username: 'nobody', EventId, FeedbackValue: 'Valid', FeedbackToken: 'x' }),
    ).toMatchObject({ code: 'UserNotFoundException' });
});

test('a leaked password signs in only where that is let through', async () => {
  await at.idp('AdminSetUserPassword', { UserPoolId, Username: 'alice', Password: LEAKED, Permanent: true });
  await at.idp('AdminInitiateAuth', signIn('10.0.0.1', LEAKED));
  await configure({
    CompromisedCredentialsRiskConfiguration: { EventFilter: ['SIGN_IN'], Actions: { EventAction: 'NO_ACTION' } },
  });
  await at.idp('AdminInitiateAuth', signIn('10.0.0.1', LEAKED));
  expect((await events())[0]?.EventRisk?.CompromisedCredentialsDetected).toBe(true);
  await configure({ CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } } });
  await at.srp(LEAKED);
  expect(await at.no('AdminInitiateAuth', signIn('10.0.0.1', LEAKED))).toMatchObject({
    code: 'PasswordResetRequiredException',
    message: 'Password reset required for the user',
  });
  expect((await at.idp('AdminGetUser', { UserPoolId, Username: 'alice' })).UserStatus).toBe('RESET_REQUIRED');
});

test('a leaked password is not taken where that is blocked', async () => {
  const { clientId: ClientId } = at;
  const refused = {
    code: 'InvalidPasswordException',
    message: 'Provided password cannot be used for security reasons.',
  };
  await configure({
    CompromisedCredentialsRiskConfiguration: { EventFilter: ['SIGN_UP'], Actions: { EventAction: 'BLOCK' } },
  });
  expect(await at.no('SignUp', { ClientId, Username: 'bob', Password: LEAKED })).toMatchObject(refused);
  const { AccessToken } = await at.password();
  const change = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: LEAKED };
  await configure({
    CompromisedCredentialsRiskConfiguration: { EventFilter: ['PASSWORD_CHANGE'], Actions: { EventAction: 'BLOCK' } },
  });
  await at.idp('SignUp', { ClientId, Username: 'bob', Password: LEAKED });
  expect(await at.no('ChangePassword', change)).toMatchObject(refused);
  await configure({});
  await at.idp('ChangePassword', change);
});

test('a client’s own configuration goes before the pool’s', async () => {
  const lists = (...BlockedIPRangeList: string[]) => ({ RiskExceptionConfiguration: { BlockedIPRangeList } });
  await configure(lists('10.0.0.0/8'));
  await configure({ ClientId: at.clientId, ...lists('11.0.0.0/8') });
  await at.idp('AdminInitiateAuth', signIn('10.0.0.1'));
  expect(await at.no('AdminInitiateAuth', signIn('11.0.0.1'))).toMatchObject(BLOCKED);
});
