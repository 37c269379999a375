import { expect } from 'vitest';
import { test } from './fixture.ts';
import { freshPool } from './fresh.ts';

test('home counts what others make', async ({ open }) => {
  await open.go('/', 'Home');
  const pools = open.link(/^\d+$/).first();
  const before = Number(await pools.innerText());
  await freshPool(open);
  await expect.poll(async () => Number(await pools.innerText())).toBe(before + 1);
});

test('home gives addresses with the real endpoint and ids', async ({ open }) => {
  await open.go('/', 'Home');
  const { endpoint, sample } = await open.outside('poolkeeper', 'DescribeWorkspace', {});
  expect(await open.region('AWS CLI settings').root.innerText()).toContain(`AWS_ENDPOINT_URL=${endpoint}`);
  await open.tab('Amplify').click();
  const amplify = await open.region('Amplify settings').root.innerText();
  expect(amplify).toContain(`userPoolId: '${sample?.poolId}'`);
  expect(amplify).toContain(`userPoolEndpoint: '${endpoint}'`);
});
