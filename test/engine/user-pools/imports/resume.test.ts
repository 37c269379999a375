import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine } from '../../../support/harness.ts';
import { begin, create, ended, fileOf, startWorld, viewer } from './support.ts';

const ROWS = 4000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poolkeeper-import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What must hold of a job that was interrupted and went on. */
async function checkWhole(path: string, job: { UserPoolId: string; JobId: string }): Promise<void> {
  const world = await startEngine({ path });
  const done = await ended(world, job);
  expect(done).toMatchObject({ Status: 'Succeeded', ImportedUsers: ROWS, SkippedUsers: 0, FailedUsers: 0 });
  const { UserPool } = await world.call('cognito-idp', 'DescribeUserPool', { UserPoolId: job.UserPoolId });
  expect(UserPool?.EstimatedNumberOfUsers).toBe(ROWS);
  const last = await world.call('poolkeeper', 'GetImportLog', { JobId: job.JobId, After: ROWS });
  expect(last.lines.map(({ line }) => line)).toEqual([ROWS + 1]);
  expect(world.engine.workspace.store.imports.active()).toEqual([]);
  await world.stop();
}

test('an import goes on when the engine that ended in its middle starts anew', async () => {
  const path = join(folder, 'workspace.db');
  const world = await startWorld({}, path);
  const rows = Array.from({ length: ROWS }, (_, index) => viewer(`viewer-${index}`));
  const job = await begin(world, await fileOf(world, rows));
  for (let imported = 0; imported === 0;) {
    await new Promise((resolve) => setImmediate(resolve));
    imported = (await world.call('cognito-idp', 'DescribeUserImportJob', job)).UserImportJob?.ImportedUsers ?? 0;
  }
  await world.stop();
  await checkWhole(path, job);
});

test('an import goes on after the process was killed in its middle', async () => {
  const path = join(folder, 'workspace.db');
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./interrupted.ts', import.meta.url)), path, String(ROWS)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let job: { UserPoolId: string; JobId: string } | undefined;
  let imported = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (job === undefined) job = JSON.parse(line) as { UserPoolId: string; JobId: string };
    else imported = Number(line);
    if (imported > 0) break;
  }
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  expect(imported).toBeGreaterThan(0);
  expect(imported).toBeLessThan(ROWS);
  if (job !== undefined) await checkWhole(path, job);
}, 60_000);

test('a job that was to be stopped is stopped after a restart; an upload that broke off is forgotten', async () => {
  const path = join(folder, 'workspace.db');
  const world = await startWorld({}, path);
  const job = await begin(world, await fileOf(world, [viewer('ann')]));
  const other = await create(world);
  const { store } = world.engine.workspace;
  await world.engine.workspace.imports.stop();
  store.write(() => {
    const known = store.imports.get(job.JobId);
    if (known !== undefined) store.imports.update({ ...known, status: 'Stopping' });
    store.imports.addPart(other, 5, 0, Buffer.from('half'));
  });
  await world.stop();
  const again = await startEngine({ path });
  expect(await ended(again, job)).toMatchObject({ Status: 'Stopped' });
  expect(again.engine.workspace.store.imports.part(other, 5, 0)).toBeUndefined();
  await again.stop();
});
