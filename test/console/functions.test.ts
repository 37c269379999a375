import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test } from './fixture.ts';
import { freshFunction, freshPool } from './fresh.ts';
import { FunctionPage } from './pages/functions.ts';
import { PoolPage } from './pages/user-pools.ts';

const SAYS_WHO = `export const handler = async (event) => {
  console.log(event.triggerSource, event.userName);
  return event;
};`;

test('an ARN that nothing is bound to is bound to code', async ({ open }) => {
  const { name, arn } = await freshFunction(open);
  await freshPool(open, { LambdaConfig: { PreSignUp: arn } });
  await open.go('/functions');
  await open.says(`Nothing is bound to ${name}`);
  // Other tests leave functions to be bound, too.
  await open
    .link('Bind it')
    .and(open.page.locator(`[href$="${name}"]`))
    .click();
  await open.heading('Bind function');
  expect(await open.field('ARN').inputValue()).toBe(arn);
  await open.field('Code of the function').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await open.button('Bind function').click();
  await open.heading(name);
  const { function: bound } = await open.outside('poolkeeper', 'GetFunction', { Arn: arn });
  expect(bound.binding).toMatchObject({ kind: 'code', language: 'javascript' });
});

test('a test run shows console output and answer, of code that is not saved too', async ({ open }) => {
  const { name, arn } = await freshFunction(open, { kind: 'code', language: 'javascript', code: SAYS_WHO });
  await freshPool(open, { LambdaConfig: { PreSignUp: arn } });
  const page = new FunctionPage(open);
  await page.visit(name);
  const result = await page.runTest();
  await result.says('The user pool would accept the answer.');
  expect(await result.region('Console output').root.innerText()).toContain('PreSignUp_SignUp viewer');
  expect(await axe(open.page)).toEqual([]);
  await page.write('export const handler = async () => { throw new RangeError("No") }');
  await page.runTest();
  await result.root.getByText('RangeError', { exact: true }).waitFor();
  await page.button('Undo changes').click();
});

test('a pool’s triggers are changed safely', async ({ open }) => {
  const before = await freshFunction(open, { kind: 'code', language: 'javascript', code: SAYS_WHO });
  const welcome = await freshFunction(open, { kind: 'file', path: '/functions/welcome.ts' });
  const pool = await freshPool(open, {
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
    LambdaConfig: { PreSignUp: before.arn },
  });
  const page = new PoolPage(open, pool);
  await page.visit('triggers');
  await page.link(before.name).waitFor();
  await page.button('Edit lambda triggers').click();
  await page.combobox('PostConfirmation').fill(welcome.arn);
  await page.press('Escape');
  expect(await axe(open.page)).toEqual([]);
  await (await page.review()).button('Apply changes').click();
  await page.says(`Lambda triggers of ${pool.name} was updated.`);
  const { UserPool } = await open.outside('cognito-idp', 'DescribeUserPool', { UserPoolId: pool.id });
  expect(UserPool?.LambdaConfig).toEqual({ PreSignUp: before.arn, PostConfirmation: welcome.arn });
  expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(12);
});

test('a function that is deleted takes what is typed with it, and waits to be bound again', async ({ open }) => {
  const { name, arn } = await freshFunction(open, { kind: 'file', path: '/functions/welcome.ts' });
  await freshPool(open, { LambdaConfig: { PostConfirmation: arn } });
  const page = new FunctionPage(open);
  await page.visit(name);
  await page.field('Description').fill('never saved');
  await page.button('Delete').click();
  await page.dialog(`Delete function ${name}`).confirm('delete', 'Delete');
  await page.says(`Nothing is bound to ${name}`);
});
