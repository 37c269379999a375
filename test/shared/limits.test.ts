import { expect, test } from 'vitest';
import { limitsIn, limitsNamed } from '../../electron/build/generate-limits.ts';
import { limitsOf, QUOTAS, TOKEN_VALIDITY_SECONDS, validitySeconds } from '../../shared/aws/limits.ts';
import formLimits from '../../shared/aws/model/form-limits.json' with { type: 'json' };
import { contracts, type AwsService } from '../../shared/aws/models.ts';

const NAMES = Object.entries(formLimits).map(([name, limits]) => [...name.split(' '), limits] as const);

test.each(NAMES)('%s %s %s: forms ask what the contract says', (service, operation, path, limits) => {
  const model = contracts[service as AwsService];
  expect(limitsIn(model, operation as string, path as string)).toEqual(limits);
});

test('limits are found in lists, maps and structures', () => {
  const idp = contracts['cognito-idp'];
  expect(limitsIn(idp, 'CreateGroup', 'GroupName')).toEqual({
    required: true,
    min: 1,
    max: 128,
    pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
  });
  expect(limitsIn(idp, 'CreateUserPool', 'UserPoolTags.key')).toEqual({ min: 1, max: 128 });
  expect(limitsIn(idp, 'AddCustomAttributes', 'CustomAttributes.member.Name').max).toBe(20);
  expect(limitsOf('cognito-idp', 'UpdateUserPool', 'Policies.PasswordPolicy.MinimumLength')).toEqual({
    min: 6,
    max: 99,
  });
});

test.each([
  ['CreateGroup', 'Name', 'Name'],
  ['CreateGroup', 'GroupName.value', 'value'],
  ['NoSuchOperation', 'GroupName', 'GroupName'],
])('%s %s is in no contract', (operation, path, name) => {
  expect(() => limitsIn(contracts['cognito-idp'], operation, path)).toThrow(`nothing is named ${name}`);
});

test('the names are read out of the sources, once each', () => {
  const source = `limitsOf('iam', 'CreateRole', 'RoleName'); limitsOf(\n  'iam',\n  'CreateRole',\n  'Path',\n);`;
  expect(limitsNamed([source, source])).toEqual(['iam CreateRole Path', 'iam CreateRole RoleName']);
  expect(limitsNamed([`limitsOf(service, 'CreateRole', 'Path')`, `ofLimitsOf('iam', 'CreateRole', 'Path')`])).toEqual(
    [],
  );
});

test('a validity is counted in its unit, the token’s own or AWS’s default', () => {
  expect(validitySeconds('AccessToken', undefined)).toBe(3600);
  expect(validitySeconds('AccessToken', 5, 'minutes')).toBe(300);
  expect(validitySeconds('IdToken', 2)).toBe(7200);
  expect(validitySeconds('RefreshToken', 0, 'minutes')).toBe(30 * 86_400);
  expect(TOKEN_VALIDITY_SECONDS.RefreshToken).toEqual({ min: 3600, max: 315_360_000 });
});

test('the contract lets every value through that the stricter quotas allow', () => {
  const rules = limitsIn(
    contracts['cognito-identity'],
    'SetIdentityPoolRoles',
    'RoleMappings.value.RulesConfiguration.Rules',
  );
  expect(rules.max).toBeGreaterThanOrEqual(QUOTAS.RulesPerMapping);
  expect(limitsIn(contracts.iam, 'CreateRole', 'Tags').max).toBe(QUOTAS.TagsPerResource);
});
