// @vitest-environment jsdom
import { mount, type Mounted } from './mount.tsx';
import { screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { nextPage, useList } from '../../../renderer/client/lists.ts';
import { cli } from '../../../renderer/parts/copy-as-cli.tsx';
import { DeleteDialog } from '../../../renderer/parts/confirm-delete.tsx';
import { ResourceList } from '../../../renderer/parts/resource-list.tsx';
import type { TestEngine } from '../../support/harness.ts';

let mounted: Mounted;
afterEach(() => mounted.stop());

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const users = (count: number) => async (engine: TestEngine) => {
  for (let index = 1; index <= count; index++)
    await engine.call('iam', 'CreateUser', { UserName: `user-${String(index).padStart(2, '0')}` });
};

function Users({ MaxItems = 200, selection = 'single' }: { MaxItems?: number; selection?: 'single' | 'multi' }) {
  return (
    <ResourceList
      id={`users-${MaxItems}`}
      title="IAM users"
      page={{}}
      list={useList('iam', 'ListUsers', { MaxItems }, 'Users')}
      keyOf={({ UserName }) => UserName}
      link={({ UserName }) => `/iam/users/${UserName}`}
      columns={[{ id: 'name', header: 'User name', value: ({ UserName }) => UserName, isRowHeader: true }]}
      selection={selection}
      create={{ text: 'Create IAM user', to: '/iam/users/create' }}
      acts={[
        { text: 'Rename', when: (chosen) => chosen.length === 1, dialog: ([one]) => <p>Rename {one?.UserName}</p> },
      ]}
      remove={(chosen, close) => (
        <DeleteDialog
          title={`Delete ${chosen.length}`}
          consequences="Gone for good."
          calls={chosen.map(({ UserName }) => cli('iam', 'DeleteUser', { UserName }))}
          done="Deleted."
          onClose={close}
        />
      )}
      empty={{ title: 'No IAM users', text: 'A user stands for a developer.' }}
    >
      {(chosen) => <p>Chosen: {chosen.map(({ UserName }) => UserName).join() || 'none'}</p>}
    </ResourceList>
  );
}

test('an empty list says what it is for and offers the first step; nothing can be done to rows', async () => {
  mounted = await mount(<Users />);
  await screen.findByText('No IAM users');
  expect(screen.getAllByRole('link', { name: 'Create IAM user' })).toHaveLength(2);
  expect(button('Delete')).toHaveProperty('disabled', true);
  expect(document.title).toBe('IAM users · Poolkeeper');
});

test('rows lead to their pages; what is chosen can be acted on, and is dropped when it goes', async () => {
  mounted = await mount(<Users />, { before: users(2) });
  expect((await screen.findByRole('link', { name: 'user-01' })).getAttribute('href')).toBe('#/iam/users/user-01');
  await mounted.user.click(screen.getByRole('radio', { name: 'Select user-01' }));
  screen.getByText('Chosen: user-01');
  await mounted.test.call('iam', 'DeleteUser', { UserName: 'user-01' });
  await screen.findByText('Chosen: none');
  expect(button('Delete')).toHaveProperty('disabled', true);
});

test('a dialog belongs to the row that it was opened for', async () => {
  mounted = await mount(<Users />, { before: users(2) });
  await mounted.user.click(await screen.findByRole('radio', { name: 'Select user-01' }));
  await mounted.user.click(button('Rename'));
  screen.getByText('Rename user-01');
  await mounted.test.call('iam', 'DeleteUser', { UserName: 'user-01' });
  await vi.waitFor(() => expect(screen.queryByText('Rename user-01')).toBeNull());
  await mounted.user.click(screen.getByRole('radio', { name: 'Select user-02' }));
  expect(screen.queryByText('Rename user-02')).toBeNull();
});

test('deleting asks for the word, runs a call a row, and stops at a refusal', async () => {
  mounted = await mount(<Users selection="multi" />, {
    before: async (engine) => {
      await users(2)(engine);
      await engine.call('iam', 'CreateAccessKey', { UserName: 'user-02' });
    },
  });
  for (const name of ['user-01', 'user-02'])
    await mounted.user.click(await screen.findByRole('checkbox', { name: `Select ${name}` }));
  expect(button('Rename')).toHaveProperty('disabled', true);
  await mounted.user.click(button('Delete'));
  const dialog = await screen.findByRole('dialog', { name: 'Delete 2' });
  const act = within(dialog).getByRole('button', { name: 'Delete' });
  const word = within(dialog).getByRole('textbox');
  await mounted.user.type(word, 'delet{Enter}');
  expect(mounted.made).toEqual([]);
  await mounted.user.type(word, 'e');
  await mounted.user.click(act);
  await within(dialog).findByText('Cannot delete entity, must delete access keys first.');
  expect(mounted.made.map(({ operation }) => operation)).toEqual(['DeleteUser', 'DeleteUser']);
  expect(mounted.flashes()).toEqual([]);
  await screen.findByText('Chosen: user-02');
});

test('a list is read page by page, as far as it is asked for', async () => {
  mounted = await mount(<Users MaxItems={20} />, { before: users(25) });
  await screen.findByText('(20+)');
  await mounted.user.click(button('Next page'));
  await screen.findByText('(25)');
  await screen.findByText('user-25');
});

test('the token that leads on is found in every form that AWS has, and its absence too', () => {
  expect(nextPage({ NextToken: 'a' }, [])).toEqual({ NextToken: 'a' });
  expect(nextPage({ PaginationToken: 'a' }, [])).toEqual({ PaginationToken: 'a' });
  expect(nextPage({ Marker: 'a', IsTruncated: true }, [])).toEqual({ Marker: 'a' });
  expect(nextPage({ NextContinuationToken: 'a' }, [])).toEqual({ ContinuationToken: 'a' });
  expect(nextPage({ more: true }, [{ id: '3' }, { id: '2' }])).toEqual({ Before: '2' });
  expect(nextPage({ more: false }, [{ id: '3' }])).toBeNull();
  expect(nextPage({ next: 'a' }, [])).toEqual({ Marker: 'a' });
  expect(nextPage({ more: true }, [])).toBeNull();
  expect(nextPage({ NextToken: '' }, [{ id: '3' }])).toBeNull();
});
