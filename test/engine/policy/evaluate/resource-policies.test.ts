import {
  OTHER,
  USER_ARN,
  ann,
  logs,
  cognito,
  to,
  ACCOUNT,
  DENY,
  EVERYTHING,
  NOTHING,
  ROLE,
  SESSION,
  having,
  principal,
  statement,
  table,
  type Asked,
  type Case,
} from './policies.ts';

/** Who was federated by a user is a session of that user. */
const FEDERATED_ARN = `arn:aws:sts::${ACCOUNT}:federated-user/guest`;
const federatedUser: Asked = {
  principal: { kind: 'session', account: ACCOUNT, roleArn: USER_ARN, sessionArn: FEDERATED_ARN },
};

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
    'a user by their ARN',
    { resource: [principal({ AWS: `arn:aws:iam::${ACCOUNT}:user/ann` })] },
    { principal: { kind: 'user', account: ACCOUNT, userArn: `arn:aws:iam::${ACCOUNT}:user/ann` } },
    'allowed',
  ],
];
table(
  'resource-based policies of the same account: reference_policies_evaluation-logic_policy-eval-basics',
  resourcePolicies,
);

const interplay: readonly Case[] = [
  ['a user by their ARN is beyond their boundary', { boundary: [NOTHING], ...to({ AWS: USER_ARN }) }, ann, 'allowed'],
  [
    'a user by their account is within their boundary',
    { identity: [statement()], boundary: [NOTHING], ...to({ AWS: ACCOUNT }) },
    ann,
    'implicit deny',
  ],
  [
    'a federated user by their ARN is beyond their session policy',
    { session: [[NOTHING]], ...to({ AWS: FEDERATED_ARN }) },
    federatedUser,
    'allowed',
  ],
  [
    'a federated user by the user’s ARN is within it',
    { session: [[NOTHING]], ...to({ AWS: USER_ARN }) },
    federatedUser,
    'implicit deny',
  ],
  ['… which may allow', { session: [[statement()]], ...to({ AWS: USER_ARN }) }, federatedUser, 'allowed'],
  [
    'a role by its ARN: boundary and session allow',
    { boundary: [statement()], session: [[statement()]], ...to({ AWS: ROLE }) },
    {},
    'allowed',
  ],
  ['everyone is beyond the boundary', { boundary: [NOTHING], ...to('*') }, {}, 'allowed'],
  [
    'everyone whose ARN is the role’s is beyond the boundary',
    { boundary: [NOTHING], resource: [principal('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } })] },
    having({ 'aws:PrincipalArn': ROLE }),
    'allowed',
  ],
  [
    'a deny in the boundary counts all the same',
    { boundary: [EVERYTHING, DENY], ...to({ AWS: SESSION }) },
    {},
    'explicit deny',
  ],
  [
    'a deny in the session policy counts all the same',
    { session: [[EVERYTHING, DENY]], ...to({ AWS: SESSION }) },
    {},
    'explicit deny',
  ],
  [
    'the identity policy grants where the resource’s says nothing',
    { identity: [statement()], ...to({ AWS: OTHER }) },
    {},
    'allowed',
  ],
  [
    'an allow of another action grants nothing',
    { resource: [principal({ AWS: SESSION }, { Action: 's3:PutObject' })] },
    {},
    'implicit deny',
  ],
  [
    'an allow whose condition fails grants nothing',
    { resource: [principal({ AWS: SESSION }, { Condition: { StringEquals: { 'a:k': 'x' } } })] },
    {},
    'implicit deny',
  ],
  [
    'role and account together: the role',
    { resource: [principal({ AWS: ACCOUNT }), principal({ AWS: ROLE })] },
    {},
    'allowed',
  ],
  [
    'session and role together: the session',
    { boundary: [NOTHING], resource: [principal({ AWS: ROLE }), principal({ AWS: SESSION })] },
    {},
    'allowed',
  ],
];
table(
  'resource-based policies, boundaries and sessions: access_policies_boundaries#access_policies_boundaries-eval-logic',
  interplay,
);

const CROSS = { crossAccount: true };
const cross: readonly Case[] = [
  ['both sides allow', { identity: [statement()], ...to({ AWS: SESSION }) }, {}, 'allowed', CROSS],
  ['both sides allow, by the role', { identity: [statement()], ...to({ AWS: ROLE }) }, {}, 'allowed', CROSS],
  ['both sides allow, by the account', { identity: [statement()], ...to({ AWS: ACCOUNT }) }, {}, 'allowed', CROSS],
  ['both sides allow, by everyone', { identity: [statement()], ...to('*') }, {}, 'allowed', CROSS],
  ['the resource’s side alone, by the session', to({ AWS: SESSION }), {}, 'implicit deny', CROSS],
  ['the resource’s side alone, by the role', to({ AWS: ROLE }), {}, 'implicit deny', CROSS],
  ['the resource’s side alone, by everyone', to('*'), {}, 'implicit deny', CROSS],
  ['the caller’s side alone', { identity: [statement()] }, {}, 'implicit deny', CROSS],
  [
    'the resource’s side names somebody else',
    { identity: [statement()], ...to({ AWS: OTHER }) },
    {},
    'implicit deny',
    CROSS,
  ],
  [
    'the boundary must allow, though the session is named',
    { identity: [statement()], boundary: [NOTHING], ...to({ AWS: SESSION }) },
    {},
    'implicit deny',
    CROSS,
  ],
  [
    'the session policy must allow, though the session is named',
    { identity: [statement()], session: [[NOTHING]], ...to({ AWS: SESSION }) },
    {},
    'implicit deny',
    CROSS,
  ],
  [
    'a deny on the resource’s side',
    { identity: [statement()], resource: [principal('*'), principal('*', { Effect: 'Deny' })] },
    {},
    'explicit deny',
    CROSS,
  ],
  ['a deny on the caller’s side', { identity: [statement(), DENY], ...to('*') }, {}, 'explicit deny', CROSS],
];
table('cross-account requests: reference_policies_evaluation-logic-cross-account', cross);

const TRUST = { resourceMustAllow: true };
const trust: readonly Case[] = [
  ['a provider that is trusted', to({ Federated: 'cognito-identity.amazonaws.com' }), cognito, 'allowed', TRUST],
  ['a provider that is not trusted', to({ Federated: 'accounts.google.com' }), cognito, 'implicit deny', TRUST],
  ['a service that is trusted', to({ Service: 'logs.amazonaws.com' }), logs, 'allowed', TRUST],
  ['a role that is trusted by its ARN needs no policy of its own', to({ AWS: ROLE }), {}, 'allowed', TRUST],
  ['a user that is trusted by their ARN needs no policy of their own', to({ AWS: USER_ARN }), ann, 'allowed', TRUST],
  ['the account is trusted: the caller’s policy must allow', to({ AWS: ACCOUNT }), ann, 'implicit deny', TRUST],
  [
    'the account is trusted, and the caller’s policy allows',
    { identity: [statement()], ...to({ AWS: ACCOUNT }) },
    ann,
    'allowed',
    TRUST,
  ],
  ['the caller’s policy is not enough', { identity: [EVERYTHING], ...to({ AWS: OTHER }) }, ann, 'implicit deny', TRUST],
  [
    'a trust policy that denies',
    { identity: [EVERYTHING], resource: [principal('*'), principal({ AWS: USER_ARN }, { Effect: 'Deny' })] },
    ann,
    'explicit deny',
    TRUST,
  ],
  [
    'a condition on the token',
    {
      resource: [
        principal(
          { Federated: 'cognito-identity.amazonaws.com' },
          { Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'pool' } } },
        ),
      ],
    },
    { ...cognito, ...having({ 'cognito-identity.amazonaws.com:aud': 'pool' }) },
    'allowed',
    TRUST,
  ],
  [
    'another audience',
    {
      resource: [
        principal(
          { Federated: 'cognito-identity.amazonaws.com' },
          { Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'pool' } } },
        ),
      ],
    },
    { ...cognito, ...having({ 'cognito-identity.amazonaws.com:aud': 'other' }) },
    'implicit deny',
    TRUST,
  ],
];
table('trust policies: id_roles_terms-and-concepts, access_policies-cross-account-resource-access', trust);
