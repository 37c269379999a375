import { EVERYTHING, allow, having, statement, table, when, type Case } from './policies.ts';

const AMR = 'cognito-identity.amazonaws.com:amr';
const KEYS = 'aws:TagKeys';
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
  [
    'ForAllValues: the same value twice',
    when('ForAllValues:StringEquals', KEYS, ['a']),
    having({ [KEYS]: ['a', 'a'] }),
    'allowed',
  ],
  [
    'ForAllValues: the policy may list more',
    when('ForAllValues:StringEquals', KEYS, ['a', 'b']),
    having({ [KEYS]: ['b'] }),
    'allowed',
  ],
  [
    'ForAllValues: a pattern',
    when('ForAllValues:StringLike', KEYS, ['app-*']),
    having({ [KEYS]: ['app-a', 'app-b'] }),
    'allowed',
  ],
  [
    'ForAllValues: a pattern that one value is not like',
    when('ForAllValues:StringLike', KEYS, ['app-*']),
    having({ [KEYS]: ['app-a', 'b'] }),
    'implicit deny',
  ],
  ['ForAllValues has case', when('ForAllValues:StringEquals', KEYS, ['a']), having({ [KEYS]: ['A'] }), 'implicit deny'],
  [
    'ForAllValues:StringEqualsIgnoreCase',
    when('ForAllValues:StringEqualsIgnoreCase', KEYS, ['a']),
    having({ [KEYS]: ['A', 'a'] }),
    'allowed',
  ],
  ['ForAllValues of an empty list', when('ForAllValues:StringEquals', KEYS, ['a']), having({ [KEYS]: [] }), 'allowed'],
  [
    'ForAllValues: an empty text among values is a value',
    when('ForAllValues:StringEquals', KEYS, ['a']),
    having({ [KEYS]: ['a', ''] }),
    'implicit deny',
  ],
  [
    'ForAllValues with no value in the policy',
    when('ForAllValues:StringEquals', KEYS, []),
    having({ [KEYS]: ['a'] }),
    'implicit deny',
  ],
  [
    'ForAllValues in a deny denies without the key',
    {
      identity: [
        EVERYTHING,
        statement({ Effect: 'Deny', Condition: { 'ForAllValues:StringNotEquals': { [KEYS]: 'owner' } } }),
      ],
    },
    {},
    'explicit deny',
  ],
  [
    '… unless Null asks for it',
    {
      identity: [
        EVERYTHING,
        statement({
          Effect: 'Deny',
          Condition: { 'ForAllValues:StringNotEquals': { [KEYS]: 'owner' }, Null: { [KEYS]: 'false' } },
        }),
      ],
    },
    {},
    'allowed',
  ],
  [
    'Null beside ForAllValues: with the key',
    allow({ Condition: { 'ForAllValues:StringEquals': { [KEYS]: 'a' }, Null: { [KEYS]: 'false' } } }),
    having({ [KEYS]: ['a'] }),
    'allowed',
  ],
  [
    'Null beside ForAllValues: an empty text',
    allow({ Condition: { 'ForAllValues:StringEquals': { [KEYS]: 'a' }, Null: { [KEYS]: 'false' } } }),
    having({ [KEYS]: '' }),
    'implicit deny',
  ],
  [
    'ForAllValues with IfExists',
    when('ForAllValues:StringEqualsIfExists', KEYS, ['a']),
    having({ [KEYS]: ['b'] }),
    'implicit deny',
  ],
  [
    'ForAllValues on numbers',
    when('ForAllValues:NumericLessThan', 'a:n', '5'),
    having({ 'a:n': ['1', '4'] }),
    'allowed',
  ],
  [
    'ForAllValues on numbers: one too large',
    when('ForAllValues:NumericLessThan', 'a:n', '5'),
    having({ 'a:n': ['1', '5'] }),
    'implicit deny',
  ],
  [
    'ForAllValues on ARNs',
    when('ForAllValues:ArnLike', 'a:k', 'arn:aws:sns:*:*:*'),
    having({ 'a:k': ['arn:aws:sns:::a', 'arn:aws:sqs:::a'] }),
    'implicit deny',
  ],
  [
    'ForAnyValue: a pattern',
    when('ForAnyValue:StringLike', AMR, 'cognito-idp.*'),
    having({ [AMR]: ['authenticated', 'cognito-idp.us-east-1.amazonaws.com/p'] }),
    'allowed',
  ],
  [
    'ForAnyValue: alternatives',
    when('ForAnyValue:StringEquals', AMR, ['x', 'authenticated']),
    having({ [AMR]: ['authenticated'] }),
    'allowed',
  ],
  [
    'ForAnyValue of one value',
    when('ForAnyValue:StringEquals', AMR, 'authenticated'),
    having({ [AMR]: 'authenticated' }),
    'allowed',
  ],
  [
    'ForAnyValue with an empty text among values',
    when('ForAnyValue:StringLike', AMR, 'a*'),
    having({ [AMR]: ['', 'authenticated'] }),
    'allowed',
  ],
  [
    'ForAnyValue with IfExists of an empty text',
    when('ForAnyValue:StringLikeIfExists', AMR, '*'),
    having({ [AMR]: '' }),
    'implicit deny',
  ],
  [
    'ForAnyValue in a deny denies not without the key',
    {
      identity: [
        EVERYTHING,
        statement({ Effect: 'Deny', Condition: { 'ForAnyValue:StringEquals': { [KEYS]: 'secret' } } }),
      ],
    },
    {},
    'allowed',
  ],
  [
    'ForAnyValue in a deny',
    {
      identity: [
        EVERYTHING,
        statement({ Effect: 'Deny', Condition: { 'ForAnyValue:StringEquals': { [KEYS]: 'secret' } } }),
      ],
    },
    having({ [KEYS]: ['a', 'secret'] }),
    'explicit deny',
  ],
  [
    'ForAnyValue on addresses',
    when('ForAnyValue:IpAddress', 'a:ip', '10.0.0.0/8'),
    having({ 'a:ip': ['192.0.2.1', '10.1.2.3'] }),
    'allowed',
  ],
  ['set prefixes have no case', when('forallvalues:StringEquals', KEYS, ['a']), {}, 'allowed'],
  ['set prefixes have no case: any', when('foranyvalue:StringEquals', KEYS, ['a']), {}, 'implicit deny'],
];
table('set operators: reference_policies_condition-single-vs-multi-valued-context-keys', sets);
