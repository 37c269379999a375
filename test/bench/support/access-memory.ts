import { statSync } from 'node:fs';
import type { AccessStage } from './access-stage.ts';
import { residentBytes, serve } from './child.ts';
import { sized } from './options.ts';
import { bytes, grouped, printTable } from './table.ts';

/** What a server of its own holds in memory and on the disk. */
export async function memory({ file, identities, identityPoolId: IdentityPoolId }: AccessStage): Promise<void> {
  const child = await serve('bundle', file);
  const ask = async (operation: string, input: object): Promise<Record<string, unknown>> => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityService.${operation}`,
    };
    const answer = await fetch(child.endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${body}`);
    return JSON.parse(body) as Record<string, unknown>;
  };
  const guests = sized(2000, 200);
  try {
    const before = statSync(file).size;
    const started = residentBytes(child.pid);
    for (let count = 0; count < guests; count++) {
      const { IdentityId } = await ask('GetId', { IdentityPoolId });
      await ask('GetCredentialsForIdentity', { IdentityId });
    }
    const worked = residentBytes(child.pid);
    await child.stop();
    const figure = (value: number | undefined): string => (value === undefined ? 'not known here' : bytes(value));
    printTable(
      `A server with ${grouped(identities)} identities, the bundle in a process of its own`,
      ['', ''],
      [
        ['memory at the start', figure(started)],
        [`memory after ${grouped(guests)} guests with credentials`, figure(worked)],
        ['database file', bytes(before)],
        ['for each identity', bytes(before / identities)],
        ['for each further guest with their credentials', bytes((statSync(file).size - before) / guests)],
      ],
    );
  } finally {
    await child.stop();
  }
}
