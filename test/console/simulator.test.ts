/** The main job, click by click: a viewer signs in, is given a role, and fetches an object or is refused. */
import { expect } from 'vitest';
import { axe } from './axe.ts';
import { test } from './fixture.ts';
import { SimulatorPage } from './pages/simulator.ts';

test('a free viewer is refused a premium object, and the message says which statement decided', async ({ open }) => {
  const simulator = new SimulatorPage(open);
  await simulator.visit();
  expect(await axe(open.page)).toEqual([]);
  expect(await simulator.run()).toBe('Refused by S3: AccessDenied.');
  await simulator.says(/No identity-based policy allows s3:GetObject/);
  await simulator.message(/GetObject .*, refused$/).click();
  const panel = simulator.region(/GetObject/);
  await panel.says('AccessDenied');
  expect(await panel.root.innerText()).toContain(
    'assumed-role/StreamingFree/CognitoIdentityCredentials is not authorized to perform: s3:GetObject',
  );
  expect(await axe(open.page)).toEqual([]);
});

test('both sides of a message are there, secrets hidden until asked', async ({ open }) => {
  const simulator = new SimulatorPage(open);
  await simulator.visit();
  await simulator.run();
  await simulator.message(/RespondToAuthChallenge/).click();
  const panel = simulator.region(/RespondToAuthChallenge/);
  await panel.says('Steps');
  await panel.tab('Request').click();
  const request = panel.region('Request body').root;
  await request.waitFor();
  expect(await request.innerText()).toContain('"PASSWORD_CLAIM_SIGNATURE": "••••••"');
  await panel.tab(/^Response/).click();
  const answer = panel.region('Response body').root;
  expect(await answer.innerText()).not.toContain('eyJ');
  await panel.checkbox('Show secrets').check();
  expect(await answer.innerText()).toContain('eyJ');
});

test('messages are reached by keyboard', async ({ open }) => {
  const simulator = new SimulatorPage(open);
  await simulator.visit();
  await simulator.run();
  await simulator.button(/^Message 1:/).focus();
  await simulator.press('ArrowDown');
  expect(await simulator.button(/^Message 2:/).getAttribute('aria-pressed')).toBe('true');
});

test('a premium viewer gets the same object', async ({ open }) => {
  const simulator = new SimulatorPage(open);
  await simulator.visit();
  await simulator.choose('User name', 'premium-viewer');
  expect(await simulator.run()).toContain('The object was fetched: catalog/premium/');
});

test.for([
  ['The password is wrong', 'Incorrect username or password.'],
  ['The user does not exist', 'Incorrect username or password.'],
  ['The ID token was changed on the way', 'Invalid login token'],
  ['The S3 request is signed with another secret', 'SignatureDoesNotMatch'],
] as const)('what is made to go wrong goes wrong: %s', async ([fault, words], { open }) => {
  const simulator = new SimulatorPage(open);
  await simulator.visit();
  await simulator.pickFault(fault);
  expect(await simulator.run()).toContain(words);
});

test.for(['Sign in by SRP', 'Sign in by password', 'Refresh the tokens'])(
  'the scenario runs: %s',
  async (scenario, { open }) => {
    const simulator = new SimulatorPage(open);
    await simulator.visit();
    await simulator.pickScenario(scenario);
    expect(await simulator.run()).toBe('The tokens were issued.');
  },
);

test('a refresh token that was revoked is refused', async ({ open }) => {
  const simulator = new SimulatorPage(open);
  await simulator.visit();
  await simulator.pickScenario('Refresh the tokens');
  await simulator.pickFault('The refresh token was revoked before');
  expect(await simulator.run()).toContain('Refresh Token has been revoked');
});

test('the simulator in the dark is axe-clean', async ({ open }) => {
  const dark = await open.another({ colorScheme: 'dark' });
  const simulator = new SimulatorPage(dark);
  await simulator.visit();
  expect(await axe(dark.page)).toEqual([]);
  await simulator.run();
  await simulator.message(/GetObject/).click();
  expect(await axe(dark.page)).toEqual([]);
});
