// @vitest-environment jsdom
import { mount, type Mounted } from './mount.tsx';
import { screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { call } from '../../../renderer/client/client.ts';
import { CreateWizard } from '../../../renderer/parts/create-wizard.tsx';

let mounted: Mounted;
afterEach(() => mounted.stop());

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const HELP = { title: 'IAM users', text: ['Who administers.'] };

function Wizard() {
  const [name, setName] = useState('');
  return (
    <CreateWizard
      kind="iam-user"
      crumbs={[{ text: 'IAM users', href: '/iam/users' }]}
      help={HELP}
      dirty={name !== ''}
      steps={[
        {
          title: 'Name',
          problem: name === '' ? 'Type a name.' : undefined,
          content: () => (
            <input aria-label="User name" value={name} onChange={(event) => setName(event.target.value)} />
          ),
        },
        {
          title: 'Kind',
          invalid: name === 'root',
          content: ({ tried }) => <p>{tried ? 'Not the root.' : 'Any kind.'}</p>,
        },
        { title: 'Review', content: ({ goTo }) => <button onClick={() => goTo(0)}>Change {name}</button> },
      ]}
      submit={async () => {
        await call('iam', 'CreateUser', { UserName: name });
        return `/iam/users/${name}`;
      }}
      wayOut={({ code }) => <p>Way out of {code}</p>}
    />
  );
}

test('a step with a problem is not left forwards, and says why once it was tried', async () => {
  mounted = await mount(<Wizard />);
  expect(screen.queryByText('Type a name.')).toBeNull();
  await mounted.user.click(button('Next'));
  await screen.findByText('Type a name.');
  await mounted.user.type(screen.getByRole('textbox', { name: 'User name' }), 'root');
  expect(mounted.unsaved()).toEqual(['IAM user']);
  await mounted.user.click(button('Next'));
  await screen.findByText('Any kind.');
  await mounted.user.click(button('Next'));
  await screen.findByText('Not the root.');
  await mounted.user.click(button('Previous'));
  await screen.findByRole('textbox', { name: 'User name' });
});

test('the last step sends; a refusal stands there with the way out, and what was made opens', async () => {
  mounted = await mount(<Wizard />, { before: (engine) => engine.call('iam', 'CreateUser', { UserName: 'anna' }) });
  await mounted.user.type(screen.getByRole('textbox', { name: 'User name' }), 'anna');
  await mounted.user.click(button('Next'));
  await mounted.user.click(button('Next'));
  await mounted.user.click(button('Create IAM user'));
  await screen.findByText('EntityAlreadyExists');
  screen.getByText('Way out of EntityAlreadyExists');
  expect(mounted.path()).toBe('/here');
  await mounted.user.click(button('Change anna'));
  await mounted.user.type(await screen.findByRole('textbox', { name: 'User name' }), 'b');
  await mounted.user.click(button('Next'));
  await mounted.user.click(button('Next'));
  await mounted.user.click(button('Create IAM user'));
  await screen.findByText('Another page');
  expect(mounted.path()).toBe('/iam/users/annab');
  expect(mounted.unsaved()).toEqual([]);
});

test('giving up leads to the list', async () => {
  mounted = await mount(<Wizard />);
  await mounted.user.click(button('Cancel'));
  expect(mounted.path()).toBe('/iam/users');
});
