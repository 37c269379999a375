import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test, type OpenConsole } from './fixture.ts';
import { freshClient, freshPool } from './fresh.ts';
import { OutboxPage } from './pages/outbox.ts';

/** A pool whose new users are sent a code, with the client by which they sign up. */
async function poolWithClient(open: OpenConsole): Promise<{ poolId: string; clientId: string }> {
  const pool = await freshPool(open, { AutoVerifiedAttributes: ['email'] });
  return { poolId: pool.id, clientId: (await freshClient(open, pool)).id };
}

/** Signs a user up, and gives the message that was sent. */
async function signUp(
  open: OpenConsole,
  { poolId, clientId }: { poolId: string; clientId: string },
  username: string,
): Promise<{ code?: string; subject?: string; body: string }> {
  await open.outside('cognito-idp', 'SignUp', {
    ClientId: clientId,
    Username: username,
    Password: 'Streaming-2026',
    UserAttributes: [{ Name: 'email', Value: `${username}@streaming.example` }],
  });
  const { messages } = await open.outside('poolkeeper', 'ListMessages', { PoolId: poolId, Username: username });
  return messages[0] ?? expect.fail('no message');
}

test('a message from outside arrives in the open outbox with its code', async ({ open }) => {
  const pool = await poolWithClient(open);
  const outbox = new OutboxPage(open);
  await outbox.visit();
  const message = await signUp(open, pool, 'late-viewer');
  const row = outbox.row('late-viewer@streaming.example');
  await row.waitFor();
  expect(await row.innerText()).toContain(message.code ?? expect.fail('no code'));
  await outbox.openTo('late-viewer@streaming.example');
  await outbox
    .region(message.subject ?? '')
    .root.getByText(message.body)
    .waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test("deleting one user's messages leaves the others", async ({ open }) => {
  const pool = await poolWithClient(open);
  await signUp(open, pool, 'leaving');
  await signUp(open, pool, 'staying');
  const outbox = new OutboxPage(open);
  await outbox.visit();
  await outbox.openTo('leaving@streaming.example');
  await outbox.button('Delete messages to this user').click();
  await outbox.dialog('Delete messages').confirm('delete', 'Delete');
  await outbox.says('1 message was deleted.');
  await outbox.row('staying@streaming.example').waitFor();
  expect(await outbox.row('leaving').count()).toBe(0);
});
