import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { trackedAs } from '../../../electron/engine/history/tracked/tracked.ts';
import type { Values } from '../../../electron/engine/history/terms.ts';
import { contracts } from '../../../shared/aws/models.ts';
import { ownOperations } from '../../../shared/poolkeeper/operations.ts';
import type { Service } from '../../../shared/contract.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';
import { scenes, type Scene } from './scenes.ts';

/** Every operation that changes configuration: undone, the resource is as it was. */

let on: TestEngine;
beforeEach(async () => {
  on = await startEngine({ keys: 1 });
});
afterEach(() => on.stop());

const call = (service: Service, operation: string, input: Values): Promise<Values> =>
  on.call(service as never, operation as never, input as never);

/** The resource as the history looks at it, without what moves by itself. */
async function look({ service, operation }: Scene, input: Values, output: Values): Promise<Values | undefined> {
  const ask = async (reading: string, asked: Values): Promise<Values | undefined> => {
    const reply = await on.engine.call(service as never, reading as never, asked as never);
    return reply.ok ? (reply.output as Values) : undefined;
  };
  const document = await trackedAs(service, operation)?.look(ask, input, output);
  if (document === undefined) return undefined;
  const moving =
    /^(LastModifiedDate|CreationDate|CreateDate|modifiedAt|createdAt|CSSVersion|Version|EstimatedNumberOfUsers|RoleId|UserId|Id)$/;
  return Object.fromEntries(Object.entries(document).filter(([name]) => !moving.test(name)));
}

describe.each(scenes.map((scene) => [`${scene.service} ${scene.operation}`, scene] as const))('%s', (_name, scene) => {
  test('stands in the history, and undoing brings back what stood before', async () => {
    const input = await scene.prepare({ call, on });
    const before = await look(scene, input, {});
    const output = await call(scene.service, scene.operation, input);
    const [change] = (await on.call('poolkeeper', 'ListChanges', {})).changes;
    expect(change).toMatchObject({ service: scene.service, operation: scene.operation });
    if (scene.forGood !== undefined) {
      expect(change?.undo).toMatchObject({ possible: false, why: expect.stringMatching(scene.forGood) });
      return;
    }
    const during = await look(scene, input, output);
    expect(during, 'the operation changed something').not.toEqual(before);
    expect(change?.undo).toMatchObject({ possible: true });
    await on.call('poolkeeper', 'UndoChange', { Id: change?.id ?? '' });
    const after = await look(scene, input, output);
    expect(scene.apart?.(after) ?? after).toEqual(scene.apart?.(before) ?? before);
  });
});

async function undoLatest(): Promise<void> {
  const [change] = (await on.call('poolkeeper', 'ListChanges', {})).changes;
  await on.call('poolkeeper', 'UndoChange', { Id: change?.id ?? '' });
}

/** Operations that change data or sessions and no configuration, by what they change. */
const NO_CONFIGURATION: Readonly<Record<string, RegExp>> = {
  'users, their factors, devices, sessions and sign-ins':
    /^(Admin(?!Create.*Pool)\w+|SignUp|Confirm\w+|ForgotPassword|ChangePassword|ResendConfirmationCode|DeleteUser|DeleteUserAttributes|UpdateUserAttributes|VerifyUserAttribute|SetUserSettings|SetUserMFAPreference|AssociateSoftwareToken|VerifySoftwareToken|InitiateAuth|RespondToAuthChallenge|\w*GlobalSignOut|Revoke\w+|ForgetDevice|UpdateDeviceStatus|UpdateAuthEventFeedback|\w+WebAuthn\w+)$/,
  'import jobs': /UserImportJob$/,
  'identities and their logins': /^(DeleteIdentities|Unlink\w+|MergeDeveloperIdentities)$/,
  'objects of buckets':
    /^(PutObject|DeleteObjects?|CopyObject|\w*Multipart\w*|UploadPart\w*|PutObjectTagging|DeleteObjectTagging)$/,
  'the record, the outbox, the clock, runs':
    /^(ClearTraces|DeleteMessages|UndoChange|SetClock|StartRun|StopRun|ResetSample|DeletePasskey|ReceiveImportFile|UploadImportFile|IssueLocalProviderToken)$/,
};

const CHANGES = /^(Create|Update|Delete|Set|Put|Add|Remove|Attach|Detach|Tag|Untag)/;

test('every operation that changes configuration is tracked and has a scene', () => {
  const names: [Service, string][] = [
    ...Object.entries(contracts).flatMap(([service, { operations }]) =>
      Object.keys(operations).map((operation): [Service, string] => [service as Service, operation]),
    ),
    ...Object.keys(ownOperations).map((operation): [Service, string] => ['poolkeeper', operation]),
  ];
  const data = (operation: string): boolean => Object.values(NO_CONFIGURATION).some((names) => names.test(operation));
  const iamUsers = (service: Service, operation: string): boolean => service === 'iam' && operation === 'DeleteUser';
  const configuring = names.filter(
    ([service, operation]) => CHANGES.test(operation) && (!data(operation) || iamUsers(service, operation)),
  );
  const title = ([service, operation]: readonly [Service, string]): string => `${service} ${operation}`;
  expect(configuring.filter(([service, operation]) => trackedAs(service, operation) === undefined).map(title)).toEqual(
    [],
  );
  const played = new Set(scenes.map(({ service, operation }) => `${service} ${operation}`));
  expect(configuring.map(title).filter((name) => !played.has(name))).toEqual([]);
});

test('a deleted style and deleted terms come back to their app client', async () => {
  const { UserPool } = await on.call('cognito-idp', 'CreateUserPool', { PoolName: 'p' });
  const UserPoolId = UserPool?.Id ?? '';
  const clients = [];
  for (const ClientName of ['one', 'two'])
    clients.push(
      (await on.call('cognito-idp', 'CreateUserPoolClient', { UserPoolId, ClientName })).UserPoolClient?.ClientId ?? '',
    );
  const ClientId = clients[1] as string;
  const Settings = { components: { form: { borderRadius: 8 } } };
  const { ManagedLoginBranding } = await on.call('cognito-idp', 'CreateManagedLoginBranding', {
    UserPoolId,
    ClientId,
    Settings,
  });
  await on.call('cognito-idp', 'DeleteManagedLoginBranding', {
    UserPoolId,
    ManagedLoginBrandingId: ManagedLoginBranding?.ManagedLoginBrandingId ?? '',
  });
  await undoLatest();
  const style = await on.call('cognito-idp', 'DescribeManagedLoginBrandingByClient', { UserPoolId, ClientId });
  expect(style.ManagedLoginBranding?.Settings).toEqual(Settings);

  const Links = { 'cognito:default': 'https://films.example/terms' };
  const { Terms } = await on.call('cognito-idp', 'CreateTerms', {
    UserPoolId,
    ClientId,
    TermsName: 'terms-of-use',
    TermsSource: 'LINK',
    Enforcement: 'NONE',
    Links,
  });
  await on.call('cognito-idp', 'DeleteTerms', { UserPoolId, TermsId: Terms?.TermsId ?? '' });
  await undoLatest();
  const back = await on.call('cognito-idp', 'DescribeTermsByClient', {
    UserPoolId,
    ClientId,
    TermsName: 'terms-of-use',
  });
  expect(back.Terms).toMatchObject({ Links, ClientId });
});

test('what undoing needs and nobody may see is kept and never shown', async () => {
  const { UserPool } = await on.call('cognito-idp', 'CreateUserPool', { PoolName: 'p' });
  const UserPoolId = UserPool?.Id ?? '';
  await on.call('cognito-idp', 'CreateIdentityProvider', {
    UserPoolId,
    ProviderName: 'Google',
    ProviderType: 'Google',
    ProviderDetails: { client_id: 'app', client_secret: 'very-secret', authorize_scopes: 'openid' },
  });
  await on.call('poolkeeper', 'PutFunction', {
    Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    Binding: { kind: 'code', language: 'javascript', code: 'exports.handler = async (event) => event;' },
    Environment: { KEY: 'very-secret' },
  });
  await on.call('cognito-idp', 'DeleteIdentityProvider', { UserPoolId, ProviderName: 'Google' });
  const { changes } = await on.call('poolkeeper', 'ListChanges', {});
  expect(changes).toHaveLength(4);
  expect(JSON.stringify(changes)).not.toContain('very-secret');
  expect(JSON.stringify(changes)).toContain('exports.handler');
  await on.call('poolkeeper', 'UndoChange', { Id: changes[0]?.id ?? '' });
  const { IdentityProvider } = await on.call('cognito-idp', 'DescribeIdentityProvider', {
    UserPoolId,
    ProviderName: 'Google',
  });
  expect(IdentityProvider.ProviderDetails?.['client_secret']).toBe('very-secret');
});
