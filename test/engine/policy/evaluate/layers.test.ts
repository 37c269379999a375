import { DENY, EVERYTHING, NOTHING, having, statement, table, type Case } from './policies.ts';

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
  [
    'a boundary without statements about it',
    { identity: [EVERYTHING], boundary: [NOTHING, statement({ Resource: 'arn:aws:s3:::other/*' })] },
    {},
    'implicit deny',
  ],
  [
    'boundary and session must both allow: only the boundary',
    { identity: [EVERYTHING], boundary: [EVERYTHING], session: [[NOTHING]] },
    {},
    'implicit deny',
  ],
  [
    'boundary and session must both allow: only the session',
    { identity: [EVERYTHING], boundary: [NOTHING], session: [[EVERYTHING]] },
    {},
    'implicit deny',
  ],
  [
    'policies of a group of session policies add up',
    { identity: [EVERYTHING], session: [[NOTHING, statement()]] },
    {},
    'allowed',
  ],
  ['every group allows', { identity: [EVERYTHING], session: [[statement()], [EVERYTHING]] }, {}, 'allowed'],
  [
    'the second group does not allow',
    { identity: [EVERYTHING], session: [[statement()], [NOTHING]] },
    {},
    'implicit deny',
  ],
  [
    'a deny in the second group',
    { identity: [EVERYTHING], session: [[EVERYTHING], [EVERYTHING, DENY]] },
    {},
    'explicit deny',
  ],
  [
    'a group without statements that apply',
    { identity: [EVERYTHING], session: [[statement({ Resource: 'arn:aws:s3:::other/*' })]] },
    {},
    'implicit deny',
  ],
  [
    'a deny in the identity policy within a boundary',
    { identity: [EVERYTHING, DENY], boundary: [EVERYTHING] },
    {},
    'explicit deny',
  ],
  [
    'a boundary may use variables',
    { identity: [EVERYTHING], boundary: [statement({ Resource: 'arn:aws:s3:::catalog/${aws:userid}/*' })] },
    having({ 'aws:userid': 'free' }),
    'allowed',
  ],
  [
    'a boundary may use variables: another value',
    { identity: [EVERYTHING], boundary: [statement({ Resource: 'arn:aws:s3:::catalog/${aws:userid}/*' })] },
    having({ 'aws:userid': 'me' }),
    'implicit deny',
  ],
  [
    'a session policy with a condition',
    { identity: [EVERYTHING], session: [[statement({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })]] },
    having({ 'aws:SecureTransport': 'false' }),
    'implicit deny',
  ],
];
table('boundaries and session policies: access_policies_boundaries, access_policies#policies_session', layers);
