import { afterEach, beforeEach, expect, test } from 'vitest';
import { APP, startStage, type Stage } from '../federation/stage.ts';

const GOOGLE = 'accounts.google.com';
const FACEBOOK = 'graph.facebook.com';

let s: Stage;
let google: string;
let facebook: string;
beforeEach(async () => {
  s = await startStage();
  await s.providers({ SupportedLoginProviders: { [GOOGLE]: APP, [FACEBOOK]: APP } });
  google = (await s.put('google')).person;
  facebook = (await s.put('facebook')).person;
});
afterEach(() => s.stop());

const byGoogle = async (person = google) => ({ [GOOGLE]: (await s.issue('google', person)).token });
const byFacebook = async (person = facebook) => ({ [FACEBOOK]: (await s.issue('facebook', person)).token });
const another = async (LocalProvider: string) =>
  (await s.test.call('poolkeeper', 'PutLocalProviderPerson', { LocalProvider })).person.id;
const loginsOf = async (IdentityId: string) =>
  (await s.test.call('cognito-identity', 'DescribeIdentity', { IdentityId })).Logins ?? [];
const guest = async () =>
  (await s.test.call('cognito-identity', 'GetId', { IdentityPoolId: s.identityPoolId })).IdentityId as string;
const credentials = async (IdentityId: string, Logins?: Record<string, string>) => ({
  IdentityId,
  ...(Logins === undefined ? {} : { Logins }),
});
const LINKED = 'Logins are already linked to another account.';

test('two logins of a new person are one identity, found by either', async () => {
  const id = await s.getId({ ...(await byGoogle()), ...(await byFacebook()) });
  expect(await loginsOf(id)).toEqual([GOOGLE, FACEBOOK]);
  expect(await s.getId(await byGoogle())).toBe(id);
  expect(await s.getId(await byFacebook())).toBe(id);
});

test('a login that comes beside a known one is linked to its identity', async () => {
  const id = await s.getId(await byGoogle());
  expect(await s.getId({ ...(await byFacebook()), ...(await byGoogle()) })).toBe(id);
  expect(await s.getId(await byFacebook())).toBe(id);
});

test('logins of two identities are refused together, and one wrong login refuses all', async () => {
  const id = await s.getId(await byGoogle());
  const other = await s.getId(await byFacebook());
  expect(id).not.toBe(other);
  const both = { ...(await byGoogle()), ...(await byFacebook()) };
  expect(await s.refusedId(both)).toMatchObject({
    code: 'ResourceConflictException',
    message: LINKED,
    reason: 'The logins belong to 2 identities.',
  });
  expect(
    await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', await credentials(id, both)),
  ).toMatchObject({ code: 'ResourceConflictException', reason: 'One of the logins belongs to another identity.' });
  expect(await s.refusedId({ ...(await byGoogle()), [FACEBOOK]: 'EAAnone' })).toMatchObject({
    code: 'NotAuthorizedException',
  });
});

test('an identity has one user of a provider', async () => {
  const id = await s.getId({ ...(await byGoogle()), ...(await byFacebook()) });
  const second = await another('facebook');
  const mixed = { ...(await byGoogle()), ...(await byFacebook(second)) };
  const fault = {
    code: 'ResourceConflictException',
    message: LINKED,
    reason: `The identity belongs to ${facebook} of ${FACEBOOK}; the call brings ${second}.`,
  };
  expect(await s.refusedId(mixed)).toMatchObject(fault);
  expect(
    await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', await credentials(id, mixed)),
  ).toMatchObject(fault);
  const visitor = await guest();
  expect(
    await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', await credentials(visitor, mixed)),
  ).toMatchObject(fault);
  // The guest's identity is as it was.
  await s.test.call('cognito-identity', 'GetCredentialsForIdentity', await credentials(visitor));
  expect(await s.getId(await byFacebook(second))).not.toBe(id);
});

test('a login is unlinked: the other still opens the identity, the unlinked one is a new person', async () => {
  const id = await s.getId({ ...(await byGoogle()), ...(await byFacebook()) });
  await s.test.call('cognito-identity', 'UnlinkIdentity', {
    IdentityId: id,
    Logins: await byGoogle(),
    LoginsToRemove: [FACEBOOK],
  });
  expect(await loginsOf(id)).toEqual([GOOGLE]);
  expect(await s.getId(await byGoogle())).toBe(id);
  expect(await s.getId(await byFacebook())).not.toBe(id);
});

test('the last login that is unlinked leaves an identity of no use', async () => {
  const id = await s.getId(await byGoogle());
  const unlink = { IdentityId: id, LoginsToRemove: [GOOGLE] };
  const stranger = await another('google');
  expect(
    await s.test.refused('cognito-identity', 'UnlinkIdentity', { ...unlink, Logins: await byGoogle(stranger) }),
  ).toMatchObject({
    code: 'NotAuthorizedException',
    message: "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  });
  await s.test.call('cognito-identity', 'UnlinkIdentity', { ...unlink, Logins: await byGoogle() });
  const forbidden = {
    code: 'NotAuthorizedException',
    message: `Access to Identity '${id}' is forbidden.`,
    reason: 'The identity is disabled: it was merged into another, or its last login was unlinked.',
  };
  for (const Logins of [undefined, await byGoogle(), await byFacebook()])
    expect(
      await s.test.refused('cognito-identity', 'GetCredentialsForIdentity', await credentials(id, Logins)),
    ).toMatchObject(forbidden);
  const fresh = await s.getId(await byGoogle());
  expect(fresh).not.toBe(id);
  const { Identities = [] } = await s.test.call('cognito-identity', 'ListIdentities', {
    IdentityPoolId: s.identityPoolId,
    MaxResults: 60,
    HideDisabled: true,
  });
  expect(Identities.map(({ IdentityId }) => IdentityId)).toEqual([fresh]);
});
