import { afterEach, beforeEach, expect, test } from 'vitest';
import { create, ended, fileOf, importFile, importRows, startWorld, viewer, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const HASH = '$2b$04$abcdefghijklmnopqrstuuPvkR6qQqbTkTd4xQ4aEaD6c5t0nLYhG';

const FAILURES: readonly (readonly [what: string, values: Record<string, string>, text: string | RegExp])[] = [
  ['no username', { 'cognito:username': '' }, /does not set cognito:username/],
  ['a space in the username', { 'cognito:username': 'a b' }, /without spaces or tabs/],
  ['a tab in the username', { 'cognito:username': 'a\tb' }, /without spaces or tabs/],
  ['129 characters', { 'cognito:username': 'a'.repeat(129) }, /1 to 128 characters/],
  ['no word on MFA', { 'cognito:mfa_enabled': '' }, /cognito:mfa_enabled to neither TRUE nor FALSE/],
  ['MFA in a pool without', { 'cognito:mfa_enabled': 'TRUE' }, /multi-factor authentication is off/],
  ['a flag that is none', { email_verified: 'yes' }, 'The User Record sets email_verified to neither TRUE nor FALSE.'],
  [
    'nothing verified',
    { email_verified: 'FALSE' },
    'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
  ],
  [
    'only verified what the pool does not verify',
    { email_verified: '', phone_number: '+15550100', phone_number_verified: 'TRUE' },
    'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
  ],
  [
    'a verified e-mail address that is not there',
    { email: '' },
    'The User Record sets email_verified to true, but has no email.',
  ],
  ['a verified number that is not there', { phone_number_verified: 'TRUE' }, /has no phone_number/],
  ['a date of another form', { birthdate: '2004-02-29' }, /not in the format mm\/dd\/yyyy/],
  ['a day that is not in the calendar', { birthdate: '02/30/2004' }, 'Invalid birthdate format.'],
  ['a time that is no number', { updated_at: 'today' }, /updated_at .* seconds since the epoch/],
  ['a false e-mail address', { email: 'ann' }, 'Invalid email address format.'],
  ['a false number', { phone_number: '5550100' }, 'Invalid phone number format.'],
  [
    'a value beyond its constraints',
    { 'custom:tier': 'x'.repeat(9) },
    /^Attributes did not conform to the schema: custom:tier: .*$/,
  ],
  ['a value beyond 2048 characters', { name: 'x'.repeat(2049) }, /name: Attribute value must have at most 2048/],
  ['a hash without an algorithm', { password_hash: HASH }, /no PasswordHashingAlgorithm/],
  ['a row that is too long', { profile: 'x'.repeat(16_001) }, 'The row is longer than 16000 characters.'],
];

test.each(FAILURES)('a row with %s fails, and the next one is imported', async (_what, values, text) => {
  const done = await importRows(world, [viewer('bad', values), viewer('good')]);
  expect(done).toMatchObject({ Status: 'Succeeded', ImportedUsers: 1, FailedUsers: 1, SkippedUsers: 0 });
  const [failed = '', succeeded] = done.log;
  expect(failed.startsWith('[FAILED] Line Number 2 - ')).toBe(true);
  const said = failed.slice('[FAILED] Line Number 2 - '.length);
  if (typeof text === 'string') expect(said).toBe(text);
  else expect(said).toMatch(text);
  expect(succeeded).toBe('[SUCCEEDED] Line Number 3 - The import succeeded.');
});

test('rows of another length, in another encoding, or empty', async () => {
  const file = Buffer.concat([
    Buffer.from(await fileOf(world, [viewer('good')])),
    Buffer.from('only,three,values\r\n\r\n'),
    Buffer.from([0xff, 0xfe, 0x0a]),
    Buffer.from('   \n'),
  ]);
  const id = await create(world);
  const { store } = world.engine.workspace;
  // As the endpoint stores it: bytes that are not text cannot be given to UploadImportFile.
  store.write(() => {
    store.imports.addPart(id, 7, 0, file);
    const job = store.imports.get(id);
    if (job !== undefined) store.imports.update({ ...job, upload: 7, fileSize: file.length, fileLines: 6 });
  });
  await world.call('cognito-idp', 'StartUserImportJob', { UserPoolId: world.poolId, JobId: id });
  const done = await ended(world, { UserPoolId: world.poolId, JobId: id });
  expect(done).toMatchObject({ ImportedUsers: 1, FailedUsers: 2, SkippedUsers: 0 });
  const { lines } = await world.call('poolkeeper', 'GetImportLog', { JobId: id });
  expect(lines.map(({ written }) => written)).toEqual([
    '[SUCCEEDED] Line Number 2 - The import succeeded.',
    '[FAILED] Line Number 3 - The row has 3 values, but the header has 23 columns.',
    '[FAILED] Line Number 5 - The row is not encoded in UTF-8.',
  ]);
});

test('a user who exists is skipped, also one of the same file; nothing of theirs changes', async () => {
  await importRows(world, [viewer('ann', { name: 'Ann' })]);
  const done = await importRows(world, [viewer('ann', { name: 'Other' }), viewer('ben'), viewer('ben')]);
  expect(done).toMatchObject({ Status: 'Succeeded', ImportedUsers: 1, SkippedUsers: 2, FailedUsers: 0 });
  expect(done.log[0]).toBe('[SKIPPED] Line Number 2 - The user already exists.');
  expect(done.log[2]).toBe('[SKIPPED] Line Number 4 - The user already exists.');
  const { UserAttributes = [] } = await world.call('cognito-idp', 'AdminGetUser', {
    UserPoolId: world.poolId,
    Username: 'ann',
  });
  expect(UserAttributes.find(({ Name }) => Name === 'name')?.Value).toBe('Ann');
});

test('a job of which no row came through has failed', async () => {
  const done = await importRows(world, [viewer('a b')]);
  expect(done).toMatchObject({
    Status: 'Failed',
    ImportedUsers: 0,
    FailedUsers: 1,
    CompletionMessage: 'Too many users have failed or been skipped during the import.',
  });
});

test('a file with a header alone succeeds with nobody', async () => {
  expect(await importRows(world, [])).toMatchObject({ Status: 'Succeeded', ImportedUsers: 0, log: [] });
});

const HEADERS: readonly (readonly [what: string, change: (header: string[]) => string[], text: RegExp])[] = [
  ['a column missing', (header) => header.filter((name) => name !== 'nickname'), /lacks the column nickname/],
  ['a column too many', (header) => [...header, 'custom:other'], /has the column custom:other/],
  ['a column twice', (header) => [...header, 'email'], /has the column email twice/],
  ['a byte order mark', ([first = '', ...rest]) => [`\uFEFF${first}`, ...rest], /byte order mark/],
  ['quotation marks', (header) => header.map((name) => `"${name}"`), /quotation marks/],
];

test.each(HEADERS)('a header with %s fails the job', async (_what, change, text) => {
  const { CSVHeader = [] } = await world.call('cognito-idp', 'GetCSVHeader', { UserPoolId: world.poolId });
  const done = await importFile(world, await fileOf(world, [viewer('ann')], change(CSVHeader)));
  expect(done).toMatchObject({ Status: 'Failed', ImportedUsers: 0, FailedUsers: 0, log: [] });
  expect(done.CompletionMessage).toMatch(text);
});

test('an empty file fails the job', async () => {
  expect(await importFile(world, '')).toMatchObject({ Status: 'Failed', CompletionMessage: /no header/ });
});

test('columns may stand in any order, and that of hashes may be missing', async () => {
  const { CSVHeader = [] } = await world.call('cognito-idp', 'GetCSVHeader', { UserPoolId: world.poolId });
  const columns = CSVHeader.filter((name) => name !== 'password_hash').toReversed();
  expect(await importFile(world, await fileOf(world, [viewer('ann')], columns))).toMatchObject({ ImportedUsers: 1 });
  expect(await importFile(world, await fileOf(world, [viewer('ben')], columns), 'BCRYPT')).toMatchObject({
    Status: 'Failed',
    CompletionMessage: /lacks the column password_hash/,
  });
});

test('the preview judges rows as the import will, and changes nothing', async () => {
  const Text = await fileOf(world, [viewer('ann'), viewer('ben', { email: '' })]);
  const { rows, columns } = await world.call('poolkeeper', 'PreviewImportFile', { PoolId: world.poolId, Text });
  expect(columns).toContain('cognito:username');
  expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([
    [2, 'SUCCEEDED'],
    [3, 'FAILED'],
  ]);
  expect(rows[0]?.fields).toContain('ann');
  const { header } = await world.call('poolkeeper', 'PreviewImportFile', {
    PoolId: world.poolId,
    Text: 'name,email\n',
  });
  expect(header).toMatch(/lacks the column/);
  const { Users = [] } = await world.call('cognito-idp', 'ListUsers', { UserPoolId: world.poolId });
  expect(Users).toEqual([]);
  const nowhere = { PoolId: 'us-east-1_Nowhere00', Text };
  expect((await world.refused('poolkeeper', 'PreviewImportFile', nowhere)).code).toBe('ResourceNotFoundException');
});
