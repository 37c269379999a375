import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test } from './fixture.ts';
import { Palette, Shortcuts } from './pages/frame.ts';
import { Part } from './pages/part.ts';

const PAGES = [
  ['/', 'Home'],
  ['/outbox', 'Outbox'],
  ['/activity', 'Activity'],
  ['/settings', 'Settings'],
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`pages render, axe-clean, in ${colorScheme}`, async ({ open }) => {
    const seen = await open.another({ colorScheme });
    for (const [path, heading] of PAGES) {
      await seen.go(path, heading);
      await seen.page.waitForFunction(() => document.querySelector('[class*=spinner]') === null);
      expect(await axe(seen.page), `${path} in ${colorScheme}`).toEqual([]);
      expect(await seen.page.title()).toBe(`${heading} · Poolkeeper`);
    }
  });
}

test('the palette opens by key, finds a page by a word of it, and goes there', async ({ open }) => {
  await open.go('/', 'Home');
  const palette = new Palette(open);
  await palette.run('traces');
  await open.heading(/Activity/);
  expect(open.page.url()).toMatch(/#\/activity$/);
  expect(await palette.root.count()).toBe(0);
});

test('the palette is axe-clean, closes on Escape and gives the focus back', async ({ open }) => {
  await open.go('/settings', 'Settings');
  const button = open.button('Go to: command palette');
  await button.focus();
  const palette = new Palette(open);
  await palette.show();
  expect(await axe(open.page)).toEqual([]);
  await palette.press('Escape');
  await palette.root.waitFor({ state: 'hidden' });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('the palette does things: it turns the console dark', async ({ open }) => {
  await open.go('/', 'Home');
  const mode = () => open.page.evaluate(() => document.documentElement.dataset['mode']);
  const palette = new Palette(open);
  await palette.run('dark');
  await expect.poll(mode).toBe('dark');
  await open.page.reload();
  await expect.poll(mode).toBe('dark');
  await palette.run('appearance light');
  await expect.poll(mode).toBe('light');
});

test('the palette finds a pool by its name and opens it', async ({ open }) => {
  await open.go('/', 'Home');
  const palette = new Palette(open);
  await palette.show();
  await palette.search('streaming-platform');
  await palette.option(/us-east-1_Streaming/).waitFor();
  await palette.press('Enter');
  await open.heading('streaming-platform');
});

test('? lists the shortcuts, and the keys lead to pages', async ({ open }) => {
  await open.go('/', 'Home');
  const shortcuts = new Shortcuts(open);
  await shortcuts.show();
  expect(await shortcuts.root.innerText()).toContain('Command palette'.toLowerCase());
  await shortcuts.press('Escape');
  await shortcuts.root.waitFor({ state: 'hidden' });
  await open.press('g', 'o');
  await open.heading(/Outbox/);
});

test('a letter typed into a field is no shortcut', async ({ open }) => {
  await open.go('/outbox', 'Outbox');
  await open.combobox('Filter outbox').pressSequentially('go a?');
  expect(open.page.url()).toMatch(/#\/outbox$/);
  expect(await new Shortcuts(open).root.count()).toBe(0);
});

test('an address that leads nowhere says so and offers the way home', async ({ open }) => {
  await open.go('/no/such/page', 'Page not found');
  await open.link('Go to the home page').click();
  await open.heading('Home');
});

test('the help panel opens on the page and is axe-clean', async ({ open }) => {
  await open.go('/settings', 'Settings');
  await open.button('Info about Workspace clock').click();
  await open.page.getByRole('heading', { level: 2, name: 'Workspace clock' }).waitFor();
  expect(await axe(open.page)).toEqual([]);
});

test('an outcome is shown until another page is opened, which begins at its top', async ({ own }) => {
  await own.page.clock.install();
  await own.go('/user-pools', 'User pools');
  await own.page.evaluate(() => window.scrollTo(0, 200));
  await own.link('Settings').click();
  await own.heading('Settings');
  expect(await own.page.evaluate(() => window.scrollY)).toBe(0);
  await own.field('Region').fill('eu-west-1');
  await own.button('Save changes').click();
  const outcome = own.text('The workspace settings are saved.');
  await outcome.waitFor();
  await own.page.clock.fastForward(1100);
  await own.link('Outbox').click();
  await outcome.waitFor({ state: 'detached' });
});

test('a fault gives code, message and reason, and leads to its trace', async ({ open }) => {
  await open.go('/user-pools/us-east-1_Nowhere1/overview');
  const alert = new Part(
    open.page,
    open.page.getByRole('group').filter({ hasText: 'ResourceNotFoundException' }).first(),
  );
  await alert.says('User pool us-east-1_Nowhere1 does not exist.');
  expect(await axe(open.page)).toEqual([]);
  await alert.link('Show the trace of this call').click();
  await open.region('DescribeUserPool').root.waitFor();
  expect(open.page.url()).toContain('#/activity/');
});

test('reduced motion is respected', async ({ open }) => {
  const still = await open.another({ reducedMotion: 'reduce' });
  await still.go('/', 'Home');
  expect(await still.page.evaluate(() => document.body.classList.contains('awsui-motion-disabled'))).toBe(true);
});

test('without a session the console says what to open', async ({ open }) => {
  // The browser logs that the engine refuses.
  open.expectTroubles();
  await open.page.goto(`${open.endpoint}/`);
  await open.heading('Open the address that the terminal printed');
  expect(await axe(open.page)).toEqual([]);
});

test('when the engine is gone the top bar says so', async ({ own }) => {
  await own.go('/', 'Home');
  own.expectTroubles();
  await own.started.server.stop();
  await own.button('Engine not reached').waitFor();
});
