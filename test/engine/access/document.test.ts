import { expect, test } from 'vitest';
import { parsePolicy, type DocumentKind } from '../../../electron/engine/access/evaluate/document.ts';
import { missingCognitoAudience } from '../../../electron/engine/access/iam/cognito-trust.ts';
import { statement, type Json } from './policies.ts';

const first = (kind: DocumentKind, ...statements: readonly unknown[]): string | undefined => {
  const read = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), kind);
  return read.ok ? undefined : read.problems[0]?.message;
};
const trust = (more: Json = {}): Json => ({
  Effect: 'Allow',
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...more,
});

const cases: readonly (readonly [
  rule: string,
  kind: DocumentKind,
  statements: readonly unknown[],
  message: string | undefined,
])[] = [
  ['a plain statement', 'identity', [statement()], undefined],
  ['Effect is Allow or Deny', 'identity', [statement({ Effect: 'allow' })], 'Syntax errors in policy.'],
  ['an unknown element', 'identity', [statement({ Effects: 'Allow' })], 'Syntax errors in policy.'],
  ['no action', 'identity', [{ Effect: 'Allow', Resource: '*' }], 'Policy statement must contain actions.'],
  ['an empty list of actions', 'identity', [statement({ Action: [] })], 'Policy statement must contain actions.'],
  ['both Action and NotAction', 'identity', [statement({ NotAction: 's3:*' })], 'Syntax errors in policy.'],
  ['no resource', 'identity', [{ Effect: 'Allow', Action: 's3:*' }], 'Policy statement must contain resources.'],
  ['both Resource and NotResource', 'identity', [statement({ NotResource: '*' })], 'Syntax errors in policy.'],
  [
    'an action without a service',
    'identity',
    [statement({ Action: 'GetObject' })],
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  [
    'an action with two colons',
    'identity',
    [statement({ Action: 's3:Get:Object' })],
    'Actions/Condition can contain only one colon.',
  ],
  ['a service with odd letters', 'identity', [statement({ Action: 's 3:Get' })], 'Vendor s 3 is not valid'],
  [
    'a resource that is no ARN',
    'identity',
    [statement({ Resource: 'catalog/*' })],
    'Resource catalog/* must be in ARN format or "*".',
  ],
  [
    'a partition that does not exist',
    'identity',
    [statement({ Resource: 'arn:amazon:s3:::x' })],
    'Partition "amazon" is not valid for resource "arn:amazon:s3:::x".',
  ],
  [
    'a principal in an identity policy',
    'identity',
    [statement({ Principal: '*' })],
    'Policy document should not specify a principal.',
  ],
  [
    'a principal in a session policy',
    'session',
    [statement({ NotPrincipal: '*' })],
    'Policy document should not specify a principal.',
  ],
  [
    'a Sid with a space',
    'identity',
    [statement({ Sid: 'a b' })],
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
  ],
  [
    'a Sid twice',
    'identity',
    [statement({ Sid: 'a' }), statement({ Sid: 'a' })],
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  [
    'an operator that does not exist',
    'identity',
    [statement({ Condition: { StringIs: { 'a:k': 'x' } } })],
    'Invalid Condition type : StringIs.',
  ],
  [
    'Null with IfExists',
    'identity',
    [statement({ Condition: { NullIfExists: { 'a:k': 'true' } } })],
    'Invalid Condition type : NullIfExists.',
  ],
  ['a condition that is no object', 'identity', [statement({ Condition: 'x' })], 'Syntax errors in policy.'],
  [
    'a condition value that is an object',
    'identity',
    [statement({ Condition: { StringEquals: { 'a:k': {} } } })],
    'Syntax errors in policy.',
  ],
  [
    'a condition key without a service',
    'identity',
    [statement({ Condition: { StringEquals: { k: 'x' } } })],
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  ['a statement that is no object', 'identity', ['x'], 'Syntax errors in policy.'],
  ['no statement', 'identity', [], 'Syntax errors in policy.'],
  ['a trust policy', 'trust', [trust()], undefined],
  ['a trust policy with a resource', 'trust', [trust({ Resource: '*' })], 'Has prohibited field Resource'],
  [
    'a trust policy without a principal',
    'trust',
    [trust({ Principal: undefined })],
    'Missing required field Principal',
  ],
  [
    'a trust policy for another service',
    'trust',
    [trust({ Action: 's3:GetObject' })],
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    'a trust policy for every action',
    'trust',
    [trust({ Action: '*' })],
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    'a principal with a wildcard in its ARN',
    'trust',
    [trust({ Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } })],
    'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*"',
  ],
  [
    'a kind of principal that does not exist',
    'trust',
    [trust({ Principal: { Group: 'x' } })],
    'Invalid principal in policy: "Group":"x"',
  ],
  [
    'Allow with NotPrincipal',
    'resource',
    [statement({ NotPrincipal: { AWS: '111122223333' } })],
    'Allow with NotPrincipal is not allowed.',
  ],
];
test.each(cases)('%s', (_rule, kind, statements, message) => {
  expect(first(kind, ...statements)).toBe(message);
});

test('text that is no JSON has its own words for trust policies', () => {
  expect(parsePolicy('{', 'identity')).toMatchObject({ problems: [{ message: 'Syntax errors in policy.' }] });
  expect(parsePolicy('{', 'trust')).toMatchObject({ problems: [{ message: 'This policy contains invalid Json' }] });
});

test('without a version the document is of 2008-10-17', () => {
  expect(parsePolicy(JSON.stringify({ Statement: statement() }), 'identity')).toMatchObject({
    document: { version: '2008-10-17' },
  });
  expect(parsePolicy(JSON.stringify({ Version: '2020-01-01', Statement: statement() }), 'identity')).toMatchObject({
    ok: false,
    problems: [{ path: 'Version' }],
  });
});

test('a problem says where it is', () => {
  const read = parsePolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: [statement(), statement({ Effect: 'x' })] }),
    'identity',
  );
  expect(read).toMatchObject({ problems: [{ path: 'Statement[1].Effect' }] });
});

const AUD = 'cognito-identity.amazonaws.com:aud';
test.each([
  ['no condition', {}, true],
  ['StringEquals on aud', { StringEquals: { [AUD]: 'us-east-1:x' } }, false],
  ['the key in capitals', { StringEquals: { [AUD.toUpperCase()]: 'us-east-1:x' } }, false],
  ['ForAnyValue:StringLike on aud', { 'ForAnyValue:StringLike': { [AUD]: 'us-east-1:*' } }, false],
  [
    'a condition on amr only',
    { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } },
    true,
  ],
  ['a negation on aud', { StringNotEquals: { [AUD]: 'us-east-1:x' } }, true],
  ['IfExists on aud', { StringEqualsIfExists: { [AUD]: 'us-east-1:x' } }, true],
  ['Null on aud', { Null: { [AUD]: 'false' } }, true],
])('Cognito trust: %s', (_name, Condition, missing) => {
  const read = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: trust({ Condition }) }), 'trust');
  if (!read.ok) throw new Error('the document is well formed');
  expect(missingCognitoAudience(read.document) !== undefined).toBe(missing);
});
