import { expect, test } from 'vitest';
import type { MappingRule, RoleMapping } from '../../../shared/aws/types/cognito-identity.ts';
import { selectRole, type RoleQuestion } from '../../../electron/engine/identity-pools/role-selection.ts';

const AUTH = 'arn:aws:iam::000000000000:role/Authenticated';
const GUEST = 'arn:aws:iam::000000000000:role/Guest';
const FREE = 'arn:aws:iam::000000000000:role/Free';
const PREMIUM = 'arn:aws:iam::000000000000:role/Premium';
const roles = { authenticated: AUTH, unauthenticated: GUEST };

const token = (AmbiguousRoleResolution: 'AuthenticatedRole' | 'Deny' = 'Deny'): RoleMapping => ({
  Type: 'Token',
  AmbiguousRoleResolution,
});
const rules = (
  listed: readonly Partial<MappingRule>[],
  AmbiguousRoleResolution: 'AuthenticatedRole' | 'Deny' = 'Deny',
): RoleMapping => ({
  Type: 'Rules',
  AmbiguousRoleResolution,
  RulesConfiguration: {
    Rules: listed.map((rule) => ({
      Claim: 'custom:plan',
      MatchType: 'Equals',
      Value: 'premium',
      RoleARN: PREMIUM,
      ...rule,
    })),
  },
});
const plan = (value: unknown) => ({ 'custom:plan': value });
const held = (preferred?: string) => ({
  'cognito:roles': [FREE, PREMIUM],
  ...(preferred === undefined ? {} : { 'cognito:preferred_role': preferred }),
});

type Case = readonly [rule: string, question: Partial<RoleQuestion>, answer: string];
const cases: readonly Case[] = [
  ['a guest gets the unauthenticated role', { guest: true }, GUEST],
  ['a guest’s role is not mapped', { guest: true, mapping: token() }, GUEST],
  [
    'a pool without an unauthenticated role has none for guests',
    { guest: true, roles: { authenticated: AUTH } },
    'no role',
  ],
  ['without a mapping everyone gets the authenticated role', {}, AUTH],
  ['a pool without an authenticated role has none', { roles: {} }, 'no role'],
  ['Token: the preferred role', { mapping: token(), claims: held(PREMIUM) }, PREMIUM],
  ['Token: several roles and none preferred, Deny', { mapping: token(), claims: held() }, 'denied'],
  [
    'Token: several roles and none preferred, AuthenticatedRole',
    { mapping: token('AuthenticatedRole'), claims: held() },
    AUTH,
  ],
  ['Token: no roles at all, Deny', { mapping: token(), claims: {} }, 'denied'],
  ['Token: no roles at all, AuthenticatedRole', { mapping: token('AuthenticatedRole'), claims: {} }, AUTH],
  [
    'Token: AuthenticatedRole without such a role',
    { mapping: token('AuthenticatedRole'), claims: {}, roles: {} },
    'no role',
  ],
  [
    'Token: the role that was asked for, if the token has it',
    { mapping: token(), claims: held(PREMIUM), customRoleArn: FREE },
    FREE,
  ],
  [
    'Token: asked for a role that the token has not',
    { mapping: token('AuthenticatedRole'), claims: held(PREMIUM), customRoleArn: AUTH },
    'denied',
  ],
  ['Equals', { mapping: rules([{}]), claims: plan('premium') }, PREMIUM],
  ['Equals of another value', { mapping: rules([{}]), claims: plan('Premium') }, 'denied'],
  [
    'Equals of one among several values',
    { mapping: rules([{ Claim: 'cognito:groups' }]), claims: { 'cognito:groups': ['x', 'premium'] } },
    PREMIUM,
  ],
  [
    'Equals of a boolean',
    { mapping: rules([{ Claim: 'email_verified', Value: 'true' }]), claims: { email_verified: true } },
    PREMIUM,
  ],
  ['NotEqual', { mapping: rules([{ MatchType: 'NotEqual' }]), claims: plan('free') }, PREMIUM],
  ['NotEqual of an equal value', { mapping: rules([{ MatchType: 'NotEqual' }]), claims: plan('premium') }, 'denied'],
  [
    'NotEqual does not match a claim that is missing',
    { mapping: rules([{ MatchType: 'NotEqual' }]), claims: {} },
    'denied',
  ],
  ['StartsWith', { mapping: rules([{ MatchType: 'StartsWith', Value: 'prem' }]), claims: plan('premium') }, PREMIUM],
  [
    'StartsWith of another beginning',
    { mapping: rules([{ MatchType: 'StartsWith', Value: 'rem' }]), claims: plan('premium') },
    'denied',
  ],
  ['Contains', { mapping: rules([{ MatchType: 'Contains', Value: 'emi' }]), claims: plan('premium') }, PREMIUM],
  [
    'Contains of a list',
    {
      mapping: rules([{ Claim: 'cognito:groups', MatchType: 'Contains' }]),
      claims: { 'cognito:groups': ['free', 'premium'] },
    },
    PREMIUM,
  ],
  [
    'Contains of another text',
    { mapping: rules([{ MatchType: 'Contains', Value: 'free' }]), claims: plan('premium') },
    'denied',
  ],
  [
    'the first rule that matches counts',
    { mapping: rules([{ Value: 'x' }, { RoleARN: FREE }, {}]), claims: plan('premium') },
    FREE,
  ],
  ['no rule matches, AuthenticatedRole', { mapping: rules([{}], 'AuthenticatedRole'), claims: plan('free') }, AUTH],
  [
    'asked for the role of a later rule that matches',
    { mapping: rules([{ RoleARN: FREE }, {}]), claims: plan('premium'), customRoleArn: PREMIUM },
    PREMIUM,
  ],
  [
    'asked for the role of a rule that does not match',
    { mapping: rules([{ RoleARN: FREE }, { Value: 'x' }]), claims: plan('premium'), customRoleArn: PREMIUM },
    'denied',
  ],
];

test.each(cases)('%s', (_rule, question, expected) => {
  const answer = selectRole({ guest: false, roles, claims: {}, ...question });
  expect(answer.ok ? answer.roleArn : answer.why).toBe(expected);
  expect(answer.reason).not.toBe('');
});

test('the answer lists every rule with what it saw', () => {
  const answer = selectRole({
    guest: false,
    roles,
    mapping: rules([{ Value: 'x' }, { Claim: 'custom:none' }, {}]),
    claims: plan('premium'),
  });
  expect(answer.considered.map(({ matched, why }) => [matched, why])).toEqual([
    [false, 'custom:plan is "premium": the rule custom:plan Equals "x" does not match.'],
    [false, 'The token has no claim custom:none.'],
    [true, 'custom:plan is "premium": the rule custom:plan Equals "premium" matches.'],
  ]);
});
