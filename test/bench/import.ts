/** A CSV import, row by row as AWS's rules judge it, beside writing the same users straight into the store. */
import { join } from 'node:path';
import type { Api } from './support/api.ts';
import { inProcess } from './support/engine.ts';
import { fillPool, usernameOf } from './support/fill.ts';
import { bench, sized } from './support/options.ts';
import { grouped, printTable } from './support/table.ts';

const ROLE = 'arn:aws:iam::000000000000:role/import-log';

/** A file of so many users with the columns that the pool asks for. */
function csvOf(header: readonly string[], rows: number): string {
  const fields = (index: number): Readonly<Record<string, string>> => ({
    'cognito:username': usernameOf(index),
    'cognito:mfa_enabled': 'FALSE',
    email: `${usernameOf(index)}@example.com`,
    email_verified: 'TRUE',
    phone_number_verified: 'FALSE',
    name: `User ${index}`,
  });
  const lines = Array.from({ length: rows }, (_, index) => {
    const values = fields(index);
    return header.map((column) => values[column] ?? '').join(',');
  });
  return `${[header.join(','), ...lines].join('\n')}\n`;
}

const newPool = async (call: Api, PoolName: string): Promise<string> =>
  (await call('CreateUserPool', { PoolName, AutoVerifiedAttributes: ['email'] })).UserPool?.Id ?? '';

await bench(async (folder, ending) => {
  const { engine, call, stop } = await inProcess(join(folder, 'import.db'));
  ending.push(stop);
  const table: string[][] = [];
  for (const rows of [sized(5000, 500), sized(50_000, 2000)]) {
    const straight = await newPool(call, 'straight');
    const before = performance.now();
    fillPool(engine, straight, rows);
    const floor = performance.now() - before;

    const UserPoolId = await newPool(call, 'imported');
    const { CSVHeader = [] } = await call('GetCSVHeader', { UserPoolId });
    const { UserImportJob } = await call('CreateUserImportJob', {
      JobName: 'bench',
      UserPoolId,
      CloudWatchLogsRoleArn: ROLE,
    });
    const JobId = UserImportJob?.JobId ?? '';
    const text = csvOf(CSVHeader, rows);
    const uploaded = await engine.call('poolkeeper', 'UploadImportFile', { JobId, Text: text });
    if (!uploaded.ok) throw new Error(uploaded.fault.message);
    const started = performance.now();
    const finished = new Promise<void>((resolve) => {
      const silence = engine.subscribe((event) => {
        if (event.type !== 'changed') return;
        void call('DescribeUserImportJob', { UserPoolId, JobId }).then(({ UserImportJob: job }) => {
          if (job?.Status !== 'Succeeded' && job?.Status !== 'Failed') return;
          silence();
          resolve();
        });
      });
    });
    await call('StartUserImportJob', { UserPoolId, JobId });
    await finished;
    const took = performance.now() - started;
    const { UserImportJob: job } = await call('DescribeUserImportJob', { UserPoolId, JobId });
    if (job?.ImportedUsers !== rows)
      throw new Error(`${job?.ImportedUsers} of ${rows} rows were imported: ${job?.CompletionMessage}`);
    table.push([
      grouped(rows),
      `${(took / 1000).toFixed(2)} s`,
      grouped((rows / took) * 1000),
      grouped((rows / floor) * 1000),
      `${((100 * floor) / took).toFixed(0)} %`,
    ]);
  }
  printTable(
    'CSV import',
    ['rows', 'took', 'rows a second', 'straight into the store, a second', 'share of rate'],
    table,
  );
});
