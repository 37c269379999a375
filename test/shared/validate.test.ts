import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contracts, type AwsService } from '../../shared/aws/models.ts';
import { patternOf } from '../../shared/aws/patterns.ts';
import { validate, violations } from '../../shared/aws/validate.ts';

const idp = (operation: string, input: unknown) => validate('cognito-idp', operation, input);
const message = (operation: string, input: unknown) => idp(operation, input)?.message;
const user = { UserPoolId: 'us-east-1_abcdefghi', Username: 'ann' };

test('an input that conforms is taken', () => {
  expect(idp('AdminCreateUser', { ...user, UserAttributes: [{ Name: 'email', Value: 'a@b.c' }] })).toBeUndefined();
  expect(idp('ListUsers', { UserPoolId: user.UserPoolId, Limit: 60, Filter: null })).toBeUndefined();
});

test('every violated constraint is listed in AWS’s words', () => {
  expect(idp('AdminCreateUser', {})).toEqual({
    code: 'InvalidParameterException',
    message:
      "2 validation errors detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null; Value null at 'username' failed to satisfy constraint: Member must not be null",
  });
  expect(message('ListUsers', { UserPoolId: user.UserPoolId, Limit: 61 })).toBe(
    "1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
  );
  expect(message('InitiateAuth', { AuthFlow: 'PLEASE', ClientId: 'abc' })).toBe(
    "1 validation error detected: Value 'PLEASE' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: [USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]",
  );
});

test('paths of lists and nested members are AWS’s', () => {
  expect(message('AdminCreateUser', { ...user, UserAttributes: [{ Name: 'email' }, { Value: 'x' }] })).toBe(
    "1 validation error detected: Value null at 'userAttributes.2.member.name' failed to satisfy constraint: Member must not be null",
  );
  expect(message('AdminCreateUser', { ...user, DesiredDeliveryMediums: ['EMAIL', 'PIGEON'] })).toBe(
    "1 validation error detected: Value '[EMAIL, PIGEON]' at 'desiredDeliveryMediums' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [SMS, EMAIL]]",
  );
});

test('a secret value is never repeated', () => {
  const text = message('AdminSetUserPassword', { ...user, Password: ' hidden words ' });
  expect(text).toBe(
    "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$",
  );
  expect(
    message('ConfirmSignUp', { ClientId: 'abc', Username: 'ann', ConfirmationCode: '1', SecretHash: ' no ' }),
  ).not.toContain(' no ');
});

test('a password may hold spaces inside, not at its ends', () => {
  expect(idp('AdminSetUserPassword', { ...user, Password: 'two words' })).toBeUndefined();
  expect(idp('AdminSetUserPassword', { ...user, Password: 'x' })).toBeDefined();
});

test.each([
  [{ ...user, Username: 5 }, 'NUMBER_VALUE can not be converted to a String'],
  [{ ...user, Username: true }, 'TRUE_VALUE can not be converted to a String'],
  [{ ...user, Username: {} }, 'Start of structure or map found where not expected.'],
  [{ ...user, UserAttributes: 'x' }, 'Expected list or null: STRING_VALUE'],
  [{ ...user, ForceAliasCreation: 'yes' }, 'STRING_VALUE can not be converted to a Boolean'],
])('a wrong JSON type is a SerializationException: %j', (input, text) => {
  expect(idp('AdminCreateUser', input)).toEqual({ code: 'SerializationException', message: text });
});

test('each service has its own validation fault', () => {
  expect(validate('cognito-identity', 'GetId', {})?.code).toBe('ValidationException');
  expect(validate('sts', 'AssumeRole', {})).toMatchObject({ code: 'ValidationError', status: 400 });
  expect(validate('iam', 'GetRole', {})).toMatchObject({ code: 'ValidationError', status: 400 });
  expect(validate('s3', 'CreateBucket', { Bucket: 'NO' })).toMatchObject({ code: 'InvalidBucketName' });
});

test('every pattern of the contracts compiles', () => {
  for (const { shapes } of Object.values(contracts))
    for (const { pattern } of Object.values(shapes)) if (pattern !== undefined) patternOf(pattern).test('x');
});

test('violations names members that the contract does not know', () => {
  expect(violations('cognito-idp', 'AdminGetUser', { Username: 'ann', Nonsense: 1 })).toEqual([
    'Nonsense: not in the contract',
  ]);
  expect(
    violations('cognito-idp', 'AdminGetUser', { Username: 'ann', UserAttributes: [{ Name: 'sub', Value: '1' }] }),
  ).toEqual([]);
});

test('any input is answered with a fault of AWS’s shape or nothing, never an exception', () => {
  const operations = (Object.keys(contracts) as AwsService[]).flatMap((service) =>
    Object.keys(contracts[service].operations).map((operation) => [service, operation] as const),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...operations),
      fc.object({ withNullPrototype: false, maxDepth: 4 }),
      ([service, operation], input) => {
        const fault = validate(service, operation, input);
        expect(fault === undefined || (typeof fault.code === 'string' && typeof fault.message === 'string')).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});
