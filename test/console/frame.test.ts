import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, goTo, openConsole, type OpenConsole } from './open.ts';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
});
afterAll(() => open.stop());

const PAGES = [
  ['/', 'Home'],
  ['/outbox', 'Outbox'],
  ['/activity', 'Activity'],
  ['/settings', 'Settings'],
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`pages render, axe-clean, in ${colorScheme}`, async () => {
    const page = await open.another({ colorScheme });
    for (const [path, heading] of PAGES) {
      await goTo(page, open.started.server.endpoint, path, heading);
      await page.waitForFunction(() => document.querySelector('[class*=spinner]') === null);
      expect(await axe(page), `${path} in ${colorScheme}`).toEqual([]);
      expect(await page.title()).toBe(`${heading} · Poolkeeper`);
    }
    await page.context().close();
  });
}

test('the palette opens by key, finds a page by a word of it, and goes there', async () => {
  await open.go('/', 'Home');
  await open.page.keyboard.press('ControlOrMeta+k');
  const field = open.page.getByRole('combobox');
  await field.fill('traces');
  await open.page.keyboard.press('Enter');
  await open.page.getByRole('heading', { level: 1, name: /Activity/ }).waitFor();
  expect(open.page.url()).toMatch(/#\/activity$/);
  expect(await open.page.getByRole('dialog', { name: 'Command palette' }).count()).toBe(0);
});

test('the palette is axe-clean, closes on Escape and gives the focus back', async () => {
  await open.go('/settings', 'Settings');
  const button = open.page.getByRole('button', { name: 'Go to: command palette' });
  await button.focus();
  await open.page.keyboard.press('ControlOrMeta+k');
  await open.page.getByRole('combobox').waitFor();
  expect(await axe(open.page)).toEqual([]);
  await open.page.keyboard.press('Escape');
  await open.page.getByRole('dialog', { name: 'Command palette' }).waitFor({ state: 'hidden' });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('the palette does things: it turns the console dark', async () => {
  await open.go('/', 'Home');
  await open.page.keyboard.press('ControlOrMeta+k');
  await open.page.getByRole('combobox').fill('dark');
  await open.page.keyboard.press('Enter');
  await expect.poll(() => open.page.evaluate(() => document.documentElement.dataset['mode'])).toBe('dark');
  await open.page.reload();
  await expect.poll(() => open.page.evaluate(() => document.documentElement.dataset['mode'])).toBe('dark');
  await open.page.keyboard.press('ControlOrMeta+k');
  await open.page.getByRole('combobox').fill('appearance light');
  await open.page.keyboard.press('Enter');
  await expect.poll(() => open.page.evaluate(() => document.documentElement.dataset['mode'])).toBe('light');
});

test('? lists the shortcuts, and the keys lead to pages', async () => {
  await open.go('/', 'Home');
  await open.page.keyboard.press('?');
  const dialog = open.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('Command palette'.toLowerCase());
  await open.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await open.page.keyboard.press('g');
  await open.page.keyboard.press('o');
  await open.page.getByRole('heading', { level: 1, name: /Outbox/ }).waitFor();
});

test('a letter typed into a field is no shortcut', async () => {
  await open.go('/outbox', 'Outbox');
  await open.page.getByRole('combobox', { name: 'Filter outbox' }).pressSequentially('go a?');
  expect(open.page.url()).toMatch(/#\/outbox$/);
  expect(await open.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count()).toBe(0);
});

test('an address that leads nowhere says so and offers the way home', async () => {
  await open.go('/no/such/page', 'Page not found');
  await open.page.getByRole('link', { name: 'Go to the home page' }).click();
  await open.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
});

test('the help panel opens on the page and is axe-clean', async () => {
  await open.go('/settings', 'Settings');
  await open.page.getByRole('button', { name: 'Info about Workspace clock' }).click();
  await open.page.getByRole('heading', { level: 2, name: 'Workspace clock' }).waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('reduced motion is respected', async () => {
  const page = await open.another({ reducedMotion: 'reduce' });
  expect(await page.evaluate(() => document.body.classList.contains('awsui-motion-disabled'))).toBe(true);
  await page.context().close();
});

test('without a session the console says what to open', async () => {
  const context = await open.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${open.started.server.endpoint}/`);
  await page.getByRole('heading', { level: 1, name: 'Open the address that the terminal printed' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await context.close();
});

test('nothing was refused by the content policy, nothing failed unseen', () => {
  expect(open.troubles).toEqual([]);
});
