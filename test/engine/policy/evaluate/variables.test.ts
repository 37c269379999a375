import { ACCOUNT, EVERYTHING, allow, at, having, statement, table, when, type Case, type Given } from './policies.ts';

const SUB = 'cognito-identity.amazonaws.com:sub';
const home = (version?: string): Given => ({
  ...allow({ Resource: `arn:aws:s3:::catalog/\${${SUB}}/*` }),
  ...(version === undefined ? {} : { version }),
});
const inFolder = (folder: string): Given => allow({ Resource: `arn:aws:s3:::catalog/${folder}/*` });
const old = (given: Given): Given => ({ ...given, version: '2008-10-17' });
const TEAM = 'aws:PrincipalTag/team';

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
  [
    'a value is not expanded again',
    inFolder('${a:b}'),
    { ...at('catalog/me/x'), ...having({ 'a:b': '${c:d}', 'c:d': 'me' }) },
    'implicit deny',
  ],
  [
    '… but is its own text',
    inFolder('${a:b}'),
    { ...at('catalog/${c:d}/x'), ...having({ 'a:b': '${c:d}', 'c:d': 'me' }) },
    'allowed',
  ],
  [
    'a tag’s key has no case',
    inFolder('${aws:PrincipalTag/Team}'),
    { ...at('catalog/red/x'), ...having({ [TEAM]: 'red' }) },
    'allowed',
  ],
  [
    'a tag’s value has case',
    inFolder('${aws:PrincipalTag/team}'),
    { ...at('catalog/Red/x'), ...having({ [TEAM]: 'red' }) },
    'implicit deny',
  ],
  [
    'a tag’s key with a space',
    inFolder('${aws:PrincipalTag/cost center}'),
    { ...at('catalog/7/x'), ...having({ 'aws:PrincipalTag/cost center': '7' }) },
    'allowed',
  ],
  [
    'a wildcard beside a variable',
    inFolder('${aws:userid}-*'),
    { ...at('catalog/me-1/x'), ...having({ 'aws:userid': 'me' }) },
    'allowed',
  ],
  [
    'a variable in the account of an ARN',
    { identity: [statement({ Action: 'sqs:*', Resource: 'arn:aws:sqs:*:${aws:PrincipalAccount}:q' })] },
    {
      action: 'sqs:SendMessage',
      resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:q`,
      ...having({ 'aws:PrincipalAccount': ACCOUNT }),
    },
    'allowed',
  ],
  [
    'a value’s colons open no segment',
    { identity: [statement({ Action: 'sqs:*', Resource: 'arn:aws:sqs:${a:b}:999999999999:q' })] },
    {
      action: 'sqs:SendMessage',
      resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:999999999999:q`,
      ...having({ 'a:b': `us-east-1:${ACCOUNT}` }),
    },
    'implicit deny',
  ],
  ['an empty value is a value', inFolder('a${a:b}z'), { ...at('catalog/az/x'), ...having({ 'a:b': '' }) }, 'allowed'],
  [
    'a key with an empty list has no value',
    inFolder('${a:b}'),
    { ...at('catalog//x'), ...having({ 'a:b': [] }) },
    'implicit deny',
  ],
  [
    'a key of one value in a list is a variable',
    inFolder('${a:b}'),
    { ...at('catalog/me/x'), ...having({ 'a:b': ['me'] }) },
    'allowed',
  ],
  [
    'one variable without a value among two',
    inFolder('${a:b}/${c:d}'),
    { ...at('catalog/1//x'), ...having({ 'a:b': '1' }) },
    'implicit deny',
  ],
  [
    'another resource of the list still counts',
    allow({ Resource: ['arn:aws:s3:::catalog/${a:b}/*', 'arn:aws:s3:::catalog/free/*'] }),
    {},
    'allowed',
  ],
  ['$ alone is text', inFolder('$x'), at('catalog/$x/y'), 'allowed'],
  ['braces alone are text', inFolder('{x}'), at('catalog/{x}/y'), 'allowed'],
  ['what is not closed is text', allow({ Resource: 'arn:aws:s3:::catalog/${x' }), at('catalog/${x'), 'allowed'],
  ['an empty name has no value', inFolder('${}'), at('catalog//x'), 'implicit deny'],
  [
    'spaces around a name do not count',
    inFolder('${ aws:userid }'),
    { ...at('catalog/me/x'), ...having({ 'aws:userid': 'me' }) },
    'allowed',
  ],
  ['${*} beside a wildcard', allow({ Resource: 'arn:aws:s3:::catalog/${*}/*' }), at('catalog/*/x'), 'allowed'],
  ['${?} in a folder’s name', allow({ Resource: 'arn:aws:s3:::catalog/a${?}/*' }), at('catalog/ab/x'), 'implicit deny'],
  [
    'variables mean nothing in actions, in their text either',
    allow({ Action: 's3:Get${*}' }),
    { action: 's3:Get*' },
    'implicit deny',
  ],
];
table('variables and tags: reference_policies_variables', variables);

const defaults: readonly Case[] = [
  ['a default', inFolder("${a:b, 'all'}"), at('catalog/all/x'), 'allowed'],
  ['… and nothing else', inFolder("${a:b, 'all'}"), at('catalog/other/x'), 'implicit deny'],
  ['an empty default', inFolder("a${a:b, ''}z"), at('catalog/az/x'), 'allowed'],
  ['a default without a space before it', inFolder("${a:b,'all'}"), at('catalog/all/x'), 'allowed'],
  ['a default has case', inFolder("${a:b, 'All'}"), at('catalog/all/x'), 'implicit deny'],
  ['a default with a quote', inFolder("${a:b, 'it's'}"), at("catalog/it's/x"), 'allowed'],
  ['a * in a default is no wildcard', inFolder("${a:b, '*'}"), at('catalog/any/x'), 'implicit deny'],
  ['… but itself', inFolder("${a:b, '*'}"), at('catalog/*/x'), 'allowed'],
  ['without quotes it is no default', inFolder('${a:b, all}'), at('catalog/all/x'), 'implicit deny'],
  ['with text behind it it is no default', inFolder("${a:b, 'all'x}"), at('catalog/all/x'), 'implicit deny'],
  ['behind two commas it is no default', inFolder("${a:b, c, 'all'}"), at('catalog/all/x'), 'implicit deny'],
  ['with one quote it is no default', inFolder("${a:b, 'all}"), at('catalog/all/x'), 'implicit deny'],
  [
    'a default in a condition',
    when('StringEquals', 's3:prefix', "${a:b, 'all'}"),
    having({ 's3:prefix': 'all' }),
    'allowed',
  ],
  [
    'a default in a condition, and a value',
    when('StringEquals', 's3:prefix', "${a:b, 'all'}"),
    having({ 's3:prefix': 'all', 'a:b': 'me' }),
    'implicit deny',
  ],
  ['a default in 2008-10-17 is text', old(inFolder("${a:b, 'all'}")), at('catalog/all/x'), 'implicit deny'],
];
table('default values: reference_policies_variables#policy-vars-default-values', defaults);

const TAG = 's3:ExistingObjectTag/Team';
const denyOthers: Given = {
  identity: [
    EVERYTHING,
    statement({ Effect: 'Deny', Condition: { StringNotEquals: { [TAG]: '${aws:PrincipalTag/Team}' } } }),
  ],
};
const without: readonly Case[] = [
  ['StringNotEquals holds against a variable without a value', denyOthers, having({ [TAG]: 'red' }), 'explicit deny'],
  ['… and not against its value', denyOthers, having({ [TAG]: 'red', 'aws:PrincipalTag/Team': 'red' }), 'allowed'],
  ['… and against another', denyOthers, having({ [TAG]: 'red', 'aws:PrincipalTag/Team': 'blue' }), 'explicit deny'],
  [
    'StringLike does not match without a value',
    when('StringLike', TAG, '*${aws:PrincipalTag/Team}*'),
    having({ [TAG]: 'red' }),
    'implicit deny',
  ],
  ['StringNotLike does', when('StringNotLike', TAG, '*${aws:PrincipalTag/Team}*'), having({ [TAG]: 'red' }), 'allowed'],
  [
    'another value of the condition still counts',
    when('StringEquals', TAG, ['${aws:PrincipalTag/Team}', 'red']),
    having({ [TAG]: 'red' }),
    'allowed',
  ],
  [
    'a NotResource without a value excepts nothing',
    {
      identity: [
        EVERYTHING,
        statement({ Effect: 'Deny', Resource: undefined, NotResource: 'arn:aws:s3:::catalog/${a:b}/*' }),
      ],
    },
    {},
    'explicit deny',
  ],
  [
    '… with its value it excepts',
    {
      identity: [
        EVERYTHING,
        statement({ Effect: 'Deny', Resource: undefined, NotResource: 'arn:aws:s3:::catalog/${a:b}/*' }),
      ],
    },
    having({ 'a:b': 'free' }),
    'allowed',
  ],
  [
    'a deny on a resource without a value denies nothing',
    { identity: [statement(), statement({ Effect: 'Deny', Resource: 'arn:aws:s3:::catalog/${a:b}/*' })] },
    {},
    'allowed',
  ],
];
table('variables with no value: reference_policies_variables#policy-vars-no-value', without);

const where: readonly Case[] = [
  [
    'StringEqualsIgnoreCase',
    when('StringEqualsIgnoreCase', 'a:k', '${c:d}'),
    having({ 'a:k': 'ME', 'c:d': 'me' }),
    'allowed',
  ],
  ['StringNotEquals', when('StringNotEquals', 'a:k', '${c:d}'), having({ 'a:k': 'me', 'c:d': 'me' }), 'implicit deny'],
  ['StringNotLike', when('StringNotLike', 'a:k', '${c:d}*'), having({ 'a:k': 'me', 'c:d': 'm' }), 'implicit deny'],
  [
    'a * in a value is no wildcard in StringLike',
    when('StringLike', 'a:k', '${c:d}'),
    having({ 'a:k': 'anything', 'c:d': '*' }),
    'implicit deny',
  ],
  ['${*} in StringLike', when('StringLike', 'a:k', 'a${*}*'), having({ 'a:k': 'a*b' }), 'allowed'],
  ['${*} in StringLike is no wildcard', when('StringLike', 'a:k', 'a${*}b'), having({ 'a:k': 'a-b' }), 'implicit deny'],
  ['${*} in StringEquals', when('StringEquals', 'a:k', '${*}'), having({ 'a:k': '*' }), 'allowed'],
  ['${?} in StringEquals', when('StringEquals', 'a:k', '${?}'), having({ 'a:k': '?' }), 'allowed'],
  ['${$} in StringEquals', when('StringEquals', 'a:k', '${$}{a:k}'), having({ 'a:k': '${a:k}' }), 'allowed'],
  [
    'ArnEquals',
    when('ArnEquals', 'aws:SourceArn', 'arn:aws:sns:*:${aws:PrincipalAccount}:t'),
    having({ 'aws:SourceArn': `arn:aws:sns:us-east-1:${ACCOUNT}:t`, 'aws:PrincipalAccount': ACCOUNT }),
    'allowed',
  ],
  [
    'ArnLike',
    when('ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:${aws:PrincipalAccount}:t'),
    having({ 'aws:SourceArn': 'arn:aws:sns:us-east-1:999999999999:t', 'aws:PrincipalAccount': ACCOUNT }),
    'implicit deny',
  ],
  [
    'ArnNotLike without a value',
    when('ArnNotLike', 'aws:SourceArn', 'arn:aws:sns:*:${a:b}:t'),
    having({ 'aws:SourceArn': 'arn:aws:sns:us-east-1:999999999999:t' }),
    'allowed',
  ],
  [
    'a set operator',
    when('ForAnyValue:StringEquals', 'aws:TagKeys', '${a:b}'),
    having({ 'aws:TagKeys': ['x', 'y'], 'a:b': 'y' }),
    'allowed',
  ],
  [
    'not in dates',
    when('DateGreaterThan', 'aws:CurrentTime', '${aws:TokenIssueTime}'),
    having({ 'aws:CurrentTime': '2026-01-02', 'aws:TokenIssueTime': '2026-01-01' }),
    'implicit deny',
  ],
  ['not in Bool', when('Bool', 'a:k', '${c:d}'), having({ 'a:k': 'true', 'c:d': 'true' }), 'implicit deny'],
  ['… whose text they are', when('Bool', 'a:k', '${c:d}'), having({ 'a:k': '${c:d}' }), 'allowed'],
  [
    'not in BinaryEquals',
    when('BinaryEquals', 'a:k', '${c:d}'),
    having({ 'a:k': 'QQ==', 'c:d': 'QQ==' }),
    'implicit deny',
  ],
  [
    'not in IpAddress',
    when('IpAddress', 'aws:SourceIp', '${c:d}'),
    having({ 'aws:SourceIp': '203.0.113.7', 'c:d': '203.0.113.7' }),
    'implicit deny',
  ],
  ['not in Null', when('Null', 'a:k', '${c:d}'), having({ 'c:d': 'true' }), 'implicit deny'],
  [
    'in 2008-10-17 not in conditions',
    old(when('StringEquals', 'a:k', '${c:d}')),
    having({ 'a:k': 'me', 'c:d': 'me' }),
    'implicit deny',
  ],
  ['… whose text they are', old(when('StringEquals', 'a:k', '${c:d}')), having({ 'a:k': '${c:d}' }), 'allowed'],
  [
    'in 2008-10-17 not in ARN conditions',
    old(when('ArnLike', 'a:k', 'arn:aws:sns:::${c:d}')),
    having({ 'a:k': 'arn:aws:sns:::t', 'c:d': 't' }),
    'implicit deny',
  ],
  [
    'in 2008-10-17 ${*} holds a wildcard',
    old(allow({ Resource: 'arn:aws:s3:::catalog/${*}' })),
    at('catalog/${anything}'),
    'allowed',
  ],
];
table('where variables may stand: reference_policies_variables#policy-vars-wheretouse', where);
