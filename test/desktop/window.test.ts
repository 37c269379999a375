/**
 * The shell from outside: its window, its relay and what it refuses, as shipped bundles in a running application.
 *
 * The page is a small one of the test's own: what the shell does must not depend on the console.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reply } from '../../shared/contract.ts';
import { launchDesktop, runtime, type Desktop } from './driver.ts';

const PAGE = {
  'index.html': `<!doctype html><html lang="en"><head><title>Shell test</title><link rel="stylesheet" href="./page.css" />
<script type="module" src="./page.js"></script></head>
<body><h1>Shell</h1><a id="outside" href="https://docs.aws.amazon.com/cognito/" target="_blank">Guide</a>
<a id="plain" href="http://example.com/" target="_blank">Plain</a></body></html>`,
  'page.css': 'h1 { color: rgb(1, 2, 3); }',
  'page.js': `globalThis.heard = []; window.poolkeeper.subscribe((event) => globalThis.heard.push(event));
document.body.dataset.ready = 'yes';`,
};

type Bridge = {
  poolkeeper: { invoke(service: string, operation: string, input: unknown): Promise<Reply<Record<string, unknown>>> };
};

let desktop: Desktop;

/** Calls an operation from the window's page. */
const invoke = (service: string, operation: string, input: unknown = {}): Promise<Reply<Record<string, unknown>>> =>
  desktop.page.evaluate(
    ([one, two, three]) => (globalThis as unknown as Bridge).poolkeeper.invoke(one as string, two as string, three),
    [service, operation, input] as const,
  );

const faultOf = (reply: Reply<unknown>): string => (reply.ok ? 'no fault' : reply.fault.code);

beforeAll(async () => {
  console.log(`The shell is tested in ${runtime}.`);
  desktop = await launchDesktop({ pageFiles: PAGE });
});

afterAll(async () => {
  await desktop.quit();
});

test('the window opens on app://console and shows its page, styled and scripted', async () => {
  const addresses = await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
  );
  expect(addresses).toEqual(['app://console/index.html']);
  await desktop.page.locator('body[data-ready=yes]').waitFor();
  expect(await desktop.page.locator('h1').evaluate((heading) => getComputedStyle(heading).color)).toBe('rgb(1, 2, 3)');
});

test('the page has the bridge and nothing of Node or Electron', async () => {
  const globals = await desktop.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in globalThis),
  );
  expect(globals).toEqual([]);
  expect(
    await desktop.page.evaluate(() => Object.keys((globalThis as unknown as Bridge).poolkeeper).toSorted()),
  ).toEqual(['invoke', 'subscribe']);
});

test('a call reaches the engine and its reply comes back', async () => {
  const made = await invoke('cognito-idp', 'CreateUserPool', { PoolName: 'from the window' });
  if (!made.ok) throw new Error(made.fault.message);
  const { Id } = made.output['UserPool'] as { Id: string };
  const listed = await invoke('cognito-idp', 'ListUserPools', { MaxResults: 10 });
  expect(listed.ok && listed.output['UserPools']).toMatchObject([{ Id, Name: 'from the window' }]);
});

test("a refusal of the engine comes back as AWS's fault, not as an exception", async () => {
  const reply = await invoke('cognito-idp', 'DescribeUserPool', { UserPoolId: 'us-east-1_absent000' });
  expect(reply).toMatchObject({
    ok: false,
    fault: { code: 'ResourceNotFoundException', message: 'User pool us-east-1_absent000 does not exist.' },
  });
});

test('what happens in the engine is reported to the page', async () => {
  await invoke('cognito-idp', 'CreateUserPool', { PoolName: 'told' });
  await desktop.page.waitForFunction(() => {
    const { heard } = globalThis as unknown as { heard: { type: string; trace?: { operation: string } }[] };
    return (
      heard.some(({ type, trace }) => type === 'trace' && trace?.operation === 'CreateUserPool') &&
      heard.some(({ type }) => type === 'changed')
    );
  });
});

test('the same engine answers outside clients at the printed address', async () => {
  const [, address] = /poolkeeper ready (http:\/\/localhost:\d+)/.exec(desktop.output()) ?? [];
  const answer = await fetch(`${address}/_poolkeeper/health`);
  expect(answer.status).toBe(200);
});

test.each([
  ['an operation that no contract knows', 'cognito-idp', 'DropEverything'],
  ['a service that no contract knows', 'dynamodb', 'ListTables'],
  ["a member of every object that is no operation's name", 'cognito-idp', 'constructor'],
  ['a name of our own that is none', 'poolkeeper', 'toString'],
  ['a service that is a member of every object', '__proto__', 'x'],
])('the relay refuses %s', async (_what, service, operation) => {
  expect(faultOf(await invoke(service, operation))).toBe('UnknownOperationException');
});

test('the relay refuses an input that is too large, too deep, or no plain data', async () => {
  const tooLarge = await desktop.page.evaluate(() =>
    (globalThis as unknown as Bridge).poolkeeper.invoke('s3', 'PutObject', { Body: 'x'.repeat(17 * 1024 * 1024) }),
  );
  expect(faultOf(tooLarge)).toBe('RequestEntityTooLargeException');
  let deep: unknown = 1;
  for (let level = 0; level < 80; level += 1) deep = [deep];
  expect(faultOf(await invoke('cognito-idp', 'ListUserPools', { deep }))).toBe('RequestEntityTooLargeException');
  const dated = await desktop.page.evaluate(() =>
    (globalThis as unknown as Bridge).poolkeeper.invoke('cognito-idp', 'ListUserPools', { at: new Date() }),
  );
  expect(faultOf(dated)).toBe('RequestEntityTooLargeException');
});

test('the relay refuses a window that is not the console, although it has the same preload', async () => {
  const answer = await desktop.evaluate(
    async ({ BrowserWindow, app }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      const code = "window.poolkeeper.invoke('cognito-idp', 'ListUserPools', { MaxResults: 1 }).then(JSON.stringify)";
      // The console's own address in a window that is not the console's: the sender decides, not what it shows.
      await stranger.loadURL('app://console/index.html');
      const contents = stranger.webContents as unknown as {
        executeJavaScript?: (code: string) => Promise<string>;
        page?: { evaluate(code: string): Promise<string> };
      };
      const reply = await (contents.executeJavaScript?.(code) ?? contents.page?.evaluate(code));
      stranger.destroy();
      return { reply, name: app.getName() };
    },
    await preloadPath(),
  );
  expect(JSON.parse(answer.reply ?? '')).toMatchObject({ ok: false, fault: { code: 'AccessDeniedException' } });
  expect(answer.name).toBe('Poolkeeper');
});

/** The preload's path, as the application's folder has it. */
async function preloadPath(): Promise<string> {
  const [main] = await desktop.evaluate(() => process.argv.filter((argument) => argument.endsWith('main.js')));
  if (main === undefined) throw new Error('The application was started without its bundle.');
  return main.replace(/main\.js$/, 'preload.cjs');
}

test.each([
  'https://example.com/',
  'app://elsewhere/index.html',
  'app://console/page.js',
  'data:text/html,<p>away',
  'javascript:void 0',
])('the window does not go to %s', async (address) => {
  await desktop.page.evaluate((to) => void (location.href = to), desktop.said(address));
  // A call that comes back proves that the page, its preload and its scripts still stand.
  expect((await invoke('poolkeeper', 'GetClock')).ok).toBe(true);
  const [shown] = await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
  );
  expect(shown).toBe('app://console/index.html');
});

test('new windows do not open; a checked https link goes to the system browser, nothing else does', async () => {
  await desktop.evaluate(({ shell }) => {
    const asked: string[] = [];
    (globalThis as { asked?: string[] }).asked = asked;
    shell.openExternal = (address) => Promise.resolve(void asked.push(address));
  });
  const asked = (): Promise<string[] | undefined> =>
    desktop.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  await desktop.page.locator('#plain').click();
  const refused = ['file:///etc/passwd', 'https://user:secret@example.com/', 'app://console/index.html', 'about:blank'];
  await desktop.page.evaluate((all) => {
    for (const address of all) window.open(address);
  }, refused.map(desktop.said));
  await desktop.page.locator('#outside').click();
  await expect.poll(asked, { timeout: 15_000 }).toEqual(['https://docs.aws.amazon.com/cognito/']);
  await expect.poll(() => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('permissions are denied, but for writing to the clipboard', async () => {
  const states = await desktop.page.evaluate(async () => {
    const located = await new Promise<string>((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        ({ code }) => resolve(code === 1 ? 'denied' : 'unavailable'),
      ),
    );
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: Error) => error.name,
    );
    const notified = await Notification.requestPermission();
    const copied = await navigator.clipboard.writeText('x').then(
      () => 'granted',
      (error: Error) => error.name,
    );
    return { located, camera, notified, copied };
  });
  expect(states.located).toBe('denied');
  expect(['NotAllowedError', 'NotFoundError']).toContain(states.camera);
  expect(states.notified).toBe('denied');
  expect(states.copied).toBe('granted');
});

test('the page runs under a policy: no inline script, no eval, no request to elsewhere', async () => {
  const results = await desktop.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlined = true';
    document.head.append(script);
    // Evaluated by the tool that drives the page, `eval` would be free of the policy; a string handler is not.
    const elsewhere = await fetch('https://example.com/').then(
      () => 'allowed',
      () => 'refused',
    );
    return { inlined: 'inlined' in globalThis, elsewhere };
  });
  expect(results).toEqual({ inlined: false, elsewhere: 'refused' });
});

test('only files of the console are served', async () => {
  const statuses = await desktop.page.evaluate(() =>
    Promise.all(
      ['./page.js', './absent.js', '/..%2fmain.js', '/%2e%2e/main.js', '/..%5cmain.js', '/%00', '/', '/%'].map(
        async (path) => (await fetch(path)).status,
      ),
    ),
  );
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 200, 404]);
});
