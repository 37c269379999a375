import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../../electron/engine/policy/evaluate/document.ts';
import type { DocumentKind } from '../../../../electron/engine/policy/evaluate/policy.ts';
import { duplicateKey } from '../../../../electron/engine/policy/evaluate/json.ts';
import { missingCognitoAudience } from '../../../../electron/engine/iam/cognito-trust.ts';
import { ACCOUNT, principal, ROLE, SESSION, statement, USER_ARN, type Json } from './policies.ts';

const trust = (more: Json = {}): Json => ({
  Effect: 'Allow',
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...more,
});

/** Every problem of a text, each as place and message. */
const problems = (text: string, kind: DocumentKind): readonly string[] => {
  const read = parsePolicy(text, kind);
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`);
};
const of = (kind: DocumentKind, ...statements: readonly unknown[]): readonly string[] =>
  problems(JSON.stringify({ Version: '2012-10-17', Statement: statements }), kind);

const SYNTAX = 'Syntax errors in policy.';
const SID =
  'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*';
const VENDOR = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
const COLON = 'Actions/Condition can contain only one colon.';
const STS = 'AssumeRole policy may only specify STS AssumeRole actions.';

type Row = readonly [rule: string, statement: unknown, ...problems: string[]];
const grammar = (kind: DocumentKind, rows: readonly Row[]): void => {
  for (const [rule, one, ...wanted] of rows) test(rule, () => expect(of(kind, one)).toEqual(wanted));
};
const S = 'Statement[0]';

describe('an identity policy: reference_policies_grammar', () => {
  grammar('identity', [
    ['a plain statement', statement()],
    ['every element', statement({ Sid: 'Read1', Condition: { StringEquals: { 'a:k': 'x' } } })],
    ['an empty Sid', statement({ Sid: '' })],
    ['no effect', statement({ Effect: undefined }), `${S}: ${SYNTAX}`],
    ['an effect in another case', statement({ Effect: 'allow' }), `${S}.Effect: ${SYNTAX}`],
    ['an effect that is no text', statement({ Effect: true }), `${S}.Effect: ${SYNTAX}`],
    ['an unknown element', statement({ Effects: 'Allow' }), `${S}.Effects: ${SYNTAX}`],
    ['an element in another case', statement({ condition: {} }), `${S}.condition: ${SYNTAX}`],
    ['a Sid that is no text', statement({ Sid: 5 }), `${S}.Sid: ${SYNTAX}`],
    ['a Sid with a space', statement({ Sid: 'a b' }), `${S}.Sid: ${SID}`],
    ['a Sid with a hyphen behind', statement({ Sid: 'ab-' }), `${S}.Sid: ${SID}`],
    ['a Sid with a hyphen before', statement({ Sid: '-ab' }), `${S}.Sid: ${SID}`],
    ['no action', { Effect: 'Allow', Resource: '*' }, `${S}: Policy statement must contain actions.`],
    ['an empty list of actions', statement({ Action: [] }), `${S}: Policy statement must contain actions.`],
    ['both Action and NotAction', statement({ NotAction: 's3:*' }), `${S}.NotAction: ${SYNTAX}`],
    ['an action that is no text', statement({ Action: ['s3:*', 5] }), `${S}.Action[1]: ${SYNTAX}`],
    [
      'an action that is null',
      statement({ Action: null }),
      `${S}.Action: ${SYNTAX}`,
      `${S}: Policy statement must contain actions.`,
    ],
    ['* is an action', statement({ Action: '*' })],
    ['* as a service', statement({ Action: '*:Get*' })],
    ['a service with a point and a hyphen', statement({ Action: 'a4b-c.d:Get*' })],
    ['an action without a service', statement({ Action: 'GetObject' }), `${S}.Action: ${VENDOR}`],
    ['the second action of a list', statement({ Action: ['s3:*', 'GetObject'] }), `${S}.Action[1]: ${VENDOR}`],
    ['in NotAction too', statement({ Action: undefined, NotAction: ['GetObject'] }), `${S}.NotAction[0]: ${VENDOR}`],
    ['an action with two colons', statement({ Action: 's3:Get:Object' }), `${S}.Action: ${COLON}`],
    ['a service with a space', statement({ Action: 's 3:Get' }), `${S}.Action: Vendor s 3 is not valid`],
    ['a service with a wildcard', statement({ Action: 's*:Get' }), `${S}.Action: Vendor s* is not valid`],
    ['a service with odd letters before', statement({ Action: '!s3:Get' }), `${S}.Action: Vendor !s3 is not valid`],
    ['no resource', { Effect: 'Allow', Action: 's3:*' }, `${S}: Policy statement must contain resources.`],
    ['an empty list of resources', statement({ Resource: [] }), `${S}: Policy statement must contain resources.`],
    ['both Resource and NotResource', statement({ NotResource: '*' }), `${S}.NotResource: ${SYNTAX}`],
    [
      'a resource that is no text',
      statement({ Resource: {} }),
      `${S}.Resource: ${SYNTAX}`,
      `${S}: Policy statement must contain resources.`,
    ],
    [
      'a resource that is no ARN',
      statement({ Resource: 'catalog/*' }),
      `${S}.Resource: Resource catalog/* must be in ARN format or "*".`,
    ],
    [
      'a resource with another scheme',
      statement({ Resource: 'urn:aws:s3:::x' }),
      `${S}.Resource: Resource urn:aws:s3:::x must be in ARN format or "*".`,
    ],
    [
      'arn alone',
      statement({ Resource: ['*', 'arn'] }),
      `${S}.Resource[1]: Resource arn must be in ARN format or "*".`,
    ],
    [
      'a partition that there is not',
      statement({ Resource: 'arn:amazon:s3:::x' }),
      `${S}.Resource: Partition "amazon" is not valid for resource "arn:amazon:s3:::x".`,
    ],
    [
      'a partition that begins like one',
      statement({ Resource: undefined, NotResource: ['arn:awsome:s3:::x'] }),
      `${S}.NotResource[0]: Partition "awsome" is not valid for resource "arn:awsome:s3:::x".`,
    ],
    [
      'a partition that ends like one',
      statement({ Resource: 'arn:xaws:s3:::x' }),
      `${S}.Resource: Partition "xaws" is not valid for resource "arn:xaws:s3:::x".`,
    ],
    ['the partitions', statement({ Resource: ['arn:aws-cn:s3:::x', 'arn:aws-us-gov:s3:::x', 'arn:*:s3:::x'] })],
    ['a principal', statement({ Principal: '*' }), `${S}.Principal: Policy document should not specify a principal.`],
    [
      'a principal that is to be spared',
      statement({ NotPrincipal: { AWS: ACCOUNT } }),
      `${S}.NotPrincipal: Policy document should not specify a principal.`,
    ],
    [
      'a statement that is no object',
      'x',
      `${S}: ${SYNTAX}`,
      `${S}: ${SYNTAX}`,
      `${S}: Policy statement must contain actions.`,
      `${S}: Policy statement must contain resources.`,
    ],
  ]);
});

describe('a condition: reference_policies_elements_condition', () => {
  const C = `${S}.Condition`;
  const when = (Condition: unknown): Json => statement({ Condition });
  grammar('identity', [
    ['none', when({})],
    ['without keys', when({ StringEquals: {} })],
    ['numbers and booleans as values', when({ NumericEquals: { 'a:n': [1, 2.5] }, Bool: { 'a:b': true } })],
    ['an empty list of values', when({ StringEquals: { 'a:k': [] } })],
    ['no object', when('x'), `${C}: ${SYNTAX}`],
    ['null', when(null), `${C}: ${SYNTAX}`],
    ['a list', when([]), `${C}: ${SYNTAX}`],
    [
      'an operator that there is not',
      when({ StringIs: { 'a:k': 'x' } }),
      `${C}.StringIs: Invalid Condition type : StringIs.`,
    ],
    [
      'a set prefix that there is not',
      when({ 'ForSome:StringEquals': { 'a:k': 'x' } }),
      `${C}.ForSome:StringEquals: Invalid Condition type : ForSome:StringEquals.`,
    ],
    [
      'a suffix that there is not',
      when({ StringEqualsIfThere: { 'a:k': 'x' } }),
      `${C}.StringEqualsIfThere: Invalid Condition type : StringEqualsIfThere.`,
    ],
    [
      'text before a set prefix',
      when({ 'xForAnyValue:StringEquals': {} }),
      `${C}.xForAnyValue:StringEquals: Invalid Condition type : xForAnyValue:StringEquals.`,
    ],
    [
      'text behind the suffix',
      when({ StringEqualsIfExistsx: {} }),
      `${C}.StringEqualsIfExistsx: Invalid Condition type : StringEqualsIfExistsx.`,
    ],
    ['a prefix alone', when({ 'ForAnyValue:': {} }), `${C}.ForAnyValue:: Invalid Condition type : ForAnyValue:.`],
    [
      'Null with IfExists',
      when({ NullIfExists: { 'a:k': 'true' } }),
      `${C}.NullIfExists: Invalid Condition type : NullIfExists.`,
    ],
    ['a name of every object', when({ constructor: {} }), `${C}.constructor: Invalid Condition type : constructor.`],
    ['an operator without an object', when({ StringEquals: 'x' }), `${C}.StringEquals: ${SYNTAX}`],
    ['a value that is an object', when({ StringEquals: { 'a:k': {} } }), `${C}.StringEquals.a:k: ${SYNTAX}`],
    ['a value that is null', when({ StringEquals: { 'a:k': null } }), `${C}.StringEquals.a:k: ${SYNTAX}`],
    ['the second value of a list', when({ StringEquals: { 'a:k': ['x', {}] } }), `${C}.StringEquals.a:k[1]: ${SYNTAX}`],
    ['a key without a service', when({ StringEquals: { k: 'x' } }), `${C}.StringEquals.k: ${VENDOR}`],
  ]);
});

describe('a resource’s policy: reference_policies_elements_principal', () => {
  const P = `${S}.Principal`;
  const names = (Principal: unknown): Json => principal(Principal);
  const invalid = 'Invalid principal in policy:';
  grammar('resource', [
    ['everyone', names('*')],
    ['everyone, as AWS', names({ AWS: '*' })],
    [
      'accounts, root, user, role, sessions',
      names({
        AWS: [
          ACCOUNT,
          `arn:aws:iam::${ACCOUNT}:root`,
          USER_ARN,
          ROLE,
          SESSION,
          `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
        ],
      }),
    ],
    ['another partition', names({ AWS: `arn:aws-cn:iam::${ACCOUNT}:role/x` })],
    ['ids of those that were deleted', names({ AWS: ['AROA1234567890EXAMPLE', 'AIDA1234567890EXAMPLE'] })],
    [
      'every kind',
      names({ AWS: ACCOUNT, Federated: 'accounts.google.com', Service: 'logs.amazonaws.com', CanonicalUser: '79a5' }),
    ],
    ['a Sid with a space', principal('*', { Sid: 'Open to all' })],
    ['none', statement(), `${S}: Missing required field Principal`],
    ['empty', names({}), `${P}: Missing required field Principal cannot be empty!`],
    ['a text', names('me'), `${P}: ${invalid} "me"`],
    ['a list', names(['*']), `${P}: ${invalid} ["*"]`],
    ['null', names(null), `${P}: ${invalid} null`],
    ['a kind that there is not', names({ Group: 'x' }), `${P}.Group: ${invalid} "Group":"x"`],
    ['an empty list', names({ AWS: [] }), `${P}.AWS: ${invalid} "AWS":[]`],
    ['a name that is no text', names({ AWS: [ACCOUNT, 5] }), `${P}.AWS[1]: Syntax error in policy.`],
    [
      'a wildcard in a name',
      names({ AWS: `arn:aws:iam::${ACCOUNT}:role/*` }),
      `${P}.AWS: ${invalid} "AWS":"arn:aws:iam::${ACCOUNT}:role/*"`,
    ],
    ['a ? in a session', names({ AWS: `${SESSION}?` }), `${P}.AWS: ${invalid} "AWS":"${SESSION}?"`],
    ['a wildcard in an account', names({ AWS: ['*', '11112222*'] }), `${P}.AWS[1]: ${invalid} "AWS":"11112222*"`],
    [
      'a group',
      names({ AWS: `arn:aws:iam::${ACCOUNT}:group/x` }),
      `${P}.AWS: ${invalid} "AWS":"arn:aws:iam::${ACCOUNT}:group/x"`,
    ],
    [
      'a role of STS',
      names({ AWS: `arn:aws:sts::${ACCOUNT}:role/x` }),
      `${P}.AWS: ${invalid} "AWS":"arn:aws:sts::${ACCOUNT}:role/x"`,
    ],
    [
      'a session of IAM',
      names({ AWS: `arn:aws:iam::${ACCOUNT}:assumed-role/x/y` }),
      `${P}.AWS: ${invalid} "AWS":"arn:aws:iam::${ACCOUNT}:assumed-role/x/y"`,
    ],
    ['an ARN with text before it', names({ AWS: `x${ROLE}` }), `${P}.AWS: ${invalid} "AWS":"x${ROLE}"`],
    ['a session with text before it', names({ AWS: `x${SESSION}` }), `${P}.AWS: ${invalid} "AWS":"x${SESSION}"`],
    [
      'a root with text behind it',
      names({ AWS: `arn:aws:iam::${ACCOUNT}:rootx` }),
      `${P}.AWS: ${invalid} "AWS":"arn:aws:iam::${ACCOUNT}:rootx"`,
    ],
    ['an account of 13 digits', names({ AWS: `${ACCOUNT}1` }), `${P}.AWS: ${invalid} "AWS":"${ACCOUNT}1"`],
    ['an account with text before it', names({ AWS: `x${ACCOUNT}` }), `${P}.AWS: ${invalid} "AWS":"x${ACCOUNT}"`],
    ['an id that is too short', names({ AWS: 'AROA1234567' }), `${P}.AWS: ${invalid} "AWS":"AROA1234567"`],
    [
      'an id with text behind it',
      names({ AWS: 'AROA1234567890EXAMPLEx' }),
      `${P}.AWS: ${invalid} "AWS":"AROA1234567890EXAMPLEx"`,
    ],
    [
      'an id with text before it',
      names({ AWS: 'xAROA1234567890EXAMPLE' }),
      `${P}.AWS: ${invalid} "AWS":"xAROA1234567890EXAMPLE"`,
    ],
    ['other kinds take any name', names({ Service: 'x*', Federated: '?' })],
    [
      'both Principal and NotPrincipal',
      principal('*', { NotPrincipal: '*' }),
      `${S}.NotPrincipal: Syntax error in policy.`,
    ],
    ['Deny with NotPrincipal', statement({ Effect: 'Deny', NotPrincipal: { AWS: ACCOUNT } })],
    [
      'Allow with NotPrincipal',
      statement({ NotPrincipal: { AWS: ACCOUNT } }),
      `${S}.NotPrincipal: Allow with NotPrincipal is not allowed.`,
    ],
    ['no effect', principal('*', { Effect: undefined }), `${S}: Missing required field Effect`],
    ['an effect that there is not', principal('*', { Effect: 'Permit' }), `${S}.Effect: Invalid effect: Permit`],
    ['no action', principal('*', { Action: undefined }), `${S}: Missing required field Action`],
    ['no resource', principal('*', { Resource: undefined }), `${S}: Missing required field Resource`],
    [
      'an operator that there is not',
      principal('*', { Condition: { Is: {} } }),
      `${S}.Condition.Is: Invalid Condition type : Is.`,
    ],
  ]);
});

describe('a trust policy: id_roles_terms-and-concepts', () => {
  grammar('trust', [
    ['a plain statement', trust()],
    ['several actions', trust({ Action: ['sts:AssumeRole', 'STS:TagSession'] })],
    ['a Sid with a space', trust({ Sid: 'a b' }), `${S}.Sid: ${SID}`],
    ['no principal', trust({ Principal: undefined }), `${S}: Missing required field Principal`],
    ['another service', trust({ Action: ['sts:AssumeRole', 's3:GetObject'] }), `${S}.Action[1]: ${STS}`],
    ['every action', trust({ Action: '*' }), `${S}.Action: ${STS}`],
    ['a service that ends in sts', trust({ Action: 'xsts:AssumeRole' }), `${S}.Action: ${STS}`],
    ['no action', trust({ Action: undefined }), `${S}: Missing required field Action`],
    ['a resource', trust({ Resource: '*' }), `${S}.Resource: Has prohibited field Resource`],
    [
      'a resource that is to be spared',
      trust({ NotResource: '*' }),
      `${S}.NotResource: AssumeRole policy must not contain resources.`,
    ],
    [
      'Deny with NotPrincipal',
      trust({ Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }),
      `${S}.NotPrincipal: AssumeRole policy must not contain NotPrincipal field.`,
    ],
    [
      'Allow with NotPrincipal',
      trust({ Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }),
      `${S}.NotPrincipal: Allow with NotPrincipal is not allowed.`,
    ],
    ['an operator that there is not', trust({ Condition: { Is: {} } }), `${S}.Condition.Is: Syntax error in policy.`],
    [
      'a wildcard in a principal',
      trust({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/*` } }),
      `${S}.Principal.AWS: Invalid principal in policy: "AWS":"arn:aws:iam::${ACCOUNT}:role/*"`,
    ],
  ]);
});

describe('a session policy: access_policies#policies_session', () => {
  grammar('session', [
    ['a plain statement', statement()],
    ['a principal', statement({ Principal: '*' }), `${S}.Principal: Policy document should not specify a principal.`],
    ['a Sid with a space', statement({ Sid: 'a b' }), `${S}.Sid: ${SID}`],
    ['no resource', statement({ Resource: undefined }), `${S}: Policy statement must contain resources.`],
  ]);
});

describe('a document', () => {
  const json = (more: Json): string => JSON.stringify({ Version: '2012-10-17', Statement: statement(), ...more });
  const texts: readonly (readonly [rule: string, kind: DocumentKind, text: string, ...problems: string[]])[] = [
    ['a single statement needs no list', 'identity', json({})],
    ['with an Id', 'identity', json({ Id: 'x' })],
    ['no JSON', 'identity', '{', `: ${SYNTAX}`],
    ['no JSON in a session policy', 'session', '', `: ${SYNTAX}`],
    ['no JSON in a trust policy', 'trust', '{', ': This policy contains invalid Json'],
    ['no JSON in a resource’s policy', 'resource', 'x', ': This policy contains invalid Json'],
    ['a list', 'identity', '[]', `: ${SYNTAX}`, `Statement: ${SYNTAX}`],
    ['null', 'identity', 'null', `: ${SYNTAX}`, `Statement: ${SYNTAX}`],
    [
      'a text',
      'resource',
      '"x"',
      ': Syntax error in policy.',
      'Statement: Could not parse the policy: Statement is empty!',
    ],
    ['an unknown element', 'identity', json({ Versions: '' }), `Versions: ${SYNTAX}`],
    ['an element in another case', 'identity', json({ id: 'x' }), `id: ${SYNTAX}`],
    ['an Id that is no text', 'identity', json({ Id: 5 }), `Id: ${SYNTAX}`],
    ['a version that there is not', 'identity', json({ Version: '2020-01-01' }), `Version: ${SYNTAX}`],
    ['a version that is null', 'identity', json({ Version: null }), `Version: ${SYNTAX}`],
    [
      'a version that there is not, of a role',
      'trust',
      json({ Version: 'x', Statement: trust() }),
      'Version: The policy must contain a valid version string',
    ],
    ['no statement', 'identity', json({ Statement: undefined }), `Statement: ${SYNTAX}`],
    ['an empty list of statements', 'identity', json({ Statement: [] }), `Statement: ${SYNTAX}`],
    [
      'an empty list of statements, of a role',
      'trust',
      json({ Statement: [] }),
      'Statement: Could not parse the policy: Statement is empty!',
    ],
    [
      'a single statement has the first place',
      'identity',
      json({ Statement: statement({ Effect: 'x' }) }),
      `Statement[0].Effect: ${SYNTAX}`,
    ],
    [
      'the second statement',
      'identity',
      json({ Statement: [statement(), statement({ Effect: 'x' })] }),
      `Statement[1].Effect: ${SYNTAX}`,
    ],
    [
      'a Sid twice',
      'identity',
      json({ Statement: [statement({ Sid: 'a' }), statement({ Sid: 'b' }), statement({ Sid: 'a' })] }),
      'Statement[2].Sid: Statement IDs (SID) in a single policy must be unique.',
    ],
    [
      'a Sid twice, of a role',
      'trust',
      json({ Statement: [trust({ Sid: 'a' }), trust({ Sid: 'a' })] }),
      'Statement[1].Sid: The Statement Ids in the policy are not unique',
    ],
    ['an empty Sid twice', 'identity', json({ Statement: [statement({ Sid: '' }), statement({ Sid: '' })] })],
    ['no Sid twice', 'identity', json({ Statement: [statement(), statement()] })],
    ['a key twice', 'identity', json({}).replace('{', '{"Version":"2008-10-17",'), `Version: ${SYNTAX}`],
    [
      'a key twice in a single statement',
      'identity',
      json({}).replace('"Effect"', '"Effect":"Deny","Effect"'),
      `Statement[0].Effect: ${SYNTAX}`,
    ],
    [
      'a key twice in something else',
      'identity',
      json({ X: { Statement: { a: 1 } } }).replace('"a"', '"a":2,"a"'),
      `X.Statement.a: ${SYNTAX}`,
      `X: ${SYNTAX}`,
    ],
    [
      'a key twice in a list of statements',
      'trust',
      json({ Statement: [trust(), trust()] }).replace(/"Effect"(?=[^E]*$)/, '"Effect":"Deny","Effect"'),
      'Statement[1].Effect: Syntax error in policy.',
    ],
  ];
  for (const [rule, kind, text, ...wanted] of texts)
    test(rule, () => {
      expect(problems(text, kind)).toEqual(wanted);
    });

  test('is read into its parts', () => {
    const text = json({
      Id: 'x',
      Statement: [statement({ Sid: 'Read' }), { Effect: 'Deny', NotAction: 's3:*', NotResource: '*' }],
    });
    const read = parsePolicy(text, 'identity');
    expect(read).toMatchObject({
      ok: true,
      document: {
        version: '2012-10-17',
        id: 'x',
        statements: [
          {
            index: 0,
            sid: 'Read',
            effect: 'Allow',
            action: { not: false, patterns: [{ text: 's3:GetObject' }] },
            resource: { not: false },
            conditions: [],
          },
          { index: 1, effect: 'Deny', action: { not: true }, resource: { not: true } },
        ],
      },
    });
    const [, second] = read.ok ? read.document.statements : [];
    expect(second).not.toHaveProperty('sid');
    expect(second).not.toHaveProperty('principal');
    const plain = parsePolicy(json({}), 'identity');
    expect(plain.ok && plain.document).not.toHaveProperty('id');
  });

  test('names its principals and conditions as they were written', () => {
    const read = parsePolicy(
      json({
        Statement: trust({
          Principal: { AWS: ACCOUNT, Service: ['a', 'b'] },
          Condition: { BoolIfExists: { 'A:b': true }, 'ForAnyValue:StringLike': { 'a:k': ['x*', 5] } },
        }),
      }),
      'trust',
    );
    const [one] = read.ok ? read.document.statements : [];
    expect(one?.principal).toEqual({ not: false, names: { AWS: [ACCOUNT], Service: ['a', 'b'] } });
    expect(one).not.toHaveProperty('resource');
    expect(
      one?.conditions.map(({ operator, key, values }) => [
        operator.name,
        operator.set,
        operator.ifExists,
        key,
        values.map(({ text }) => text),
      ]),
    ).toEqual([
      ['BoolIfExists', undefined, true, 'A:b', ['true']],
      ['ForAnyValue:StringLike', 'ForAnyValue', false, 'a:k', ['x*', '5']],
    ]);
    expect(one?.conditions[0]?.operator).not.toHaveProperty('set');
  });

  test('without a version is of 2008-10-17', () => {
    const read = parsePolicy(JSON.stringify({ Statement: statement() }), 'identity');
    expect(read).toMatchObject({ ok: true, document: { version: '2008-10-17' } });
  });
});

test.each([
  ['{}', undefined],
  ['{"a":1,"b":2}', undefined],
  ['{"a":{"a":1},"b":{"a":[{"a":1},{"a":1}]}}', undefined],
  ['["a","a"]', undefined],
  ['{"a":"b","b":"a"}', undefined],
  ['{"a":"a:1,\\"a\\":{","b":1}', undefined],
  ['{"a":1,"a":2}', 'a'],
  ['{"a" : 1 , "a" : 2}', 'a'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"x":{"a":1,"a":2}}', 'x.a'],
  ['{"x":[{"a":1},{"a":1,"a":2}]}', 'x[1].a'],
  ['[[],[0,{"a":[1,2],"b":{},"a":2}]]', '[1][1].a'],
  ['{"x":{"y":[1,[{"z":1,"z":1}]]}}', 'x.y[1][0].z'],
  ['{"x":["a","b"],"x":1}', 'x'],
  ['{"a":{"b":1},"c":{"b":1},"a":1}', 'a'],
])('keys that stand twice: %s', (text, place) => {
  JSON.parse(text);
  expect(duplicateKey(text)).toBe(place);
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
