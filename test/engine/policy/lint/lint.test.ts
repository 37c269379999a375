import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PolicyKind, PolicyProblem } from '../../../../shared/poolkeeper/operations.ts';
import { startEngine, type TestEngine } from '../../../support/harness.ts';
import { invalid } from '../../../support/invalid.ts';

let t: TestEngine;
beforeAll(async () => {
  t = await startEngine();
});
afterAll(() => t.stop());

const validate = async (document: unknown, kind: PolicyKind = 'identity'): Promise<readonly PolicyProblem[]> => {
  const text = typeof document === 'string' ? document : JSON.stringify(document, null, 2);
  const { problems } = await t.call('poolkeeper', 'ValidatePolicy', { Document: text, Kind: kind });
  return problems;
};
const one = (statement: object, version: string | null = '2012-10-17'): object => ({
  ...(version === null ? {} : { Version: version }),
  Statement: [statement],
});
const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::films/*' };
const cognito = {
  Effect: 'Allow',
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: {
    StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:00000000-0000-4000-8000-000000000000' },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
  },
};

test('nothing is said of a policy that is right', async () => {
  expect(await validate(one(read))).toEqual([]);
  expect(await validate(one(cognito), 'trust')).toEqual([]);
  expect(await validate(one({ ...read, Principal: '*' }), 'resource')).toEqual([]);
});

test('characters are counted as the quotas count them', async () => {
  const Document = '{ "Version": "2012-10-17",\n "Statement": [] }';
  const { characters } = await t.call('poolkeeper', 'ValidatePolicy', { Document, Kind: 'identity' });
  expect(characters).toBe(Document.replace(/\s/g, '').length);
});

test('what is no kind and what is no text is refused', async () => {
  expect(
    await t.refused('poolkeeper', 'ValidatePolicy', { Document: '{}', Kind: 'bucket' as 'identity' }),
  ).toMatchObject({
    code: 'InvalidParameterException',
    message: invalid('kind', 'satisfy enum value set: [identity, resource, trust, session]'),
  });
  expect(
    await t.refused('poolkeeper', 'ValidatePolicy', { Document: 'x'.repeat(131_073), Kind: 'identity' }),
  ).toMatchObject({ code: 'InvalidParameterException' });
});

describe('IAM’s words stand where the mistake is', () => {
  test('no JSON', async () => {
    const [problem] = await validate('{\n  "Version": "2012-10-17"\n  "Statement": []\n}');
    expect(problem).toEqual({
      path: '',
      line: 3,
      column: 3,
      offset: 30,
      length: 1,
      severity: 'error',
      message: 'Syntax errors in policy.',
      reason: 'A comma or } is wanted here.',
    });
    expect((await validate('not JSON', 'trust'))[0]).toMatchObject({
      line: 1,
      column: 1,
      message: 'This policy contains invalid Json',
    });
    expect((await validate('{"Version": '))[0]?.reason).toContain('ends too early');
  });

  test('an effect that is none, on its line', async () => {
    const text =
      '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Perhaps",\n      "Action": "s3:GetObject",\n      "Resource": "*"\n    }\n  ]\n}';
    const problems = await validate(text);
    expect(problems).toEqual([
      {
        path: 'Statement[0].Effect',
        line: 5,
        column: 17,
        offset: text.indexOf('"Perhaps"'),
        length: '"Perhaps"'.length,
        severity: 'error',
        message: 'Syntax errors in policy.',
        reason: 'Every statement has an Effect: "Allow" or "Deny", in just this spelling.',
      },
    ]);
  });

  test('an element that there is not: its name, and the one that is meant', async () => {
    const text = JSON.stringify(one({ ...read, Conditions: {} }));
    const [problem] = await validate(text);
    expect(problem).toMatchObject({
      path: 'Statement[0].Conditions',
      offset: text.indexOf('"Conditions"'),
      length: '"Conditions"'.length,
      reason: 'There is no element Conditions. Is Condition meant?',
    });
  });

  test('one resource of several, though the list stands alone', async () => {
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: ['arn:aws:s3:::films/*', 'films/*'] },
    });
    const [problem] = (await validate(text)).filter(({ severity }) => severity === 'error');
    expect(problem?.message).toBe('Resource films/* must be in ARN format or "*".');
    expect(
      text.slice(problem?.offset).startsWith('"films/*"') || text.slice(problem?.offset).startsWith('"Resource"'),
    ).toBe(true);
  });

  test('a condition operator that there is not', async () => {
    const text = JSON.stringify(one({ ...read, Condition: { StringEqual: { 'aws:username': 'a' } } }));
    const problem = (await validate(text)).find(({ severity }) => severity === 'error');
    expect(problem).toMatchObject({
      message: 'Invalid Condition type : StringEqual.',
      offset: text.indexOf('"StringEqual"'),
      length: '"StringEqual"'.length,
    });
  });

  test('a principal where none may be, with what to do', async () => {
    const problem = (await validate(one({ ...read, Principal: '*' }))).find(({ severity }) => severity === 'error');
    expect(problem).toMatchObject({
      path: 'Statement[0].Principal',
      message: 'Policy document should not specify a principal.',
    });
    expect(problem?.reason).toContain('is its principal');
  });

  test('trust in every identity pool there is', async () => {
    const { Condition: _unused, ...open } = cognito;
    const problems = await validate(one(open), 'trust');
    expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([
      {
        path: 'Statement[0].Principal',
        message:
          'A trust policy for cognito-identity.amazonaws.com must have a condition on cognito-identity.amazonaws.com:aud.',
      },
    ]);
  });

  test('a name that is given twice, at the second', async () => {
    const text = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny",${JSON.stringify(read).slice(1)}]}`;
    expect(await validate(text)).toMatchObject([
      {
        severity: 'error',
        offset: text.lastIndexOf('"Effect"'),
        message: 'Syntax errors in policy.',
        reason: 'This name is given twice in one object.',
      },
    ]);
  });

  test('every error comes, in the order of the text', async () => {
    const problems = await validate({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Resource: '*' },
        { Effect: 'No', Action: 'GetObject', Resource: '*' },
      ],
    });
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ message }) => message)).toEqual([
      'Policy statement must contain actions.',
      'Syntax errors in policy.',
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ]);
    const lines = errors.map(({ line }) => line);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });
});

describe('advice', () => {
  const cases: readonly [string, object, string, RegExp, PolicyKind?][] = [
    [
      'an action that there is not',
      { ...read, Action: 's3:GetObjects' },
      'Statement[0].Action[0]',
      /^Amazon S3 has no action GetObjects\.$/,
    ],
    [
      'a prefix that there is not',
      { ...read, Action: 'cognito-ipd:ListUsers', Resource: '*' },
      'Statement[0].Action[0]',
      /is not the prefix of a known service/,
    ],
    ['everything', { Effect: 'Allow', Action: '*', Resource: '*' }, 'Statement[0].Action[0]', /an administrator/],
    [
      'IAM as a whole',
      { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
      'Statement[0].Action[0]',
      /give themselves everything/,
    ],
    [
      'Allow with NotAction',
      { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
      'Statement[0].NotAction',
      /every action that is not listed/,
    ],
    [
      'Allow with NotResource',
      { Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::films/*' },
      'Statement[0].NotResource',
      /every resource that is not listed/,
    ],
    [
      'listing objects of objects',
      { ...read, Action: 's3:ListBucket' },
      'Statement[0].Action[0]',
      /No resource of the statement suits s3:ListBucket/,
    ],
    [
      'a bucket of no use to any action',
      { ...read, Resource: ['arn:aws:s3:::films/*', 'arn:aws:s3:::films'] },
      'Statement[0].Resource[1]',
      /No action of the statement acts on such a resource/,
    ],
    [
      'an action without resources',
      { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: 'arn:aws:s3:::films' },
      'Statement[0].Action[0]',
      /No resource of the statement suits/,
    ],
    [
      'a key of nobody',
      { ...read, Condition: { StringEquals: { 's3:perfix': 'a' } } },
      'Statement[0].Condition.StringEquals.s3:perfix',
      /There is no condition key s3:perfix/,
    ],
    [
      'a key that these requests lack',
      { ...read, Condition: { StringLike: { 's3:prefix': 'a/*' } } },
      'Statement[0].Condition.StringLike.s3:prefix',
      /carry no s3:prefix/,
    ],
    [
      'a global key that there is not',
      { ...read, Condition: { Bool: { 'aws:SecureTransports': 'true' } } },
      'Statement[0].Condition.Bool.aws:SecureTransports',
      /There is no condition key aws:SecureTransports/,
    ],
    [
      'ForAllValues with Allow',
      { ...read, Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } } },
      'Statement[0].Condition.ForAllValues:StringEquals.aws:TagKeys',
      /also true of requests that carry no such key/,
    ],
    [
      'a list compared as one',
      { ...read, Condition: { StringEquals: { 'aws:TagKeys': 'a' } } },
      'Statement[0].Condition.StringEquals.aws:TagKeys',
      /holds several values/,
    ],
    [
      'a variable of nothing',
      { ...read, Resource: 'arn:aws:s3:::films/${aws:usrname}/*' },
      'Statement[0].Resource[0]',
      /stands for nothing/,
    ],
    [
      'a role that is taken without credentials',
      { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Resource: '*' },
      'Statement[0].Action[0]',
      /trust policy of the role alone/,
    ],
    [
      'anyone',
      { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
      'Statement[0].Principal',
      /Everyone, of any account/,
      'trust',
    ],
    [
      'guests too',
      { ...cognito, Condition: { StringEquals: cognito.Condition.StringEquals } },
      'Statement[0].Condition',
      /Guests may take this role/,
      'trust',
    ],
  ];
  test.each(cases)('%s', async (_what, statement, path, message, kind = 'identity') => {
    const problems = await validate(one(statement), kind);
    const warning = problems.find((problem) => message.test(problem.message));
    expect(warning).toMatchObject({ path, severity: 'warning' });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  const fine: readonly [string, object, PolicyKind?][] = [
    ['wildcards that mean some actions', { ...read, Action: 's3:Get*' }],
    ['an action in another case', { ...read, Action: 'S3:getobject' }],
    ['a service that is not known', { Effect: 'Allow', Action: 'braket:GetJob', Resource: '*' }],
    [
      'both a bucket and its objects, for actions on either',
      {
        Effect: 'Allow',
        Action: ['s3:ListBucket', 's3:GetObject'],
        Resource: ['arn:aws:s3:::films', 'arn:aws:s3:::films/*'],
      },
    ],
    ['a bucket by wildcard', { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::film*' }],
    ['a variable with a default', { ...read, Resource: "arn:aws:s3:::films/${aws:PrincipalTag/tier, 'free'}/*" }],
    ['a star that is one', { ...read, Resource: 'arn:aws:s3:::films/${*}' }],
    [
      'a listing with its prefix',
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3:::films',
        Condition: { StringLike: { 's3:prefix': 'a/*' } },
      },
    ],
    ['a key with IfExists', { ...read, Condition: { StringLikeIfExists: { 's3:prefix': 'a/*' } } }],
    ['a key of a provider of one’s own', { ...read, Condition: { StringEquals: { 'id.example.com:sub': 'a' } } }],
    ['NotAction with Deny', { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }],
    ['a role', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::000000000000:role/a/b' }],
    [
      'an API',
      {
        Effect: 'Allow',
        Action: 'execute-api:Invoke',
        Resource: 'arn:aws:execute-api:us-east-1:000000000000:films/*/GET/list',
      },
    ],
    [
      'a pool',
      {
        Effect: 'Allow',
        Action: 'cognito-idp:AdminGetUser',
        Resource: 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a',
      },
    ],
  ];
  test.each(fine)('none for %s', async (_what, statement, kind = 'identity') => {
    expect(await validate(one(statement), kind)).toEqual([]);
  });

  test('variables in the old language', async () => {
    const statement = { ...read, Resource: 'arn:aws:s3:::films/${aws:username}/*' };
    expect(await validate(one(statement, '2008-10-17'))).toMatchObject([
      {
        path: 'Version',
        severity: 'warning',
        message: 'Policy variables are ordinary text in this version of the language.',
      },
    ]);
    expect(await validate(one(read, null))).toMatchObject([{ path: '', severity: 'warning' }]);
    expect(await validate(one(statement))).toEqual([]);
  });

  test('stands beside errors', async () => {
    const problems = await validate(one({ Effect: 'Perhaps', Action: 's3:GetObjects', Resource: '*' }));
    expect(problems.map(({ severity }) => severity)).toEqual(['error', 'warning']);
  });
});

test('every policy of AWS itself is read without an error', async () => {
  const { Policies = [] } = await t.call('iam', 'ListPolicies', { Scope: 'AWS', MaxItems: 1000 });
  expect(Policies.length).toBeGreaterThan(40);
  for (const { Arn = '', DefaultVersionId = '' } of Policies) {
    const { PolicyVersion } = await t.call('iam', 'GetPolicyVersion', { PolicyArn: Arn, VersionId: DefaultVersionId });
    const problems = await validate(decodeURIComponent(PolicyVersion?.Document ?? ''));
    expect(
      problems.filter(({ severity }) => severity === 'error'),
      Arn,
    ).toEqual([]);
  }
});
