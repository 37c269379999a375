import { afterEach, expect, test } from 'vitest';
import { importRows, startWorld, viewer, type World } from './support.ts';

let world: World;
afterEach(() => world.stop());

test('where users are named by their e-mail address it stands in cognito:username', async () => {
  world = await startWorld({ UsernameAttributes: ['email'] });
  const named = (name: string) => viewer(name, { 'cognito:username': `${name}@viewers.example` });
  const done = await importRows(world, [
    named('ann'),
    viewer('ben'),
    viewer('cid', { 'cognito:username': 'dot@viewers.example' }),
  ]);
  expect(done.log).toEqual([
    '[SUCCEEDED] Line Number 2 - The import succeeded.',
    '[FAILED] Line Number 3 - Username should be an email.',
    '[FAILED] Line Number 4 - User attribute email does not match the username.',
  ]);
  const again = await importRows(world, [named('ann'), named('eve')]);
  expect(again).toMatchObject({ ImportedUsers: 1, SkippedUsers: 1 });
  const ann = await world.call('cognito-idp', 'AdminGetUser', {
    UserPoolId: world.poolId,
    Username: 'ann@viewers.example',
  });
  expect(ann.Username).toBe(ann.UserAttributes?.find(({ Name }) => Name === 'sub')?.Value);
});

test('a value that signs in another user already fails its row', async () => {
  world = await startWorld({ AliasAttributes: ['email'] });
  const done = await importRows(world, [viewer('ann'), viewer('ben', { email: 'ann@viewers.example' })]);
  expect(done.log[1]).toBe('[FAILED] Line Number 3 - An account with the email already exists.');
});

test('names are compared as the pool compares them', async () => {
  world = await startWorld({ UsernameConfiguration: { CaseSensitive: false } });
  const done = await importRows(world, [viewer('Ann'), viewer('ANN', { email: 'other@viewers.example' })]);
  expect(done.log[1]).toBe('[SKIPPED] Line Number 3 - The user already exists.');
});

test('what the pool requires must be there', async () => {
  world = await startWorld({ Schema: [{ Name: 'given_name', Required: true }] });
  const done = await importRows(world, [viewer('ann'), viewer('ben', { given_name: 'Ben' })]);
  expect(done).toMatchObject({ ImportedUsers: 1, FailedUsers: 1 });
  expect(done.log[0]).toMatch(/given_name: The attribute is required/);
});

test('MFA by SMS comes along where the pool has MFA, and must where it insists', async () => {
  const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms', ExternalId: 'x' };
  world = await startWorld({ MfaConfiguration: 'OPTIONAL', SmsConfiguration });
  const number = { phone_number: '+15550100', phone_number_verified: 'TRUE' };
  const done = await importRows(world, [viewer('ann', { ...number, 'cognito:mfa_enabled': 'TRUE' }), viewer('ben')]);
  expect(done).toMatchObject({ ImportedUsers: 2 });
  const get = (Username: string) => world.call('cognito-idp', 'AdminGetUser', { UserPoolId: world.poolId, Username });
  expect(await get('ann')).toMatchObject({ PreferredMfaSetting: 'SMS_MFA', UserMFASettingList: ['SMS_MFA'] });
  expect((await get('ben')).UserMFASettingList).toBeUndefined();
  await world.call('cognito-idp', 'SetUserPoolMfaConfig', {
    UserPoolId: world.poolId,
    MfaConfiguration: 'ON',
    SmsMfaConfiguration: { SmsConfiguration },
  });
  const insisting = await importRows(world, [
    viewer('cid'),
    viewer('dot', { ...number, 'cognito:mfa_enabled': 'TRUE' }),
  ]);
  expect(insisting.log[0]).toMatch(/requires multi-factor authentication/);
  expect(insisting).toMatchObject({ ImportedUsers: 1, FailedUsers: 1 });
});
