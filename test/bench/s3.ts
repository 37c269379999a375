/** GET of objects over HTTP beside a bare `node:http` server that streams the same files. */
import { createReadStream, statSync, writeFileSync } from 'node:fs';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inProcess } from './support/engine.ts';
import { bench, sized } from './support/options.ts';
import { alternate, median, ratio, type Contestant, type Measured } from './support/rounds.ts';
import { bytes, milliseconds, printTable } from './support/table.ts';

const Bucket = 'bench-bucket';
const KiB = 1024;
const SIZES = [4 * KiB, 1024 * KiB, 64 * 1024 * KiB];

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
// Signed by a key that the engine does not know: the signature itself is not what is measured here.
const SIGNED = {
  authorization: 'AWS4-HMAC-SHA256 Credential=X/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20261123T000000Z',
  'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
};

/** Milliseconds from the request to the last byte. */
function fetched(address: string, expected: number): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    get(address, { agent, headers: SIGNED }, (response) => {
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
      });
      response.on('end', () => {
        if (length === expected) resolve(performance.now() - started);
        else reject(new Error(`${address}: ${response.statusCode}, ${length} bytes of ${expected}`));
      });
      response.on('error', reject);
    }).on('error', reject);
  });
}

await bench(async (folder, ending) => {
  const engine = await inProcess(join(folder, 's3.db'));
  ending.push(engine.stop);
  ending.push(() => agent.destroy());
  await engine.engine.call('s3', 'CreateBucket', { Bucket });
  const floor = createServer((request, response) => {
    const path = join(folder, (request.url ?? '').slice(1));
    response.writeHead(200, { 'content-length': statSync(path).size });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => floor.listen(0, '127.0.0.1', resolve));
  ending.push(() => floor.close());
  const bare = `http://127.0.0.1:${(floor.address() as AddressInfo).port}`;
  const rows: string[][] = [];
  for (const size of SIZES) {
    const body = Buffer.alloc(size, 'poolkeeper ');
    writeFileSync(join(folder, `object-${size}`), body);
    const Key = `object-${size}`;
    const put = await engine.engine.call('s3', 'PutObject', { Bucket, Key, Body: body });
    if (!put.ok) throw new Error(put.fault.message);
    const contestants: Contestant[] = [
      { name: 'static file server', run: () => fetched(`${bare}/object-${size}`, size) },
      { name: 'Poolkeeper', run: () => fetched(`${engine.endpoint}/${Bucket}/${Key}`, size) },
    ];
    const each = size > KiB * KiB ? sized(4, 2) : sized(40, 8);
    const [file, object] = (await alternate(contestants, { rounds: sized(10, 3), each })) as [Measured, Measured];
    for (const measured of [file, object])
      rows.push([
        `${bytes(size)}, ${measured.name}`,
        milliseconds(median(measured.rounds)),
        `${bytes((size / median(measured.rounds)) * 1000)}/s`,
        measured === file ? '' : `${ratio(object, file).toFixed(2)}×`,
      ]);
  }
  printTable('GET of one object, the last byte read', ['', 'median', 'throughput', 'time beside'], rows);
});
