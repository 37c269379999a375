import { expect, test } from 'vitest';
import { ROLE, evaluate, having, table, when, type Asked, type Case, type Given } from './policies.ts';

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
];
table('the other operators: reference_policies_elements_condition_operators', others);

const n = (operator: string, wanted: unknown, given: string): [Given, Asked] => [
  when(operator, 'a:n', wanted),
  having({ 'a:n': given }),
];
const numbers: readonly Case[] = [
  ['decimals', ...n('NumericLessThan', '9.75', '9.5'), 'allowed'],
  ['decimals that are equal', ...n('NumericEquals', '9.50', '9.5'), 'allowed'],
  ['negative numbers', ...n('NumericGreaterThan', '-5', '-4'), 'allowed'],
  ['a number with a sign', ...n('NumericEquals', '+5', '5'), 'allowed'],
  ['numbers are no texts', ...n('NumericLessThan', '10', '9'), 'allowed'],
  ['a JSON number', ...n('NumericLessThanEquals', 10.5, '10.5'), 'allowed'],
  ['a very large JSON number', ...n('NumericEquals', 1e21, '1000000000000000000000'), 'allowed'],
  ['alternatives', ...n('NumericEquals', [1, 2], '2'), 'allowed'],
  ['none of several', ...n('NumericNotEquals', [1, 2], '2'), 'implicit deny'],
  ['the empty text is no number', ...n('NumericEquals', '0', ''), 'implicit deny'],
  ['a number with a space is none', ...n('NumericEquals', '5', ' 5'), 'implicit deny'],
  ['a number with a unit is none', ...n('NumericLessThan', '10', '5px'), 'implicit deny'],
  ['a hexadecimal number is none', ...n('NumericEquals', '16', '0x10'), 'implicit deny'],
  ['a number that ends in a point is none', ...n('NumericEquals', '5', '5.'), 'implicit deny'],
  ['a number that begins with a point is none', ...n('NumericEquals', '0.5', '.5'), 'implicit deny'],
  ['what is no number in the policy compares with none', ...n('NumericLessThan', 'ten', '5'), 'implicit deny'],
  ['what is no number is not equal', ...n('NumericNotEquals', '5', 'five'), 'allowed'],
  ['wildcards mean nothing', ...n('NumericEquals', '*', '5'), 'implicit deny'],
  ['NumericGreaterThan', ...n('NumericGreaterThan', '10', '11'), 'allowed'],
  ['NumericGreaterThanEquals of less', ...n('NumericGreaterThanEquals', '10', '9'), 'implicit deny'],
  ['NumericLessThanEquals of more', ...n('NumericLessThanEquals', '10', '11'), 'implicit deny'],
];
table('numeric operators: reference_policies_elements_condition_operators#Conditions_Numeric', numbers);

const NOON = '2026-11-23T12:00:00Z';
const d = (operator: string, wanted: unknown, given: string): [Given, Asked] => [
  when(operator, 'aws:CurrentTime', wanted),
  having({ 'aws:CurrentTime': given }),
];
const dates: readonly Case[] = [
  ['a year', ...d('DateEquals', '2026', '2026-01-01T00:00:00Z'), 'allowed'],
  ['a year is no epoch time', ...d('DateLessThan', '2026', '1795435200'), 'implicit deny'],
  ['a year and month', ...d('DateEquals', '2026-11', '2026-11-01T00:00:00Z'), 'allowed'],
  ['a day', ...d('DateEquals', '2026-11-23', '2026-11-23T00:00:00Z'), 'allowed'],
  ['minutes', ...d('DateEquals', '2026-11-23T12:00Z', NOON), 'allowed'],
  ['fractions of seconds', ...d('DateGreaterThan', NOON, '2026-11-23T12:00:00.5Z'), 'allowed'],
  ['fractions that are equal', ...d('DateEquals', '2026-11-23T12:00:00.000Z', NOON), 'allowed'],
  ['another zone', ...d('DateEquals', '2026-11-23T07:00:00-05:00', NOON), 'allowed'],
  ['without a zone it is UTC', ...d('DateEquals', '2026-11-23T12:00:00', NOON), 'allowed'],
  ['epoch seconds', ...d('DateEquals', '1795435200', NOON), 'allowed'],
  ['epoch seconds as a number', ...d('DateEquals', 1795435200, NOON), 'allowed'],
  ['epoch seconds on both sides', ...d('DateLessThan', '1795435201', '1795435200'), 'allowed'],
  ['alternatives', ...d('DateEquals', ['2025', NOON], NOON), 'allowed'],
  ['a month that is none', ...d('DateLessThan', '2026-13-01', '2020-01-01'), 'implicit deny'],
  ['an hour that is none', ...d('DateLessThan', '2026-11-23T25:00:00Z', '2020-01-01'), 'implicit deny'],
  ['a day without zeros', ...d('DateLessThan', '2026-11-3', '2020-01-01'), 'implicit deny'],
  ['a date in words', ...d('DateLessThan', 'Nov 23, 2026', '2020-01-01'), 'implicit deny'],
  ['text behind a date', ...d('DateLessThan', '2026-11-23x', '2020-01-01'), 'implicit deny'],
  ['text before a date', ...d('DateLessThan', 'x2026-11-23', '2020-01-01'), 'implicit deny'],
  ['the empty text is no date', ...d('DateLessThan', NOON, ''), 'implicit deny'],
  ['text behind epoch seconds', ...d('DateEquals', '1795435200s', NOON), 'implicit deny'],
  ['text before epoch seconds', ...d('DateEquals', 's1795435200', NOON), 'implicit deny'],
  ['wildcards mean nothing', ...d('DateEquals', '2026-11-23T*', NOON), 'implicit deny'],
  ['what is no date is not equal', ...d('DateNotEquals', NOON, 'noon'), 'allowed'],
  ['the same moment is equal', ...d('DateNotEquals', '1795435200', NOON), 'implicit deny'],
  ['DateLessThan is strict', ...d('DateLessThan', NOON, NOON), 'implicit deny'],
  ['DateGreaterThan is strict', ...d('DateGreaterThan', NOON, NOON), 'implicit deny'],
];
table('date operators: reference_policies_elements_condition_operators#Conditions_Date', dates);

const ip = (operator: string, wanted: unknown, given: string): [Given, Asked] => [
  when(operator, 'aws:SourceIp', wanted),
  having({ 'aws:SourceIp': given }),
];
const addresses: readonly Case[] = [
  ['one address', ...ip('IpAddress', '203.0.113.7', '203.0.113.7'), 'allowed'],
  ['/32 is one address', ...ip('IpAddress', '203.0.113.7/32', '203.0.113.8'), 'implicit deny'],
  ['/0 is every address', ...ip('IpAddress', '0.0.0.0/0', '203.0.113.7'), 'allowed'],
  ['a prefix within a byte', ...ip('IpAddress', '203.0.113.0/25', '203.0.113.127'), 'allowed'],
  ['beyond a prefix within a byte', ...ip('IpAddress', '203.0.113.0/25', '203.0.113.128'), 'implicit deny'],
  ['bits behind the prefix do not count', ...ip('IpAddress', '203.0.113.99/24', '203.0.113.7'), 'allowed'],
  ['alternatives', ...ip('IpAddress', ['198.51.100.0/24', '203.0.113.0/24'], '203.0.113.7'), 'allowed'],
  ['none of several', ...ip('NotIpAddress', ['198.51.100.0/24', '203.0.113.0/24'], '203.0.113.7'), 'implicit deny'],
  ['IPv6: short and long form', ...ip('IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678:0:0:0:1'), 'allowed'],
  ['IPv6: beyond the range', ...ip('IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1'), 'implicit deny'],
  ['IPv6: one address', ...ip('IpAddress', '2001:db8::1', '2001:db8::1'), 'allowed'],
  ['IPv6: another address', ...ip('IpAddress', '2001:db8::1', '2001:db8::2'), 'implicit deny'],
  ['IPv6: /128 is one address', ...ip('IpAddress', '2001:db8::1/128', '2001:db8::1'), 'allowed'],
  ['IPv6: /129 is none', ...ip('IpAddress', '2001:db8::1/129', '2001:db8::1'), 'implicit deny'],
  ['a range of IPv4 has no address of IPv6', ...ip('IpAddress', '0.0.0.0/0', '2001:db8::1'), 'implicit deny'],
  ['NotIpAddress of the other family holds', ...ip('NotIpAddress', '0.0.0.0/0', '2001:db8::1'), 'allowed'],
  ['what is no address is in no range', ...ip('IpAddress', '0.0.0.0/0', 'localhost'), 'implicit deny'],
  ['… and NotIpAddress holds', ...ip('NotIpAddress', '0.0.0.0/0', 'localhost'), 'allowed'],
  ['a range that is no address', ...ip('IpAddress', 'localhost/0', '203.0.113.7'), 'implicit deny'],
  ['a range with text before it', ...ip('IpAddress', 'x203.0.113.0/24', '203.0.113.7'), 'implicit deny'],
  ['a range with two prefixes', ...ip('IpAddress', '203.0.113.0/24/0', '203.0.113.7'), 'implicit deny'],
  ['a range with an empty prefix', ...ip('IpAddress', '203.0.113.0/', '203.0.113.0'), 'implicit deny'],
  ['a range with a negative prefix', ...ip('IpAddress', '203.0.113.0/-1', '203.0.113.0'), 'implicit deny'],
  ['a range with a zone', ...ip('IpAddress', 'fe80::1%eth0/64', 'fe80::1'), 'implicit deny'],
  ['wildcards mean nothing', ...ip('IpAddress', '203.0.113.*', '203.0.113.7'), 'implicit deny'],
];
table('IP address operators: reference_policies_elements_condition_operators#Conditions_IPAddress', addresses);

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:news';
const a = (operator: string, wanted: unknown, given = TOPIC): [Given, Asked] => [
  when(operator, 'aws:SourceArn', wanted),
  having({ 'aws:SourceArn': given }),
];
const arns: readonly Case[] = [
  ['the same ARN', ...a('ArnEquals', TOPIC), 'allowed'],
  ['a wildcard in each segment', ...a('ArnEquals', 'arn:*:*:*:*:*'), 'allowed'],
  ['a ? in a segment', ...a('ArnLike', 'arn:aws:sns:us-east-?:111122223333:new?'), 'allowed'],
  ['ARNs have case', ...a('ArnLike', TOPIC.replace('news', 'News')), 'implicit deny'],
  ['another partition', ...a('ArnLike', TOPIC.replace('aws', 'aws-cn')), 'implicit deny'],
  ['another service', ...a('ArnEquals', TOPIC.replace('sns', 'sqs')), 'implicit deny'],
  ['another region', ...a('ArnEquals', TOPIC.replace('us-east-1', 'eu-west-1')), 'implicit deny'],
  ['another account', ...a('ArnEquals', TOPIC.replace('111122223333', '999999999999')), 'implicit deny'],
  ['another resource', ...a('ArnEquals', `${TOPIC}2`), 'implicit deny'],
  ['alternatives', ...a('ArnEquals', [`${TOPIC}2`, TOPIC]), 'allowed'],
  [
    'the resource holds further colons',
    ...a('ArnLike', 'arn:aws:sns:us-east-1:111122223333:news:*', `${TOPIC}:sub:1`),
    'allowed',
  ],
  [
    'a wildcard in the resource covers colons',
    ...a('ArnLike', 'arn:aws:sns:us-east-1:111122223333:n*1', `${TOPIC}:sub:1`),
    'allowed',
  ],
  [
    'a * that ends a segment stays in it',
    ...a('ArnLike', 'arn:aws:sns:us-east-1:*:sub:1', `${TOPIC}:sub:1`),
    'implicit deny',
  ],
  ['a * alone covers every ARN', ...a('ArnLike', '*'), 'allowed'],
  ['an incomplete pattern is no ARN', ...a('ArnLike', 'arn:aws:sns:us-east-1:111122223333'), 'implicit deny'],
  ['an incomplete pattern with a * is no ARN', ...a('ArnLike', 'arn:aws:sns:*'), 'implicit deny'],
  [
    'an incomplete value is no ARN',
    ...a('ArnLike', 'arn:aws:sns:us-east-1:111122223333:*', 'arn:aws:sns:us-east-1:111122223333'),
    'implicit deny',
  ],
  [
    'a value with another scheme is no ARN',
    ...a('ArnLike', '*:aws:sns:us-east-1:111122223333:*', TOPIC.replace('arn', 'urn')),
    'implicit deny',
  ],
  [
    'a value that only begins like an ARN',
    ...a('ArnLike', '*:aws:sns:us-east-1:111122223333:*', TOPIC.replace('arn', 'arnold')),
    'implicit deny',
  ],
  ['what is no ARN is not like one', ...a('ArnNotLike', 'arn:aws:sns:*:*:*', 'news'), 'allowed'],
  ['ArnNotEquals with a wildcard', ...a('ArnNotEquals', 'arn:aws:sns:*:*:n*'), 'implicit deny'],
  ['ArnNotEquals: none of the values', ...a('ArnNotEquals', ['arn:aws:sqs:*:*:*', TOPIC]), 'implicit deny'],
  ['ArnNotEquals of another', ...a('ArnNotEquals', 'arn:aws:sqs:*:*:*'), 'allowed'],
];
table('ARN operators: reference_policies_elements_condition_operators#Conditions_ARN', arns);

const bools: readonly Case[] = [
  ['true is true in any case', when('Bool', 'a:b', 'True'), having({ 'a:b': 'tRUE' }), 'allowed'],
  ['false is false', when('Bool', 'a:b', 'false'), having({ 'a:b': 'false' }), 'allowed'],
  ['a JSON false', when('Bool', 'a:b', false), having({ 'a:b': 'false' }), 'allowed'],
  ['an absent key is not false', when('Bool', 'a:b', 'false'), {}, 'implicit deny'],
  ['1 is not true', when('Bool', 'a:b', 'true'), having({ 'a:b': '1' }), 'implicit deny'],
  ['either', when('Bool', 'a:b', ['true', 'false']), having({ 'a:b': 'false' }), 'allowed'],
];
table('Bool: reference_policies_elements_condition_operators#Conditions_Boolean', bools);

const nulls: readonly Case[] = [
  ['Null true: the key must be absent', when('Null', 'a:k', 'true'), {}, 'allowed'],
  ['Null true with the key', when('Null', 'a:k', 'true'), having({ 'a:k': 'x' }), 'implicit deny'],
  ['Null false: the key must be there', when('Null', 'a:k', 'false'), having({ 'a:k': 'x' }), 'allowed'],
  ['Null false without the key', when('Null', 'a:k', 'false'), {}, 'implicit deny'],
  ['Null with a JSON boolean', when('Null', 'a:k', true), {}, 'allowed'],
  ['Null has no case', when('Null', 'a:k', 'FALSE'), having({ 'a:k': 'x' }), 'allowed'],
  ['Null true or false always holds', when('Null', 'a:k', ['true', 'false']), {}, 'allowed'],
  ['Null of something else never holds', when('Null', 'a:k', 'perhaps'), {}, 'implicit deny'],
  ['an empty text is null', when('Null', 'a:k', 'true'), having({ 'a:k': '' }), 'allowed'],
  ['… and not there', when('Null', 'a:k', 'false'), having({ 'a:k': '' }), 'implicit deny'],
  ['an empty list is null', when('Null', 'a:k', 'true'), having({ 'a:k': [] }), 'allowed'],
  ['one value of a list is not null', when('Null', 'a:k', 'false'), having({ 'a:k': ['', 'x'] }), 'allowed'],
  [
    'Null under a set operator asks the same',
    when('ForAnyValue:Null', 'a:k', 'false'),
    having({ 'a:k': ['x'] }),
    'allowed',
  ],
];
table('Null: reference_policies_elements_condition_operators#Conditions_Null', nulls);

test('a date without a zone is UTC wherever the engine runs', () => {
  const before = process.env['TZ'];
  process.env['TZ'] = 'America/New_York';
  try {
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(300);
    expect(evaluate(...d('DateEquals', '2026-11-23T12:00:00', NOON)).decision).toBe('allowed');
    expect(evaluate(...d('DateEquals', '2026-11-23', '2026-11-23T00:00:00Z')).decision).toBe('allowed');
    expect(evaluate(...d('DateEquals', '2026-11-23T07:00:00-05:00', NOON)).decision).toBe('allowed');
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});
