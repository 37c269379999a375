import { expect, test } from 'vitest';
import { ACCOUNT, evaluate, ROLE, SESSION, statement, type Asked, type Given, type Json } from './policies.ts';

type Outcome = 'allowed' | 'explicit deny' | 'implicit deny';
type Case = readonly [rule: string, given: Given, asked: Asked, outcome: Outcome];

const allow = (more: Json = {}): Given => ({ identity: [statement(more)] });
const when = (operator: string, key: string, value: unknown): Given =>
  allow({ Condition: { [operator]: { [key]: value } } });
const at = (resource: string): Asked => ({ resource: `arn:aws:s3:::${resource}` });
const having = (context: Record<string, string | readonly string[]>): Asked => ({ context });

const EVERYTHING = statement({ Action: '*', Resource: '*' });
const DENY = statement({ Effect: 'Deny' });

const basics: readonly Case[] = [
  ['nothing is allowed without a policy', {}, {}, 'implicit deny'],
  ['an allowing statement allows', allow(), {}, 'allowed'],
  ['a denying statement denies', { identity: [DENY] }, {}, 'explicit deny'],
  ['a deny wins over an allow before it', { identity: [statement(), DENY] }, {}, 'explicit deny'],
  ['a deny wins over an allow after it', { identity: [DENY, statement()] }, {}, 'explicit deny'],
  [
    'a deny of something else does not matter',
    { identity: [statement(), statement({ Effect: 'Deny', Action: 's3:PutObject' })] },
    {},
    'allowed',
  ],
  ['two statements add up', { identity: [statement({ Action: 's3:PutObject' }), statement()] }, {}, 'allowed'],
];

const actions: readonly Case[] = [
  ['an action must match', allow({ Action: 's3:PutObject' }), {}, 'implicit deny'],
  ['actions are compared without regard to case', allow({ Action: 'S3:getOBJECT' }), {}, 'allowed'],
  ['* covers every action', allow({ Action: '*' }), {}, 'allowed'],
  ['a service with * covers its actions', allow({ Action: 's3:*' }), {}, 'allowed'],
  ['a service with * covers no other service', allow({ Action: 'sqs:*' }), {}, 'implicit deny'],
  ['* at the end of an action', allow({ Action: 's3:Get*' }), {}, 'allowed'],
  ['* within an action', allow({ Action: 's3:*Object' }), {}, 'allowed'],
  ['* within an action that differs', allow({ Action: 's3:*Bucket' }), {}, 'implicit deny'],
  ['? stands for one character', allow({ Action: 's3:GetObjec?' }), {}, 'allowed'],
  ['? does not stand for none', allow({ Action: 's3:GetObject?' }), {}, 'implicit deny'],
  ['an action is covered whole', allow({ Action: 's3:Get' }), {}, 'implicit deny'],
  ['a list of actions is alternatives', allow({ Action: ['s3:PutObject', 's3:GetObject'] }), {}, 'allowed'],
  ['NotAction covers all but the listed', allow({ Action: undefined, NotAction: 's3:PutObject' }), {}, 'allowed'],
  ['NotAction excepts the listed', allow({ Action: undefined, NotAction: 's3:Get*' }), {}, 'implicit deny'],
  [
    'Deny with NotAction denies everything else',
    { identity: [EVERYTHING, statement({ Effect: 'Deny', Action: undefined, NotAction: 's3:PutObject' })] },
    {},
    'explicit deny',
  ],
  [
    'Deny with NotAction spares the listed',
    { identity: [EVERYTHING, statement({ Effect: 'Deny', Action: undefined, NotAction: 's3:GetObject' })] },
    {},
    'allowed',
  ],
  ['variables mean nothing in actions', allow({ Action: 's3:${x}' }), having({ x: 'GetObject' }), 'implicit deny'],
];

const resources: readonly Case[] = [
  ['a resource must match', allow({ Resource: 'arn:aws:s3:::other/*' }), {}, 'implicit deny'],
  ['* covers every resource', allow({ Resource: '*' }), {}, 'allowed'],
  ['resources are compared with regard to case', allow({ Resource: 'arn:aws:s3:::Catalog/*' }), {}, 'implicit deny'],
  ['* covers slashes', allow(), at('catalog/free/deep/er/a.txt'), 'allowed'],
  ['* covers colons in the last segment', allow(), at('catalog/a:b:c'), 'allowed'],
  ['* covers nothing too', allow(), at('catalog/'), 'allowed'],
  ['a bucket is none of its objects', allow(), at('catalog'), 'implicit deny'],
  ['an object is not its bucket', allow({ Resource: 'arn:aws:s3:::catalog' }), {}, 'implicit deny'],
  ['a prefix pattern', allow({ Resource: 'arn:aws:s3:::catalog/free/*' }), {}, 'allowed'],
  ['a prefix pattern of another folder', allow({ Resource: 'arn:aws:s3:::catalog/premium/*' }), {}, 'implicit deny'],
  ['? in a resource', allow({ Resource: 'arn:aws:s3:::catalog/free/?.txt' }), {}, 'allowed'],
  [
    '? is one character only',
    allow({ Resource: 'arn:aws:s3:::catalog/free/?.txt' }),
    at('catalog/free/ab.txt'),
    'implicit deny',
  ],
  ['several wildcards', allow({ Resource: 'arn:aws:s3:::cat*/*/*.t?t' }), {}, 'allowed'],
  ['a wildcard does not cross segments', allow({ Resource: 'arn:aws:*:catalog/free/a.txt' }), {}, 'implicit deny'],
  [
    'a wildcard for region and account',
    { identity: [statement({ Action: 'iam:GetRole', Resource: 'arn:aws:iam:*:*:role/*' })] },
    { action: 'iam:GetRole', resource: ROLE },
    'allowed',
  ],
  [
    'another account',
    { identity: [statement({ Action: 'iam:GetRole', Resource: 'arn:aws:iam::999999999999:role/*' })] },
    { action: 'iam:GetRole', resource: ROLE },
    'implicit deny',
  ],
  ['another service', allow({ Resource: 'arn:aws:sqs:::catalog/*' }), {}, 'implicit deny'],
  [
    'segments left out stand for *',
    { identity: [statement({ Action: 'iam:GetRole', Resource: 'arn:aws:iam' })] },
    { action: 'iam:GetRole', resource: ROLE },
    'allowed',
  ],
  [
    'an operation without a resource needs *',
    { identity: [statement({ Action: 'iam:ListRoles', Resource: 'arn:aws:iam::*:role/*' })] },
    { action: 'iam:ListRoles', resource: '*' },
    'implicit deny',
  ],
  [
    '* covers an operation without a resource',
    { identity: [EVERYTHING] },
    { action: 'cognito-idp:ListUserPools', resource: '*' },
    'allowed',
  ],
  [
    'a list of resources is alternatives',
    allow({ Resource: ['arn:aws:s3:::other/*', 'arn:aws:s3:::catalog/*'] }),
    {},
    'allowed',
  ],
  [
    'NotResource covers all but the listed',
    allow({ Resource: undefined, NotResource: 'arn:aws:s3:::catalog/premium/*' }),
    {},
    'allowed',
  ],
  [
    'NotResource excepts the listed',
    allow({ Resource: undefined, NotResource: 'arn:aws:s3:::catalog/free/*' }),
    {},
    'implicit deny',
  ],
  [
    'Deny with NotResource',
    {
      identity: [
        EVERYTHING,
        statement({ Effect: 'Deny', Resource: undefined, NotResource: 'arn:aws:s3:::catalog/premium/*' }),
      ],
    },
    {},
    'explicit deny',
  ],
];

const SUB = 'cognito-identity.amazonaws.com:sub';
const home = (version?: string): Given => ({
  ...allow({ Resource: `arn:aws:s3:::catalog/\${${SUB}}/*` }),
  ...(version === undefined ? {} : { version }),
});
const variables: readonly Case[] = [
  [
    'a variable in a resource',
    home(),
    { ...at('catalog/us-east-1:id/x'), ...having({ [SUB]: 'us-east-1:id' }) },
    'allowed',
  ],
  [
    'another value of the variable',
    home(),
    { ...at('catalog/us-east-1:other/x'), ...having({ [SUB]: 'us-east-1:id' }) },
    'implicit deny',
  ],
  ['a variable without a value matches nothing', home(), at('catalog/us-east-1:id/x'), 'implicit deny'],
  ['a variable without a value is not its own text', home(), at(`catalog/\${${SUB}}/x`), 'implicit deny'],
  [
    'version 2008-10-17 has no variables',
    home('2008-10-17'),
    { ...at('catalog/us-east-1:id/x'), ...having({ [SUB]: 'us-east-1:id' }) },
    'implicit deny',
  ],
  ['in version 2008-10-17 a variable is its own text', home('2008-10-17'), at(`catalog/\${${SUB}}/x`), 'allowed'],
  [
    'names of variables have no case',
    home(),
    { ...at('catalog/id/x'), ...having({ [SUB.toUpperCase()]: 'id' }) },
    'allowed',
  ],
  [
    'a * in a value is no wildcard',
    home(),
    { ...at('catalog/anything/x'), ...having({ [SUB]: '*' }) },
    'implicit deny',
  ],
  ['a ? in a value is no wildcard', home(), { ...at('catalog/a/x'), ...having({ [SUB]: '?' }) }, 'implicit deny'],
  ['a value with * matches itself', home(), { ...at('catalog/*/x'), ...having({ [SUB]: '*' }) }, 'allowed'],
  [
    'a key of several values is no variable',
    home(),
    { ...at('catalog/a/x'), ...having({ [SUB]: ['a', 'b'] }) },
    'implicit deny',
  ],
  [
    'a tag as variable',
    allow({ Resource: 'arn:aws:s3:::catalog/${aws:PrincipalTag/team}/*' }),
    { ...at('catalog/red/x'), ...having({ 'aws:PrincipalTag/team': 'red' }) },
    'allowed',
  ],
  [
    'a default stands in for an absent value',
    allow({ Resource: "arn:aws:s3:::catalog/${aws:PrincipalTag/team, 'all'}/*" }),
    at('catalog/all/x'),
    'allowed',
  ],
  [
    'a default does not replace a value',
    allow({ Resource: "arn:aws:s3:::catalog/${aws:PrincipalTag/team, 'all'}/*" }),
    { ...at('catalog/all/x'), ...having({ 'aws:PrincipalTag/team': 'red' }) },
    'implicit deny',
  ],
  [
    'a default may have spaces and commas',
    allow({ Resource: "arn:aws:s3:::catalog/${aws:PrincipalTag/team, 'a, b'}/*" }),
    at('catalog/a, b/x'),
    'allowed',
  ],
  ['${*} is an asterisk', allow({ Resource: 'arn:aws:s3:::catalog/${*}' }), at('catalog/*'), 'allowed'],
  ['${*} is no wildcard', allow({ Resource: 'arn:aws:s3:::catalog/${*}' }), at('catalog/x'), 'implicit deny'],
  ['${?} is a question mark', allow({ Resource: 'arn:aws:s3:::catalog/${?}' }), at('catalog/?'), 'allowed'],
  ['${?} is no wildcard', allow({ Resource: 'arn:aws:s3:::catalog/${?}' }), at('catalog/x'), 'implicit deny'],
  ['${$} is a dollar sign', allow({ Resource: 'arn:aws:s3:::catalog/${$}{x}' }), at('catalog/${x}'), 'allowed'],
  [
    'two variables',
    allow({ Resource: 'arn:aws:s3:::catalog/${a:b}/${c:d}' }),
    { ...at('catalog/1/2'), ...having({ 'a:b': '1', 'c:d': '2' }) },
    'allowed',
  ],
  [
    'a variable in a condition',
    when('StringEquals', 's3:prefix', '${aws:userid}'),
    having({ 's3:prefix': 'me', 'aws:userid': 'me' }),
    'allowed',
  ],
  [
    'a variable in a condition that differs',
    when('StringEquals', 's3:prefix', '${aws:userid}'),
    having({ 's3:prefix': 'you', 'aws:userid': 'me' }),
    'implicit deny',
  ],
  [
    'an unresolved variable in a condition equals nothing',
    when('StringEquals', 's3:prefix', '${aws:userid}'),
    having({ 's3:prefix': '' }),
    'implicit deny',
  ],
  [
    'a variable and a wildcard in StringLike',
    when('StringLike', 's3:prefix', '${aws:userid}/*'),
    having({ 's3:prefix': 'me/x', 'aws:userid': 'me' }),
    'allowed',
  ],
  [
    'numbers take no variables',
    when('NumericEquals', 's3:max-keys', '${x:y}'),
    having({ 's3:max-keys': '5', 'x:y': '5' }),
    'implicit deny',
  ],
];

const strings: readonly Case[] = [
  ['StringEquals', when('StringEquals', 'a:k', 'x'), having({ 'a:k': 'x' }), 'allowed'],
  ['StringEquals has case', when('StringEquals', 'a:k', 'x'), having({ 'a:k': 'X' }), 'implicit deny'],
  ['StringEquals takes * literally', when('StringEquals', 'a:k', 'x*'), having({ 'a:k': 'xyz' }), 'implicit deny'],
  ['StringEquals with * itself', when('StringEquals', 'a:k', 'x*'), having({ 'a:k': 'x*' }), 'allowed'],
  ['StringEquals without the key', when('StringEquals', 'a:k', 'x'), {}, 'implicit deny'],
  ['values of the policy are alternatives', when('StringEquals', 'a:k', ['y', 'x']), having({ 'a:k': 'x' }), 'allowed'],
  ['keys have no case', when('StringEquals', 'A:K', 'x'), having({ 'a:k': 'x' }), 'allowed'],
  ['names of operators have no case', when('stringequals', 'a:k', 'x'), having({ 'a:k': 'x' }), 'allowed'],
  ['StringNotEquals', when('StringNotEquals', 'a:k', 'x'), having({ 'a:k': 'y' }), 'allowed'],
  ['StringNotEquals of an equal value', when('StringNotEquals', 'a:k', 'x'), having({ 'a:k': 'x' }), 'implicit deny'],
  [
    'StringNotEquals: none of the values',
    when('StringNotEquals', 'a:k', ['x', 'y']),
    having({ 'a:k': 'y' }),
    'implicit deny',
  ],
  ['StringNotEquals holds without the key', when('StringNotEquals', 'a:k', 'x'), {}, 'allowed'],
  ['StringEqualsIgnoreCase', when('StringEqualsIgnoreCase', 'a:k', 'x'), having({ 'a:k': 'X' }), 'allowed'],
  ['StringNotEqualsIgnoreCase', when('StringNotEqualsIgnoreCase', 'a:k', 'x'), having({ 'a:k': 'X' }), 'implicit deny'],
  ['StringLike', when('StringLike', 'a:k', 'x*z?'), having({ 'a:k': 'xyyyz1' }), 'allowed'],
  ['StringLike covers the whole', when('StringLike', 'a:k', 'x*z'), having({ 'a:k': 'xyz1' }), 'implicit deny'],
  ['StringLike has case', when('StringLike', 'a:k', 'x*'), having({ 'a:k': 'XY' }), 'implicit deny'],
  ['StringNotLike', when('StringNotLike', 'a:k', 'x*'), having({ 'a:k': 'xy' }), 'implicit deny'],
  ['StringNotLike of another', when('StringNotLike', 'a:k', 'x*'), having({ 'a:k': 'y' }), 'allowed'],
  ['StringEqualsIfExists without the key', when('StringEqualsIfExists', 'a:k', 'x'), {}, 'allowed'],
  [
    'StringEqualsIfExists with another value',
    when('StringEqualsIfExists', 'a:k', 'x'),
    having({ 'a:k': 'y' }),
    'implicit deny',
  ],
  [
    'several keys must all hold',
    allow({ Condition: { StringEquals: { 'a:k': 'x', 'a:l': 'y' } } }),
    having({ 'a:k': 'x' }),
    'implicit deny',
  ],
  [
    'several operators must all hold',
    allow({ Condition: { StringEquals: { 'a:k': 'x' }, Bool: { 'a:b': 'true' } } }),
    having({ 'a:k': 'x', 'a:b': 'false' }),
    'implicit deny',
  ],
  [
    'a deny whose condition fails does not deny',
    { identity: [statement(), statement({ Effect: 'Deny', Condition: { StringEquals: { 'a:k': 'x' } } })] },
    {},
    'allowed',
  ],
  [
    'a deny with a negated condition denies without the key',
    { identity: [statement(), statement({ Effect: 'Deny', Condition: { StringNotEquals: { 'a:k': 'x' } } })] },
    {},
    'explicit deny',
  ],
];

const others: readonly Case[] = [
  ['NumericEquals', when('NumericEquals', 'a:n', '10'), having({ 'a:n': '10.0' }), 'allowed'],
  ['NumericEquals with a number', when('NumericEquals', 'a:n', 10), having({ 'a:n': '10' }), 'allowed'],
  ['NumericNotEquals', when('NumericNotEquals', 'a:n', '10'), having({ 'a:n': '10' }), 'implicit deny'],
  ['NumericLessThan', when('NumericLessThan', 'a:n', '10'), having({ 'a:n': '9' }), 'allowed'],
  ['NumericLessThan is strict', when('NumericLessThan', 'a:n', '10'), having({ 'a:n': '10' }), 'implicit deny'],
  ['NumericLessThanEquals', when('NumericLessThanEquals', 'a:n', '10'), having({ 'a:n': '10' }), 'allowed'],
  ['NumericGreaterThan', when('NumericGreaterThan', 'a:n', '10'), having({ 'a:n': '9' }), 'implicit deny'],
  ['NumericGreaterThan is strict', when('NumericGreaterThan', 'a:n', '10'), having({ 'a:n': '10' }), 'implicit deny'],
  ['NumericGreaterThanEquals', when('NumericGreaterThanEquals', 'a:n', '10'), having({ 'a:n': '10' }), 'allowed'],
  [
    'what is no number compares with none',
    when('NumericLessThan', 'a:n', '10'),
    having({ 'a:n': 'few' }),
    'implicit deny',
  ],
  [
    'DateGreaterThan',
    when('DateGreaterThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z'),
    having({ 'aws:CurrentTime': '2026-06-01T00:00:00Z' }),
    'allowed',
  ],
  [
    'DateGreaterThan of an earlier time',
    when('DateGreaterThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z'),
    having({ 'aws:CurrentTime': '2025-06-01T00:00:00Z' }),
    'implicit deny',
  ],
  [
    'DateLessThan with epoch seconds',
    when('DateLessThan', 'aws:EpochTime', '1700000000'),
    having({ 'aws:EpochTime': '1600000000' }),
    'allowed',
  ],
  [
    'DateLessThanEquals',
    when('DateLessThanEquals', 'aws:CurrentTime', '2026-01-01'),
    having({ 'aws:CurrentTime': '2026-01-01T00:00:00Z' }),
    'allowed',
  ],
  [
    'DateGreaterThanEquals',
    when('DateGreaterThanEquals', 'aws:CurrentTime', '2026-01-01'),
    having({ 'aws:CurrentTime': '2026-01-01T00:00:00Z' }),
    'allowed',
  ],
  [
    'DateEquals compares moments',
    when('DateEquals', 'aws:CurrentTime', '2026-01-01T01:00:00+01:00'),
    having({ 'aws:CurrentTime': '2026-01-01T00:00:00Z' }),
    'allowed',
  ],
  [
    'DateNotEquals',
    when('DateNotEquals', 'aws:CurrentTime', '2026-01-01'),
    having({ 'aws:CurrentTime': '2026-01-01T00:00:00Z' }),
    'implicit deny',
  ],
  [
    'what is no date compares with none',
    when('DateLessThan', 'aws:CurrentTime', '2026-01-01'),
    having({ 'aws:CurrentTime': 'yesterday' }),
    'implicit deny',
  ],
  ['Bool', when('Bool', 'aws:SecureTransport', 'true'), having({ 'aws:SecureTransport': 'true' }), 'allowed'],
  [
    'Bool written as boolean',
    when('Bool', 'aws:SecureTransport', true),
    having({ 'aws:SecureTransport': 'true' }),
    'allowed',
  ],
  [
    'Bool of the other value',
    when('Bool', 'aws:SecureTransport', 'true'),
    having({ 'aws:SecureTransport': 'false' }),
    'implicit deny',
  ],
  ['BoolIfExists', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'), {}, 'allowed'],
  ['BinaryEquals', when('BinaryEquals', 'a:b', 'QmluYXJ5'), having({ 'a:b': 'QmluYXJ5' }), 'allowed'],
  ['BinaryEquals has case', when('BinaryEquals', 'a:b', 'QmluYXJ5'), having({ 'a:b': 'qmluYXJ5' }), 'implicit deny'],
  [
    'IpAddress in a range',
    when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'),
    having({ 'aws:SourceIp': '203.0.113.7' }),
    'allowed',
  ],
  [
    'IpAddress outside the range',
    when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'),
    having({ 'aws:SourceIp': '203.0.114.7' }),
    'implicit deny',
  ],
  [
    'IpAddress without a prefix is one address',
    when('IpAddress', 'aws:SourceIp', '203.0.113.7'),
    having({ 'aws:SourceIp': '203.0.113.8' }),
    'implicit deny',
  ],
  [
    'IpAddress of version 6',
    when('IpAddress', 'aws:SourceIp', '2001:db8::/32'),
    having({ 'aws:SourceIp': '2001:db8:1::5' }),
    'allowed',
  ],
  [
    'versions of IP do not mix',
    when('IpAddress', 'aws:SourceIp', '::/0'),
    having({ 'aws:SourceIp': '203.0.113.7' }),
    'implicit deny',
  ],
  [
    'a range that is none covers nothing',
    when('IpAddress', 'aws:SourceIp', '203.0.113.0/33'),
    having({ 'aws:SourceIp': '203.0.113.7' }),
    'implicit deny',
  ],
  [
    'NotIpAddress',
    when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
    having({ 'aws:SourceIp': '203.0.113.7' }),
    'implicit deny',
  ],
  [
    'NotIpAddress of another',
    when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
    having({ 'aws:SourceIp': '198.51.100.1' }),
    'allowed',
  ],
  [
    'ArnEquals with a wildcard',
    when('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:role/app/*'),
    having({ 'aws:PrincipalArn': ROLE }),
    'allowed',
  ],
  [
    'ArnLike of another account',
    when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::999999999999:role/*'),
    having({ 'aws:PrincipalArn': ROLE }),
    'implicit deny',
  ],
  [
    'ArnLike does not cross segments',
    when('ArnLike', 'aws:PrincipalArn', 'arn:*:role/app/Viewer'),
    having({ 'aws:PrincipalArn': ROLE }),
    'implicit deny',
  ],
  [
    'ArnLike of what is no ARN',
    when('ArnLike', 'aws:PrincipalArn', '*'),
    having({ 'aws:PrincipalArn': 'nobody' }),
    'implicit deny',
  ],
  [
    'ArnNotEquals',
    when('ArnNotEquals', 'aws:PrincipalArn', ROLE),
    having({ 'aws:PrincipalArn': ROLE }),
    'implicit deny',
  ],
  [
    'ArnNotLike of another',
    when('ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/*'),
    having({ 'aws:PrincipalArn': ROLE }),
    'allowed',
  ],
  ['Null true: the key must be absent', when('Null', 'a:k', 'true'), {}, 'allowed'],
  ['Null true with the key', when('Null', 'a:k', 'true'), having({ 'a:k': 'x' }), 'implicit deny'],
  ['Null false: the key must be there', when('Null', 'a:k', 'false'), having({ 'a:k': 'x' }), 'allowed'],
  ['Null false without the key', when('Null', 'a:k', 'false'), {}, 'implicit deny'],
];

const AMR = 'cognito-identity.amazonaws.com:amr';
const sets: readonly Case[] = [
  [
    'ForAnyValue: one value is enough',
    when('ForAnyValue:StringLike', AMR, 'authenticated'),
    having({ [AMR]: ['authenticated', 'idp'] }),
    'allowed',
  ],
  [
    'ForAnyValue: no value',
    when('ForAnyValue:StringLike', AMR, 'authenticated'),
    having({ [AMR]: ['unauthenticated'] }),
    'implicit deny',
  ],
  ['ForAnyValue without the key', when('ForAnyValue:StringLike', AMR, '*'), {}, 'implicit deny'],
  ['ForAnyValue of an empty list', when('ForAnyValue:StringLike', AMR, '*'), having({ [AMR]: [] }), 'implicit deny'],
  [
    'ForAnyValue of an empty string',
    when('ForAnyValue:StringLike', AMR, '*'),
    having({ [AMR]: [''] }),
    'implicit deny',
  ],
  [
    'ForAnyValue negated: one value that is none of these',
    when('ForAnyValue:StringNotEquals', 'a:k', ['x', 'y']),
    having({ 'a:k': ['x', 'z'] }),
    'allowed',
  ],
  [
    'ForAnyValue negated: all are among these',
    when('ForAnyValue:StringNotEquals', 'a:k', ['x', 'y']),
    having({ 'a:k': ['x', 'y'] }),
    'implicit deny',
  ],
  ['ForAnyValue negated without the key', when('ForAnyValue:StringNotEquals', 'a:k', 'x'), {}, 'implicit deny'],
  ['ForAnyValue with IfExists without the key', when('ForAnyValue:StringEqualsIfExists', 'a:k', 'x'), {}, 'allowed'],
  [
    'ForAllValues: all among the listed',
    when('ForAllValues:StringEquals', 'aws:TagKeys', ['a', 'b', 'c']),
    having({ 'aws:TagKeys': ['a', 'b'] }),
    'allowed',
  ],
  [
    'ForAllValues: one too many',
    when('ForAllValues:StringEquals', 'aws:TagKeys', ['a', 'b']),
    having({ 'aws:TagKeys': ['a', 'z'] }),
    'implicit deny',
  ],
  ['ForAllValues without the key', when('ForAllValues:StringEquals', 'aws:TagKeys', ['a']), {}, 'allowed'],
  [
    'ForAllValues of an empty string',
    when('ForAllValues:StringEquals', 'aws:TagKeys', ['a']),
    having({ 'aws:TagKeys': '' }),
    'allowed',
  ],
  [
    'ForAllValues negated',
    when('ForAllValues:StringNotEquals', 'a:k', ['x']),
    having({ 'a:k': ['y', 'x'] }),
    'implicit deny',
  ],
  [
    'ForAllValues negated of others',
    when('ForAllValues:StringNotLike', 'a:k', ['x*']),
    having({ 'a:k': ['y', 'z'] }),
    'allowed',
  ],
  [
    'ForAllValues with Null asks for presence too',
    allow({ Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' }, Null: { 'aws:TagKeys': 'false' } } }),
    {},
    'implicit deny',
  ],
];

const layers: readonly Case[] = [
  [
    'a boundary must allow too',
    { identity: [statement()], boundary: [statement({ Action: 's3:PutObject' })] },
    {},
    'implicit deny',
  ],
  ['a boundary gives nothing', { boundary: [statement()] }, {}, 'implicit deny'],
  ['identity and boundary together', { identity: [statement()], boundary: [EVERYTHING] }, {}, 'allowed'],
  ['a deny in the boundary', { identity: [statement()], boundary: [EVERYTHING, DENY] }, {}, 'explicit deny'],
  [
    'a session policy must allow too',
    { identity: [EVERYTHING], session: [[statement({ Action: 's3:PutObject' })]] },
    {},
    'implicit deny',
  ],
  ['a session policy gives nothing', { session: [[EVERYTHING]] }, {}, 'implicit deny'],
  ['a session policy that allows', { identity: [EVERYTHING], session: [[statement()]] }, {}, 'allowed'],
  [
    'every group of session policies must allow',
    { identity: [EVERYTHING], session: [[statement()], [statement({ Action: 's3:PutObject' })]] },
    {},
    'implicit deny',
  ],
  ['a deny in a session policy', { identity: [EVERYTHING], session: [[EVERYTHING, DENY]] }, {}, 'explicit deny'],
  [
    'identity, boundary and session',
    { identity: [EVERYTHING], boundary: [statement({ Action: 's3:Get*' })], session: [[statement()]] },
    {},
    'allowed',
  ],
];

const principal = (names: unknown, more: Json = {}): Json => statement({ Principal: names, ...more });
const resourcePolicies: readonly Case[] = [
  ['a resource policy that names the session grants alone', { resource: [principal({ AWS: SESSION })] }, {}, 'allowed'],
  [
    '… beyond the boundary',
    { resource: [principal({ AWS: SESSION })], boundary: [statement({ Action: 's3:PutObject' })] },
    {},
    'allowed',
  ],
  [
    '… beyond the session policy',
    { resource: [principal({ AWS: SESSION })], session: [[statement({ Action: 's3:PutObject' })]] },
    {},
    'allowed',
  ],
  ['… but not beyond a deny', { identity: [DENY], resource: [principal({ AWS: SESSION })] }, {}, 'explicit deny'],
  [
    'a resource policy that names the role grants without identity policies',
    { resource: [principal({ AWS: ROLE })] },
    {},
    'allowed',
  ],
  [
    '… but within the boundary',
    { resource: [principal({ AWS: ROLE })], boundary: [statement({ Action: 's3:PutObject' })] },
    {},
    'implicit deny',
  ],
  [
    '… and within the session policy',
    { resource: [principal({ AWS: ROLE })], session: [[statement({ Action: 's3:PutObject' })]] },
    {},
    'implicit deny',
  ],
  [
    'a resource policy that names the account leaves it to identity policies',
    { resource: [principal({ AWS: ACCOUNT })] },
    {},
    'implicit deny',
  ],
  [
    '… which may allow',
    { identity: [statement()], resource: [principal({ AWS: `arn:aws:iam::${ACCOUNT}:root` })] },
    {},
    'allowed',
  ],
  ['a resource policy for everyone grants', { resource: [principal('*')] }, {}, 'allowed'],
  ['… written as AWS *', { resource: [principal({ AWS: '*' })] }, {}, 'allowed'],
  ['… to anonymous callers too', { resource: [principal('*')] }, { principal: { kind: 'anonymous' } }, 'allowed'],
  [
    'another role is another principal',
    { resource: [principal({ AWS: `arn:aws:iam::${ACCOUNT}:role/Other` })] },
    {},
    'implicit deny',
  ],
  ['another session is another principal', { resource: [principal({ AWS: `${SESSION}2` })] }, {}, 'implicit deny'],
  ['another account is another principal', { resource: [principal({ AWS: '999999999999' })] }, {}, 'implicit deny'],
  ['a service is no session', { resource: [principal({ Service: 's3.amazonaws.com' })] }, {}, 'implicit deny'],
  [
    'a service by its name',
    { resource: [principal({ Service: 'logs.amazonaws.com' })] },
    { principal: { kind: 'service', name: 'logs.amazonaws.com' } },
    'allowed',
  ],
  ['the closest name counts', { resource: [principal({ AWS: ACCOUNT }), principal({ AWS: SESSION })] }, {}, 'allowed'],
  [
    'a deny in a resource policy',
    { identity: [EVERYTHING], resource: [principal('*', { Effect: 'Deny' })] },
    {},
    'explicit deny',
  ],
  [
    'NotPrincipal with Deny denies everyone else',
    { identity: [EVERYTHING], resource: [statement({ Effect: 'Deny', NotPrincipal: { AWS: '999999999999' } })] },
    {},
    'explicit deny',
  ],
  [
    'NotPrincipal spares a session when account, role and session are listed',
    {
      identity: [EVERYTHING],
      resource: [statement({ Effect: 'Deny', NotPrincipal: { AWS: [ACCOUNT, ROLE, SESSION] } })],
    },
    {},
    'allowed',
  ],
  [
    'NotPrincipal does not spare it by its role alone',
    { identity: [EVERYTHING], resource: [statement({ Effect: 'Deny', NotPrincipal: { AWS: [ACCOUNT, ROLE] } })] },
    {},
    'explicit deny',
  ],
  [
    'a user by his ARN',
    { resource: [principal({ AWS: `arn:aws:iam::${ACCOUNT}:user/ann` })] },
    { principal: { kind: 'user', account: ACCOUNT, userArn: `arn:aws:iam::${ACCOUNT}:user/ann` } },
    'allowed',
  ],
];

test.each([
  ...basics,
  ...actions,
  ...resources,
  ...variables,
  ...strings,
  ...others,
  ...sets,
  ...layers,
  ...resourcePolicies,
])('%s', (_rule, given, asked, outcome) => {
  const explanation = evaluate(given, asked);
  expect(explanation.decision, explanation.reason).toBe(outcome);
});

test('another account’s resource: both sides must allow', () => {
  const resource = [principal({ AWS: SESSION })];
  expect(evaluate({ resource }, {}, { crossAccount: true }).decision).toBe('implicit deny');
  expect(evaluate({ identity: [statement()] }, {}, { crossAccount: true }).decision).toBe('implicit deny');
  expect(evaluate({ identity: [statement()], resource }, {}, { crossAccount: true }).decision).toBe('allowed');
});

test('a trust policy must allow, whatever the identity policies say', () => {
  const options = { resourceMustAllow: true };
  expect(evaluate({ identity: [EVERYTHING], resource: [principal({ AWS: '999999999999' })] }, {}, options).layer).toBe(
    'resource',
  );
  expect(evaluate({ resource: [principal({ AWS: ROLE })] }, {}, options).decision).toBe('allowed');
});

test('the explanation names the deciding statement by its Sid', () => {
  const explanation = evaluate({
    identity: [statement({ Sid: 'Free' }), statement({ Effect: 'Deny', Sid: 'Closed' })],
  });
  expect(explanation.deciding).toEqual({ layer: 'identity', policy: 'identity', index: 1, sid: 'Closed' });
  expect(explanation.reason).toBe('Statement "Closed" of the identity-based policy "identity" denies s3:GetObject.');
});

test('the explanation of an implicit denial names the statement that came nearest', () => {
  const explanation = evaluate({
    identity: [
      statement({ Sid: 'Queues', Action: 'sqs:*' }),
      statement({ Sid: 'Premium', Resource: 'arn:aws:s3:::catalog/premium/*' }),
    ],
  });
  expect(explanation.deciding).toBeUndefined();
  expect(explanation.reason).toContain(
    'The nearest statement is "Premium": Resource does not cover arn:aws:s3:::catalog/free/a.txt.',
  );
});

test('the explanation says which variable has no value', () => {
  expect(evaluate(home()).reason).toContain('The variable ${cognito-identity.amazonaws.com:sub} has no value.');
});

test('the explanation says which condition failed and what the request had', () => {
  expect(evaluate(when('StringEquals', 'a:k', 'x'), having({ 'a:k': 'y' })).reason).toContain(
    'Condition StringEquals fails: a:k is "y": does not hold.',
  );
});

test('a pattern of many wildcards against a long text is decided at once', () => {
  const started = performance.now();
  const explanation = evaluate(allow({ Resource: `arn:aws:s3:::${'*a'.repeat(60)}` }), at(`${'a'.repeat(2000)}b`));
  expect(explanation.decision).toBe('implicit deny');
  expect(performance.now() - started).toBeLessThan(500);
});
