import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../../../electron/engine/store/clients.ts';
import type { Pool } from '../../../../electron/engine/store/pools.ts';
import {
  caseSensitive,
  checkAttributes,
  foldValue,
  readableAttributes,
  writableAttributes,
  type AttributeMode,
} from '../../../../electron/engine/user-pools/pools/attribute-schema.ts';
import { startEngine, type TestEngine } from '../../../support/harness.ts';

let world: TestEngine;
beforeEach(async () => {
  world = await startEngine();
});
afterEach(() => world.stop());

const SCHEMA = [
  { Name: 'email', Required: true },
  { Name: 'name', Required: true },
  { Name: 'plan', AttributeDataType: 'String', StringAttributeConstraints: { MinLength: '2', MaxLength: '4' } },
  { Name: 'age', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '18', MaxValue: '99' } },
  { Name: 'adult', AttributeDataType: 'Boolean' },
  { Name: 'since', AttributeDataType: 'DateTime' },
  { Name: 'fixed', AttributeDataType: 'String', Mutable: false },
  { Name: 'internal', AttributeDataType: 'String', DeveloperOnlyAttribute: true },
] as const;

async function poolWith(input: Record<string, unknown> = {}): Promise<Pool> {
  const { UserPool } = await world.call('cognito-idp', 'CreateUserPool', {
    PoolName: 'x',
    Schema: [...SCHEMA],
    ...input,
  });
  return world.engine.workspace.store.pools.get(UserPool?.Id ?? '') as Pool;
}

/** The message with which attributes are refused, or nothing. */
function refusal(pool: Pool, attributes: Record<string, string>, mode: AttributeMode): string | undefined {
  const refused: { message?: string } = {};
  const ctx = {
    refuse: (_code: string, message: string) => {
      refused.message = message;
      throw refused;
    },
  };
  try {
    checkAttributes(ctx as never, pool, attributes, mode);
  } catch (error) {
    if (error !== refused) throw error;
  }
  return refused.message;
}

const REQUIRED = { email: 'nora@example.com', name: 'Nora' };

test('what fits the schema passes', async () => {
  const pool = await poolWith();
  const all = {
    ...REQUIRED,
    phone_number: '+15551230001',
    birthdate: '2000-02-29',
    updated_at: '1700000000',
    'custom:plan': 'free',
    'custom:age': '18',
    'custom:adult': 'true',
    'custom:since': '2026-11-01T10:00:00Z',
    'custom:fixed': 'x',
  };
  expect(refusal(pool, all, 'create')).toBeUndefined();
  expect(refusal(pool, { 'custom:plan': '😀😀😀😀', 'dev:custom:internal': 'x' }, 'admin-update')).toBeUndefined();
});

test('required attributes are asked of users, not of administrators', async () => {
  const pool = await poolWith();
  expect(refusal(pool, {}, 'create')).toBe(
    'Attributes did not conform to the schema: email: The attribute is required\nname: The attribute is required\n',
  );
  expect(refusal(pool, {}, 'admin-create')).toBeUndefined();
  expect(refusal(pool, {}, 'update')).toBeUndefined();
  expect(refusal(pool, { name: '' }, 'update')).toBe('Invalid user attributes: user.name: The attribute is required\n');
});

test('what the schema does not have is refused', async () => {
  const pool = await poolWith();
  expect(refusal(pool, { ...REQUIRED, 'custom:none': 'x' }, 'create')).toBe(
    'Attributes did not conform to the schema: Type for attribute {custom:none} could not be determined',
  );
  expect(refusal(pool, { ...REQUIRED, none: 'x' }, 'create')).toBe(
    'Attributes did not conform to the schema: none: Attribute does not exist in the schema.\n',
  );
  expect(refusal(pool, { 'custom:none': 'x' }, 'update')).toBe(
    'Invalid user attributes: user.custom:none: Attribute does not exist in the schema.\n',
  );
});

test('an immutable attribute is set at creation only', async () => {
  const pool = await poolWith();
  for (const mode of ['update', 'admin-update'] as const)
    expect(refusal(pool, { 'custom:fixed': 'y' }, mode)).toBe(
      'Invalid user attributes: user.custom:fixed: Attribute cannot be updated. (changing an immutable attribute)\n',
    );
  expect(refusal(pool, { ...REQUIRED, sub: 'x' }, 'create')).toBe(
    'Attributes did not conform to the schema: sub: Attribute cannot be updated. (changing an immutable attribute)\n',
  );
});

test.each([
  [{ 'custom:plan': 'x' }, 'custom:plan: Attribute value must have at least 2 characters.\n'],
  [{ 'custom:plan': 'xxxxx' }, 'custom:plan: Attribute value must have at most 4 characters.\n'],
  [{ 'custom:age': '17' }, 'custom:age: Attribute value must not be less than 18.\n'],
  [{ 'custom:age': '100' }, 'custom:age: Attribute value must not be greater than 99.\n'],
  [{ 'custom:age': 'old' }, 'custom:age: Attribute value must be a number.\n'],
  [{ 'custom:adult': 'yes' }, 'custom:adult: Attribute value must be true or false.\n'],
  [{ 'custom:since': 'yesterday' }, 'custom:since: Attribute value must be a date and time.\n'],
  [{ birthdate: '2000' }, 'birthdate: Attribute value must have at least 10 characters.\n'],
  [{ picture: 'x'.repeat(2049) }, 'picture: Attribute value must have at most 2048 characters.\n'],
])('a value that does not fit is refused: %j', async (attributes, finding) => {
  const pool = await poolWith();
  expect(refusal(pool, attributes as Record<string, string>, 'admin-create')).toBe(
    `Attributes did not conform to the schema: ${finding}`,
  );
  expect(refusal(pool, attributes as Record<string, string>, 'admin-update')).toBe(
    `Invalid user attributes: user.${finding}`,
  );
});

test.each([
  ['email', 'nora', 'Invalid email address format.'],
  ['email', 'nora@', 'Invalid email address format.'],
  ['email', 'no ra@example.com', 'Invalid email address format.'],
  ['email', 'nora@example..com', 'Invalid email address format.'],
  ['phone_number', '5551230001', 'Invalid phone number format.'],
  ['phone_number', '+1 555 1230001', 'Invalid phone number format.'],
  ['birthdate', '2001-02-29', 'Invalid birthdate format.'],
])('%s %s is no such thing', async (name, value, message) => {
  const pool = await poolWith();
  expect(refusal(pool, { [name]: value }, 'admin-update')).toBe(message);
});

test('an empty value clears, whatever the type', async () => {
  const pool = await poolWith();
  expect(
    refusal(pool, { 'custom:plan': '', 'custom:age': '', email: '', birthdate: '' }, 'admin-update'),
  ).toBeUndefined();
});

test('pools that are not case sensitive fold user names and addresses, nothing else', async () => {
  const strict = await poolWith();
  const lax = await poolWith({ UsernameConfiguration: { CaseSensitive: false } });
  expect([caseSensitive(strict), caseSensitive(lax)]).toEqual([true, false]);
  expect(foldValue(strict, 'username', 'Nora')).toBe('Nora');
  for (const name of ['username', 'email', 'preferred_username']) expect(foldValue(lax, name, 'Nora')).toBe('nora');
  expect(foldValue(lax, 'name', 'Nora')).toBe('Nora');
});

test('what a client reads and writes', async () => {
  const pool = await poolWith();
  const client = (settings: Client['settings']): Client => ({
    id: 'c',
    poolId: pool.id,
    name: 'c',
    settings,
    secrets: [],
    createdAt: 0,
    modifiedAt: 0,
  });
  const names = ['sub', 'email', 'email_verified', 'custom:plan', 'dev:custom:internal', 'none'];
  const all = client({});
  expect(names.filter(readableAttributes(pool, all))).toEqual([
    'sub',
    'email',
    'email_verified',
    'custom:plan',
    'dev:custom:internal',
  ]);
  expect(names.filter(writableAttributes(pool, all))).toEqual(['email', 'custom:plan']);
  const few = client({ ReadAttributes: ['email'], WriteAttributes: ['email', 'email_verified'] });
  expect(names.filter(readableAttributes(pool, few))).toEqual(['sub', 'email']);
  expect(names.filter(writableAttributes(pool, few))).toEqual(['email']);
});
