import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
let poolId: string;
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:pre-sign-up';

beforeAll(async () => {
  open = await openConsole();
  const { UserPool } = await open.outside('cognito-idp', 'CreateUserPool', {
    PoolName: 'with functions',
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
    LambdaConfig: { PreSignUp: ARN },
  });
  poolId = UserPool?.Id ?? '';
});
afterAll(() => open.stop());

test('an ARN that nothing is bound to is bound to code', async () => {
  await open.go('/functions');
  await open.page.getByText('Nothing is bound to pre-sign-up').waitFor();
  await open.page.getByRole('link', { name: 'Bind it' }).click();
  await open.page.getByRole('heading', { level: 1, name: 'Bind function' }).waitFor();
  expect(await open.page.getByRole('textbox', { name: 'ARN' }).inputValue()).toBe(ARN);
  await open.page.getByRole('textbox', { name: 'Code of the function' }).waitFor();
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('button', { name: 'Bind function' }).click();
  await open.page.getByRole('heading', { level: 1, name: 'pre-sign-up' }).waitFor();
  const { function: bound } = await open.outside('poolkeeper', 'GetFunction', { Arn: ARN });
  expect(bound.binding).toMatchObject({ kind: 'code', language: 'javascript' });
});

test('a test run shows console output and answer, of code that is not saved too', async () => {
  await open.page.getByRole('button', { name: 'Run test' }).click();
  const result = open.page.getByRole('region', { name: 'Result of the test run' });
  await result.getByText('The user pool would accept the answer.').waitFor();
  expect(await result.getByRole('region', { name: 'Console output' }).innerText()).toContain('PreSignUp_SignUp viewer');
  expect(await axe(open.page)).toEqual([]);
  const editor = open.page.getByRole('textbox', { name: 'Code of the function' });
  await editor.click();
  await open.page.keyboard.press('ControlOrMeta+a');
  await open.page.keyboard.press('Delete');
  await open.page.keyboard.insertText('export const handler = async () => { throw new RangeError("No") }');
  await open.page.getByRole('button', { name: 'Run test' }).click();
  await result.getByText('RangeError', { exact: true }).waitFor();
  await open.page.getByRole('button', { name: 'Undo changes' }).click();
});

test('a pool’s triggers are changed safely', async () => {
  await open.outside('poolkeeper', 'PutFunction', {
    Arn: ARN.replace('pre-sign-up', 'welcome'),
    Binding: { kind: 'file', path: '/functions/welcome.ts' },
  });
  await open.go(`/user-pools/${poolId}/triggers`, 'with functions');
  await open.page.getByRole('link', { name: 'pre-sign-up' }).waitFor();
  await open.page.getByRole('button', { name: 'Edit lambda triggers' }).click();
  await open.page.getByRole('combobox', { name: 'PostConfirmation' }).fill(ARN.replace('pre-sign-up', 'welcome'));
  await open.page.keyboard.press('Escape');
  expect(await axe(open.page)).toEqual([]);
  await open.page.getByRole('button', { name: 'Review changes' }).click();
  await open.page.getByRole('dialog').getByRole('button', { name: 'Apply changes' }).click();
  await open.page.getByText('Lambda triggers of with functions was updated.').waitFor();
  const { UserPool } = await open.outside('cognito-idp', 'DescribeUserPool', { UserPoolId: poolId });
  expect(UserPool?.LambdaConfig).toEqual({ PreSignUp: ARN, PostConfirmation: ARN.replace('pre-sign-up', 'welcome') });
  expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(12);
});

test('a function that is deleted waits to be bound again', async () => {
  await open.go('/functions');
  await open.page.getByRole('link', { name: 'welcome', exact: true }).click();
  await open.page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = open.page.getByRole('dialog', { name: 'Delete function welcome' });
  await dialog.getByRole('textbox').fill('delete');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await open.page.getByText('Nothing is bound to welcome').waitFor();
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
