import { expect, test } from 'vitest';
import { cliLine, kebab, quoted } from '../../renderer/lib/cli.ts';

const where = { endpoint: 'http://localhost:9229', region: 'us-east-1' };

test.each([
  ['ListUserPools', 'list-user-pools'],
  ['SetUserMFAPreference', 'set-user-mfa-preference'],
  ['GetCSVHeader', 'get-csv-header'],
  ['ListObjectsV2', 'list-objects-v2'],
  ['GetOpenIdToken', 'get-open-id-token'],
  ['UserPoolId', 'user-pool-id'],
  ['RoleARN', 'role-arn'],
  ['AssumeRoleWithWebIdentity', 'assume-role-with-web-identity'],
])('%s is %s on the command line', (name, line) => {
  expect(kebab(name)).toBe(line);
});

test('a CLI line carries scalars, booleans, lists and structures, and leaves out what is undefined', () => {
  expect(
    cliLine(
      'cognito-idp',
      'CreateUserPoolClient',
      {
        UserPoolId: 'us-east-1_Streaming',
        ClientName: "Ana's app",
        GenerateSecret: false,
        EnableTokenRevocation: true,
        RefreshTokenValidity: 30,
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        TokenValidityUnits: { RefreshToken: 'days' },
        ReadAttributes: undefined,
      },
      where,
    ),
  ).toBe(
    `aws cognito-idp create-user-pool-client --endpoint-url http://localhost:9229 --region us-east-1 --user-pool-id us-east-1_Streaming --client-name 'Ana'"'"'s app' --no-generate-secret --enable-token-revocation --refresh-token-validity 30 --explicit-auth-flows ALLOW_USER_SRP_AUTH ALLOW_REFRESH_TOKEN_AUTH --token-validity-units '{"RefreshToken":"days"}'`,
  );
});

test('a value that begins with a dash, and one that the shell would read, stay values', () => {
  expect(cliLine('cognito-idp', 'AdminSetUserPassword', { Password: '-rf $HOME `id`' }, where)).toContain(
    "--password='-rf $HOME `id`'",
  );
  expect(quoted('')).toBe("''");
  expect(quoted('a;b')).toBe("'a;b'");
  expect(quoted('a\nb')).toBe("'a\nb'");
});

test('a list whose items the CLI would misread goes as JSON', () => {
  expect(cliLine('cognito-idp', 'UpdateUserPoolClient', { CallbackURLs: [] }, where)).toContain("--callback-urls '[]'");
  expect(cliLine('cognito-idp', 'UpdateUserPoolClient', { Scopes: ['-a'] }, where)).toContain(`--scopes '["-a"]'`);
});
