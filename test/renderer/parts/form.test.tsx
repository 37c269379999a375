// @vitest-environment jsdom
import { mount, type Mounted } from './mount.tsx';
import { screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { cli } from '../../../renderer/parts/copy-as-cli.tsx';
import { CreatePage } from '../../../renderer/parts/create-page.tsx';
import { filled, fitting, jsonText, limited, tags, wholeNumber } from '../../../renderer/parts/draft.ts';
import { ChecksField, SelectField, TagsField, TextField, ToggleField } from '../../../renderer/parts/fields.tsx';
import { FormDialog } from '../../../renderer/parts/form-dialog.tsx';
import { Form, useDraft } from '../../../renderer/parts/form.tsx';
import { newTags } from '../../../renderer/parts/tags-section.tsx';

let mounted: Mounted;
afterEach(() => mounted.stop());

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const field = (name: string | RegExp) => screen.getByRole('textbox', { name });

const SCHEMA = z
  .object({ name: filled('Type a name.'), path: fitting(/^\/.*\/$/, 'Begins and ends with a slash.'), tags: tags() })
  .refine(({ name, path }) => path !== `/${name}/`, { path: ['path'], message: 'Not the name itself.' });

function CreateUser({ policy = '', blocked }: { policy?: string; blocked?: string }) {
  const form = useDraft(SCHEMA, { name: '', path: '', tags: [] });
  return (
    <CreatePage
      kind="iam-user"
      crumbs={[{ text: 'IAM users', href: '/iam/users' }]}
      form={form}
      blocked={blocked}
      service="iam"
      operation="CreateUser"
      input={({ name, path, tags: rows }) => ({
        UserName: name,
        ...(path === '' ? {} : { Path: path }),
        ...newTags(rows),
      })}
      after={({ name }) =>
        policy === '' ? [] : [cli('iam', 'AttachUserPolicy', { UserName: name, PolicyArn: policy })]
      }
      done={(_, { UserName }) => `User ${UserName} created.`}
      to={({ User }) => `/iam/users/${User?.UserName}`}
    >
      <TextField form={form} name="name" label="User name" trim />
      <TextField form={form} name="path" label="Path" />
      <TagsField form={form} name="tags" />
    </CreatePage>
  );
}

test('problems are told once it was tried, follow what is typed, and take the focus', async () => {
  mounted = await mount(<CreateUser />);
  await mounted.user.type(field('Path'), 'x');
  expect(screen.queryByText('Begins and ends with a slash.')).toBeNull();
  await mounted.user.click(button('Create IAM user'));
  await screen.findByText('Type a name.');
  screen.getByText('Begins and ends with a slash.');
  expect(document.activeElement).toBe(field('User name'));
  expect(mounted.made).toEqual([]);
  await mounted.user.type(field('User name'), 'anna');
  await vi.waitFor(() => expect(screen.queryByText('Type a name.')).toBeNull());
  await mounted.user.clear(field('Path'));
  await mounted.user.type(field('Path'), '/anna/');
  await screen.findByText('Not the name itself.');
  // What one field says settles another.
  await mounted.user.type(field('User name'), 'b');
  await vi.waitFor(() => expect(screen.queryByText('Not the name itself.')).toBeNull());
});

test('what is typed is guarded until it is made; then the page of what was made opens', async () => {
  mounted = await mount(<CreateUser policy="arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" />);
  expect(mounted.unsaved()).toEqual([]);
  await mounted.user.type(field('User name'), ' anna ');
  expect(mounted.unsaved()).toEqual(['IAM user']);
  await mounted.user.click(button('Add tag'));
  await mounted.user.type(field('Key'), 'team');
  await mounted.user.type(field('Value'), 'film{Enter}');
  await screen.findByText('Another page');
  expect(mounted.path()).toBe('/iam/users/anna');
  expect(mounted.unsaved()).toEqual([]);
  expect(mounted.flashes()).toContain('User anna created.');
  expect(mounted.made).toEqual([
    { service: 'iam', operation: 'CreateUser', input: { UserName: 'anna', Tags: [{ Key: 'team', Value: 'film' }] } },
    {
      service: 'iam',
      operation: 'AttachUserPolicy',
      input: { UserName: 'anna', PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' },
    },
  ]);
});

test('a refusal stands in the form, and what was typed stays', async () => {
  mounted = await mount(<CreateUser />, { before: (engine) => engine.call('iam', 'CreateUser', { UserName: 'anna' }) });
  await mounted.user.type(field('User name'), 'anna{Enter}');
  await screen.findByText('EntityAlreadyExists');
  expect(mounted.path()).toBe('/here');
  expect(field('User name')).toHaveProperty('value', 'anna');
  expect(mounted.unsaved()).toEqual(['IAM user']);
  expect(mounted.flashes()).toEqual([]);
});

test('a refusal of what comes after is flashed: what was made stays', async () => {
  mounted = await mount(<CreateUser policy="arn:aws:iam::aws:policy/NoSuchPolicy" />);
  await mounted.user.type(field('User name'), 'anna{Enter}');
  await screen.findByText('Another page');
  expect(mounted.flashes()).toEqual(['AttachUserPolicy: NoSuchEntity', 'User anna created.']);
});

test('tags with a problem keep it from being sent', async () => {
  mounted = await mount(<CreateUser />);
  await mounted.user.type(field('User name'), 'anna');
  await mounted.user.click(button('Add tag'));
  await mounted.user.type(field('Key'), 'aws:team');
  await mounted.user.click(button('Create IAM user'));
  await screen.findByText('Keys that begin with aws: are reserved.');
  expect(mounted.made).toEqual([]);
});

test('what the schema does not know can keep it from being sent', async () => {
  mounted = await mount(<CreateUser blocked="The document is being read." />);
  await mounted.user.type(field('User name'), 'anna{Enter}');
  expect(button('Create IAM user').getAttribute('aria-disabled')).toBe('true');
  expect(mounted.made).toEqual([]);
});

test('the command line is what would be sent', async () => {
  mounted = await mount(<CreateUser />);
  await mounted.user.type(field('User name'), 'anna');
  await mounted.user.click(button('Copy as CLI'));
  await screen.findByText(/aws iam create-user .*--user-name anna/);
});

const KEY = z.object({
  kind: z.string(),
  strict: z.boolean(),
  days: z.custom<readonly string[]>(),
  name: filled('Type a name.'),
});

function Dialog({ close }: { close: () => void }) {
  const form = useDraft(KEY, { kind: '', strict: false, days: [], name: '' });
  const draft = form.watch();
  return (
    <FormDialog
      title="Create IAM user"
      action="Create"
      form={form}
      service="iam"
      operation="CreateUser"
      input={({ name }) => ({ UserName: name })}
      onClose={close}
    >
      <TextField form={form} name="name" label="User name" />
      <SelectField form={form} name="kind" label="Kind" options={[{ value: 'ci', label: 'CI job' }]} />
      <ToggleField form={form} name="strict" text="Strict" />
      <ChecksField
        form={form}
        name="days"
        label="Days"
        options={[
          { value: 'mon', label: 'Monday' },
          { value: 'tue', label: 'Tuesday' },
        ]}
      />
      <output>{JSON.stringify(draft)}</output>
    </FormDialog>
  );
}

test('a dialog sends its draft and closes, and stays open when it is refused', async () => {
  const close = vi.fn();
  mounted = await mount(<Dialog close={close} />, {
    before: (engine) => engine.call('iam', 'CreateUser', { UserName: 'anna' }),
  });
  const dialog = within(screen.getByRole('dialog', { name: 'Create IAM user' }));
  await mounted.user.click(dialog.getByRole('button', { name: 'Create' }));
  await dialog.findByText('Type a name.');
  await mounted.user.type(dialog.getByRole('textbox', { name: 'User name' }), 'anna{Enter}');
  await dialog.findByText('EntityAlreadyExists');
  expect(close).not.toHaveBeenCalled();
  await mounted.user.type(dialog.getByRole('textbox', { name: 'User name' }), 'b{Enter}');
  await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
});

test('controls write into the draft', async () => {
  mounted = await mount(<Dialog close={() => undefined} />);
  await mounted.user.click(button(/^Kind/));
  await mounted.user.click(await screen.findByRole('option', { name: 'CI job' }));
  await mounted.user.click(screen.getByRole('checkbox', { name: 'Strict' }));
  await mounted.user.click(screen.getByRole('checkbox', { name: /Tuesday/ }));
  await mounted.user.click(screen.getByRole('checkbox', { name: /Monday/ }));
  screen.getByText(JSON.stringify({ kind: 'ci', strict: true, days: ['mon', 'tue'], name: '' }));
  await mounted.user.click(screen.getByRole('checkbox', { name: /Monday/ }));
  screen.getByText(JSON.stringify({ kind: 'ci', strict: true, days: ['tue'], name: '' }));
});

function Stored({ send }: { send: (draft: { path: string }) => void }) {
  const form = useDraft(z.object({ path: z.string() }), { path: '/a/' });
  return (
    <Form
      form={form}
      label="User"
      action="Save"
      running={false}
      fault={undefined}
      undo
      onSubmit={(draft) => send(draft)}
    >
      <TextField form={form} name="path" label="Path" />
    </Form>
  );
}

test('what is stored is sent once something differs, and can be put back before', async () => {
  const send = vi.fn();
  mounted = await mount(<Stored send={send} />);
  expect(button('Undo changes')).toHaveProperty('disabled', true);
  await mounted.user.type(field('Path'), '{Enter}');
  expect(send).not.toHaveBeenCalled();
  await mounted.user.type(field('Path'), 'b/');
  await mounted.user.click(button('Undo changes'));
  expect(field('Path')).toHaveProperty('value', '/a/');
  await mounted.user.type(field('Path'), 'b/{Enter}');
  await vi.waitFor(() => expect(send).toHaveBeenCalledExactlyOnceWith({ path: '/a/b/' }));
});

test('checks say yes and no', () => {
  const problem = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message;
  expect(problem(wholeNumber({ min: 1, max: 12 }), '12')).toBeUndefined();
  for (const wrong of ['', '0', '13', '1.5', 'x', '-1'])
    expect(problem(wholeNumber({ min: 1, max: 12 }), wrong)).toMatch(/1 to 12/);
  expect(problem(wholeNumber({ min: 1, max: 12 }, true), '')).toBeUndefined();
  expect(problem(wholeNumber({ min: 1, max: 12 }, true), '13')).toBe('A whole number from 1 to 12, or empty.');
  expect(problem(limited({ min: 1, max: 3 }, 'Type a name.'), 'abc')).toBeUndefined();
  expect(problem(limited({ min: 1, max: 3 }, 'Type a name.'), '')).toBe('Type a name.');
  expect(problem(limited({ min: 1, max: 3 }, 'Type a name.'), 'abcd')).toBe('1 to 3 characters.');
  expect(problem(limited({ max: 3 }), '')).toBeUndefined();
  expect(problem(jsonText(), '{"a":1}')).toBeUndefined();
  expect(problem(jsonText(), '{a}')).toMatch(/JSON/);
  expect(problem(tags(), [{ key: 'a', value: '' }])).toBeUndefined();
  expect(
    problem(tags(), [
      { key: 'a', value: '' },
      { key: 'a', value: 'b' },
    ]),
  ).toMatch(/above already/);
});
