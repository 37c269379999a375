import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { bundleConfig, bundleName } from '../../../electron/build/bundles.vite.ts';
import type { WorkerData } from '../../../electron/engine/kernel/functions.ts';
import type { FromWorker } from '../../../electron/engine/functions/worker-messages.ts';

test('the bundle of the worker runs from its text, as a packaged engine starts it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolkeeper-bundle-'));
  await build(bundleConfig('function-worker', folder));
  const path = join(folder, 'a.ts');
  writeFileSync(
    path,
    'export const handler = async (event: { n: number }) => { console.log("here"); return event.n + 1 }',
  );
  const workerData: WorkerData = {
    source: { kind: 'file', path },
    handler: 'handler',
    about: { functionName: 'a', arn: 'a', memory: 128 },
  };
  const worker = new Worker(readFileSync(join(folder, bundleName('function-worker')), 'utf8'), {
    eval: true,
    workerData,
  });
  const told: FromWorker[] = [];
  await new Promise<void>((resolve, reject) => {
    worker.on('error', reject);
    worker.on('message', (message: FromWorker) => {
      told.push(message);
      if (message.kind === 'answer' || message.kind === 'error') resolve();
    });
    worker.postMessage({ event: '{"n":1}', requestId: 'r', timeLimit: 1000 });
  });
  await worker.terminate();
  rmSync(folder, { recursive: true });
  expect(told).toEqual([
    { kind: 'file', path, stamp: expect.any(String) },
    { kind: 'line', line: { level: 'log', text: 'here' } },
    { kind: 'answer', text: '2' },
  ]);
});
