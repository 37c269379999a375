/**
 * Sign-ins: the engine called in its own process and over HTTP, beside the bare cryptography that they need and
 * beside cognito-local.
 */
import { join } from 'node:path';
import { httpApi } from './support/api.ts';
import { cognitoLocal, serve } from './support/child.ts';
import { inProcess } from './support/engine.ts';
import { floorOf } from './support/floor.ts';
import { bench, sized } from './support/options.ts';
import { alternate, type Measured } from './support/rounds.ts';
import { nextClient, passwordSignIns, srpSignIns, stageByApi } from './support/sign-in.ts';
import { printTimes, type Row } from './support/table.ts';

const USERS = 16;
const TOGETHER = 8;

await bench(async (folder, ending) => {
  const local = await inProcess(join(folder, 'in-process.db'));
  ending.push(local.stop);
  const bundle = await serve('bundle', join(folder, 'served.db'));
  ending.push(bundle.stop);
  const other = await cognitoLocal(folder);
  ending.push(other.stop);
  const [http, foreign] = [httpApi(bundle.endpoint), httpApi(other.endpoint)];
  ending.push(http.close, foreign.close);

  const inner = await stageByApi(local.call, USERS);
  const outer = await stageByApi(http.call, USERS);
  const rival = await stageByApi(foreign.call, USERS);
  const floor = floorOf(local.engine, inner, join(folder, 'floor.db'));

  const row = (all: readonly Measured[], name: string, baseline?: string): Row => {
    const found = (wanted: string): Measured => all.find((one) => one.name === wanted) as Measured;
    return { measured: found(name), ...(baseline === undefined ? {} : { baseline: found(baseline) }) };
  };
  for (const width of [1, TOGETHER]) {
    const how = width === 1 ? 'one after the other' : `${width} at a time, time for each`;
    const password = await alternate(
      [
        { name: 'bare cryptography and commit', run: () => floor.password(width) },
        { name: 'Poolkeeper in process', run: () => passwordSignIns(inner, width) },
        { name: 'Poolkeeper over HTTP', run: () => passwordSignIns(outer, width) },
        { name: 'cognito-local over HTTP', run: () => passwordSignIns(rival, width) },
      ],
      { rounds: sized(20, 4), each: sized(width === 1 ? 20 : 6, 3), warmUp: sized(60, 10) },
    );
    printTimes(`Sign-in by password (USER_PASSWORD_AUTH), ${how}`, [
      row(password, 'bare cryptography and commit'),
      row(password, 'Poolkeeper in process', 'bare cryptography and commit'),
      row(password, 'Poolkeeper over HTTP', 'bare cryptography and commit'),
      row(password, 'Poolkeeper over HTTP', 'cognito-local over HTTP'),
      row(password, 'cognito-local over HTTP'),
    ]);
    const srp = await alternate(
      [
        { name: 'bare cryptography and commit', run: () => floor.srp(width) },
        { name: 'Poolkeeper in process', run: () => srpSignIns(inner, width) },
        { name: 'Poolkeeper over HTTP', run: () => srpSignIns(outer, width) },
      ],
      { rounds: sized(12, 3), each: sized(width === 1 ? 8 : 3, 2), warmUp: sized(20, 4) },
    );
    printTimes(`Sign-in by SRP (USER_SRP_AUTH, both calls, without the client's own computation), ${how}`, [
      row(srp, 'bare cryptography and commit'),
      row(srp, 'Poolkeeper in process', 'bare cryptography and commit'),
      row(srp, 'Poolkeeper over HTTP', 'bare cryptography and commit'),
    ]);
  }
  const refusal = await foreign
    .call('InitiateAuth', {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: rival.clientId,
      AuthParameters: { USERNAME: 'viewer-0', SRP_A: nextClient().SRP_A },
    })
    .then(() => 'accepted', String);
  console.log(
    [
      '',
      'The bare cryptography runs in the process of the bench: two RSA-2048 signatures and the encryption of the',
      'refresh token by the functions that the engine uses, one verifier (or both of the server’s SRP steps), and',
      'one commit to a database on disk. Poolkeeper over HTTP is the bundle in a process of its own.',
      'cognito-local compares the password as it is stored, in the clear, and neither encrypts refresh tokens nor',
      `forces what it writes to the disk. It does no SRP; asked for USER_SRP_AUTH it answers: ${refusal}`,
    ].join('\n'),
  );
});
