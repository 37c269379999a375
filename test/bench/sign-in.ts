/**
 * Sign-ins: the engine called in its own process and over HTTP, beside the bare cryptography that they need and
 * beside cognito-local.
 */
import { join } from 'node:path';
import { httpApi } from './support/api.ts';
import { cognitoLocal, floorServer, serve } from './support/child.ts';
import { inProcess } from './support/engine.ts';
import { floorByPassword, floorBySrp, floorOf } from './support/floor.ts';
import { bench, sized } from './support/options.ts';
import { alternate, type Measured } from './support/rounds.ts';
import { nextClient, passwordSignIns, srpSignIns, stageByApi } from './support/sign-in.ts';
import { printTimes, type Row } from './support/table.ts';

const USERS = 16;
const TOGETHER = 8;
const FLOOR = 'bare cryptography';
const HTTP_FLOOR = 'bare cryptography over HTTP';

await bench(async (folder, ending) => {
  const local = await inProcess(join(folder, 'in-process.db'));
  ending.push(local.stop);
  const bundle = await serve('bundle', join(folder, 'served.db'));
  ending.push(bundle.stop);
  const other = await cognitoLocal(folder);
  ending.push(other.stop);
  const bare = await floorServer(folder);
  ending.push(bare.stop);
  const [http, foreign, bareHttp] = [httpApi(bundle.endpoint), httpApi(other.endpoint), httpApi(bare.endpoint)];
  ending.push(http.close, foreign.close, bareHttp.close);

  const inner = await stageByApi(local.call, USERS);
  const outer = await stageByApi(http.call, USERS);
  const rival = await stageByApi(foreign.call, USERS);
  const floor = floorOf(local.engine, inner.poolId, inner.clientId, join(folder, 'floor.db'));
  const { poolId } = (await (await fetch(bare.endpoint)).json()) as { poolId: string };
  const bareStage = { call: bareHttp.call, poolId, clientId: 'floor', usernames: ['viewer-0'] };

  const row = (all: readonly Measured[], name: string, baseline?: string): Row => {
    const found = (wanted: string): Measured => all.find((one) => one.name === wanted) as Measured;
    return { measured: found(name), ...(baseline === undefined ? {} : { baseline: found(baseline) }) };
  };
  for (const width of [1, TOGETHER]) {
    const how = width === 1 ? 'one after the other' : `${width} at a time, time for each`;
    const password = await alternate(
      [
        { name: FLOOR, run: () => floorByPassword(floor, width) },
        { name: HTTP_FLOOR, run: () => passwordSignIns(bareStage, width) },
        { name: 'Poolkeeper in process', run: () => passwordSignIns(inner, width) },
        { name: 'Poolkeeper over HTTP', run: () => passwordSignIns(outer, width) },
        { name: 'cognito-local over HTTP', run: () => passwordSignIns(rival, width) },
      ],
      { rounds: sized(20, 4), each: sized(width === 1 ? 20 : 5, 3), warmUp: sized(width === 1 ? 60 : 5, 3) },
    );
    printTimes(`Sign-in by password (USER_PASSWORD_AUTH), ${how}`, [
      row(password, FLOOR),
      row(password, 'Poolkeeper in process', FLOOR),
      row(password, HTTP_FLOOR),
      row(password, 'Poolkeeper over HTTP', HTTP_FLOOR),
      row(password, 'Poolkeeper over HTTP', FLOOR),
      row(password, 'cognito-local over HTTP'),
      row(password, 'Poolkeeper over HTTP', 'cognito-local over HTTP'),
    ]);
    const srp = await alternate(
      [
        { name: FLOOR, run: () => floorBySrp(floor, width) },
        { name: HTTP_FLOOR, run: () => srpSignIns(bareStage, width) },
        { name: 'Poolkeeper in process', run: () => srpSignIns(inner, width) },
        { name: 'Poolkeeper over HTTP', run: () => srpSignIns(outer, width) },
      ],
      { rounds: sized(10, 3), each: sized(width === 1 ? 8 : 2, 2), warmUp: sized(width === 1 ? 20 : 2, 2) },
    );
    printTimes(`Sign-in by SRP (USER_SRP_AUTH, both calls, without the client's own computation), ${how}`, [
      row(srp, FLOOR),
      row(srp, 'Poolkeeper in process', FLOOR),
      row(srp, HTTP_FLOOR),
      row(srp, 'Poolkeeper over HTTP', HTTP_FLOOR),
      row(srp, 'Poolkeeper over HTTP', FLOOR),
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
      'Bare cryptography: two RSA-2048 signatures and the encryption of the refresh token by the functions that the',
      'engine uses, one verifier (or both of the server’s SRP steps), and one commit to a database on disk; in the',
      'process of the bench, and behind a bare node:http server in a process of its own. Poolkeeper over HTTP is the',
      'bundle in a process of its own. Connections are kept.',
      'cognito-local compares the password as it is stored, in the clear, does not encrypt refresh tokens, and writes',
      'its file anew at each sign-in without forcing it to the disk, all tokens so far included. It does no SRP;',
      `asked for USER_SRP_AUTH it answers: ${refusal}`,
    ].join('\n'),
  );
});
