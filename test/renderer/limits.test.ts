import { expect, test } from 'vitest';
import {
  fits,
  lengthProblem,
  numberProblem,
  PATTERN_WORDS,
  rangeWords,
  textProblem,
} from '../../renderer/lib/limits.ts';
import { STARTING_POOL, stepProblems } from '../../renderer/pages/user-pools/create-pool/new-pool.ts';
import { limitsOf } from '../../shared/aws/limits.ts';
import formLimits from '../../shared/aws/model/form-limits.json' with { type: 'json' };

const GROUP = limitsOf('cognito-idp', 'CreateGroup', 'GroupName');
const POOL = limitsOf('cognito-idp', 'CreateUserPool', 'PoolName');

test('what fits has no problem', () => {
  expect(textProblem('editors', GROUP)).toBeUndefined();
  expect(textProblem('👩‍🚀'.repeat(10), GROUP)).toBe('1 to 128 characters without spaces.');
  expect(textProblem('🎬'.repeat(128), GROUP)).toBeUndefined();
  expect(textProblem('', { max: 5 })).toBeUndefined();
  expect(numberProblem('99', { min: 6, max: 99 })).toBeUndefined();
  expect(numberProblem('7', {})).toBeUndefined();
});

test.each([
  ['', GROUP, '1 to 128 characters without spaces.'],
  ['two words', GROUP, '1 to 128 characters without spaces.'],
  ['🎬'.repeat(129), GROUP, '1 to 128 characters without spaces.'],
  ['a/b', POOL, '1 to 128 characters: letters, digits, spaces and + = , . @ - _'],
  ['abcdef', { max: 5 }, 'At most 5 characters.'],
  ['', { min: 1 }, '1 or more characters.'],
])('the text %j is refused in words', (text, limits, words) => {
  expect(textProblem(text, limits)).toBe(words);
});

test.each([
  ['5', { min: 6, max: 99 }, undefined, 'A whole number from 6 to 99.'],
  ['100', { min: 6, max: 99 }, undefined, 'A whole number from 6 to 99.'],
  ['8.5', { min: 6, max: 99 }, undefined, 'A whole number from 6 to 99.'],
  ['', { min: 3, max: 15 }, 'minutes', 'A whole number of minutes from 3 to 15.'],
  ['-1', { min: 0 }, undefined, 'A whole number from 0.'],
])('the number %j is refused in words', (text, limits, unit, words) => {
  expect(numberProblem(text, limits, unit)).toBe(words);
});

test('a length alone is judged without the pattern', () => {
  expect(lengthProblem('two words', GROUP)).toBeUndefined();
  expect(lengthProblem('x'.repeat(129), GROUP)).toBe('1 to 128 characters.');
});

test('a range is said as people say it', () => {
  expect([rangeWords({ min: 3, max: 15 }), rangeWords({ max: 2048 }), rangeWords({})]).toEqual([
    '3 to 15',
    'at most 2,048',
    '0 or more',
  ]);
});

test('every pattern with words is one that some form asks for', () => {
  const patterns = Object.values(formLimits).map((limits) => ('pattern' in limits ? limits.pattern : undefined));
  for (const pattern of Object.keys(PATTERN_WORDS)) expect(patterns).toContain(pattern);
  expect(fits('a b', { pattern: '[a-z]+' })).toBe(false);
});

test('the wizard of a pool begins without a problem, but for the name', () => {
  expect(stepProblems.map((problems) => problems({ ...STARTING_POOL, name: 'video' }))).toEqual(
    stepProblems.map(() => ({})),
  );
  expect(stepProblems[0]?.(STARTING_POOL)['name']).toMatch(/^1 to 128 characters/);
});

test.each([
  [1, { minimumLength: '5' }, 'minimumLength', 'A whole number from 6 to 99.'],
  [1, { temporaryDays: '0' }, 'temporaryDays', 'A whole number from 1 to 365.'],
  [3, { smsMessage: `{####}${'x'.repeat(140)}` }, 'smsMessage', '6 to 140 characters.'],
  [3, { inviteMessage: '{####}' }, 'inviteMessage', 'The text must hold {username} and {####}.'],
  [4, { access: { value: '4', unit: 'minutes' as const } }, 'access', 'From 5 minutes to 1 day.'],
  [
    4,
    { refresh: { value: '11', unit: 'days' as const }, access: { value: '1', unit: 'days' as const } },
    'refresh',
    undefined,
  ],
  [4, { refresh: { value: '4000', unit: 'days' as const } }, 'refresh', 'From 1 hour to 10 years.'],
  [
    4,
    { refresh: { value: '1', unit: 'hours' as const }, access: { value: '2', unit: 'hours' as const } },
    'refresh',
    'Not shorter than the access and ID tokens.',
  ],
  [4, { clientName: '' }, 'clientName', '1 to 128 characters: letters, digits, spaces and + = , . @ - _'],
])('step %i of the wizard with %j: %s', (step, changes, field, words) => {
  expect(stepProblems[step]?.({ ...STARTING_POOL, name: 'video', ...changes })[field]).toBe(words);
});
