import { expect, test } from 'vitest';
import {
  afterOmission,
  APP_CLIENT_FIELDS,
  defaultOf,
  IDENTITY_POOL_FIELDS,
  MESSAGES,
  USER_POOL_FIELDS,
  withKept,
  type FieldTable,
} from '../../shared/aws/defaults.ts';
import { contracts } from '../../shared/aws/models.ts';

const TABLE = {
  Name: { whenOmitted: 'kept' },
  Mode: { default: 'OFF', whenOmitted: 'reset' },
  Plan: { default: 'ESSENTIALS', whenOmitted: 'kept' },
  Policies: {
    members: {
      Password: { default: { Length: 8 }, whenOmitted: 'kept' },
      SignIn: { default: [1], whenOmitted: 'reset' },
    },
  },
} as const satisfies FieldTable;

test('a new resource has the defaults, a member at a time where members stand for themselves', () => {
  expect(defaultOf(TABLE.Name)).toBeUndefined();
  expect(defaultOf(TABLE.Mode)).toBe('OFF');
  expect(defaultOf(TABLE.Policies)).toEqual({ Password: { Length: 8 }, SignIn: [1] });
});

test('a field that is left out is reset or kept, a member at a time', () => {
  expect(afterOmission(TABLE.Name, 'video')).toBe('video');
  expect(afterOmission(TABLE.Mode, 'ON')).toBe('OFF');
  expect(afterOmission(TABLE.Policies, { Password: { Length: 12 }, SignIn: [2] })).toEqual({
    Password: { Length: 12 },
    SignIn: [1],
  });
  expect(afterOmission(TABLE.Policies, undefined)).toEqual({ Password: undefined, SignIn: [1] });
});

test('an update is completed with what is kept, and with nothing that is reset', () => {
  const before = { Name: 'video', Mode: 'ON', Plan: 'PLUS', Policies: { Password: { Length: 12 }, SignIn: [2] } };
  expect(withKept(TABLE, {}, before)).toEqual({ Name: 'video', Plan: 'PLUS', Policies: { Password: { Length: 12 } } });
  expect(withKept(TABLE, { Mode: 'OFF', Plan: 'LITE', Policies: { SignIn: [3] } }, before)).toEqual({
    Name: 'video',
    Mode: 'OFF',
    Plan: 'LITE',
    Policies: { Password: { Length: 12 }, SignIn: [3] },
  });
  expect(withKept(TABLE, { Policies: { Password: { Length: 6 } } }, before).Policies).toEqual({
    Password: { Length: 6 },
  });
  expect(withKept(TABLE, {}, {})).toEqual({});
});

test.each([
  ['cognito-idp', 'UpdateUserPool', USER_POOL_FIELDS, ['UserPoolId']],
  ['cognito-idp', 'UpdateUserPoolClient', APP_CLIENT_FIELDS, ['UserPoolId', 'ClientId']],
  ['cognito-identity', 'UpdateIdentityPool', IDENTITY_POOL_FIELDS, ['IdentityPoolId']],
] as const)('%s %s: the table has a row for each member of the contract', (service, operation, table, ids) => {
  const model = contracts[service];
  const shape = model.shapes[model.operations[operation]?.input ?? ''];
  const members = Object.keys(shape?.members ?? {}).filter((name) => !(ids as readonly string[]).includes(name));
  expect(Object.keys(table).toSorted()).toEqual(members.toSorted());
});

test('texts hold the placeholders that AWS asks for', () => {
  for (const kind of ['verification', 'passwordReset', 'signIn', 'invitation'] as const)
    expect(MESSAGES[kind].body).toContain('{####}');
  expect(MESSAGES.invitation.body).toContain('{username}');
  expect(MESSAGES.link.body).toMatch(/\{##.+##\}/);
});
