import { expect, test } from 'vitest';
import { conformed } from '../../shared/aws/conform.ts';

test('null is absent, in structures, maps and lists', () => {
  const input = {
    ClientId: 'client',
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: 'x', DEVICE_KEY: null },
    ClientMetadata: null,
    UserContextData: undefined,
  };
  expect(conformed('cognito-idp', 'InitiateAuth', input)).toStrictEqual({
    ClientId: 'client',
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: 'x' },
  });
  const attributes = {
    UserPoolId: 'p',
    Username: 'u',
    UserAttributes: [null, { Name: 'email', Value: null, More: 1 }],
  };
  expect(conformed('cognito-idp', 'AdminUpdateUserAttributes', attributes)).toStrictEqual({
    UserPoolId: 'p',
    Username: 'u',
    UserAttributes: [{ Name: 'email' }],
  });
});

test('members that the contract does not know are left out, whatever their name', () => {
  const input = JSON.parse('{"UserPoolId":"p","__proto__":{"a":1},"constructor":{"b":2},"toString":"c"}') as unknown;
  const known = conformed('cognito-idp', 'DescribeUserPool', input);
  expect(known).toStrictEqual({ UserPoolId: 'p' });
  expect(Object.getPrototypeOf(known)).toBe(Object.prototype);
});

test('a map may have any key, and keeps it as its own', () => {
  const AuthParameters = JSON.parse('{"__proto__":"x","USERNAME":"u"}') as unknown;
  const known = conformed('cognito-idp', 'InitiateAuth', { AuthParameters })['AuthParameters'] as object;
  expect(Object.keys(known)).toEqual(['__proto__', 'USERNAME']);
});

test('no input and inputs without a shape are empty', () => {
  expect(conformed('cognito-idp', 'ListUserPools', undefined)).toStrictEqual({});
  expect(conformed('cognito-idp', 'ListUserPools', null)).toStrictEqual({});
  expect(conformed('iam', 'ListOpenIDConnectProviders', { odd: 1 })).toStrictEqual({});
});

test('a document stays as it is, nulls and all', () => {
  const Settings = { components: { form: { borderRadius: 8, shadow: null } } };
  expect(conformed('cognito-idp', 'UpdateManagedLoginBranding', { UserPoolId: 'p', Settings })).toStrictEqual({
    UserPoolId: 'p',
    Settings,
  });
});
