import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  DeleteObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListPartsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type ChecksumAlgorithm,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checksumOf } from '../../../electron/engine/s3/checksums.ts';
import { refused, s3Stage, type S3Stage } from './stage.ts';

const Bucket = 'parts-bucket';
const MiB = 1024 * 1024;
let stage: S3Stage;

beforeAll(async () => {
  stage = await s3Stage(Bucket);
});
afterAll(() => stage.close());

const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();
const files = (): number => readdirSync(stage.doors.engine.workspace.ports.files).length;
const bytesOf = async (Key: string, more: object = {}): Promise<Buffer> => {
  const { Body } = await stage.s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Buffer.from(await (Body as { transformToByteArray(): Promise<Uint8Array> }).transformToByteArray());
};
const begin = async (Key: string, more: object = {}): Promise<string> => {
  const { UploadId = '' } = await stage.s3.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32', ...more }),
  );
  return UploadId;
};
const part = async (Key: string, UploadId: string, PartNumber: number, Body: Uint8Array): Promise<CompletedPart> => {
  const { ETag, ChecksumCRC32 } = await stage.s3.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }),
  );
  return { PartNumber, ETag, ChecksumCRC32 };
};
const complete = (Key: string, UploadId: string, Parts: CompletedPart[], more: object = {}) =>
  stage.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));

const one = Buffer.alloc(5 * MiB, 'one ');
const two = Buffer.from('the end');

test('parts become an object in the order of their numbers', async () => {
  const before = files();
  const id = await begin('film', { ContentType: 'video/mp4', Metadata: { title: 'Film' }, Tagging: 'a=b' });
  const last = await part('film', id, 7, two);
  const first = await part('film', id, 2, Buffer.alloc(5 * MiB, 'old'));
  const again = await part('film', id, 2, one);
  expect(again.ETag).not.toBe(first.ETag);
  expect(await refused(bytesOf('film'))).toMatchObject(['NoSuchKey', 404, expect.any(String)]);
  const { ETag, Location } = await complete('film', id, [again, last]);
  expect(ETag).toBe(
    `"${createHash('md5')
      .update(Buffer.concat([md5(one), md5(two)]))
      .digest('hex')}-2"`,
  );
  expect(Location).toContain('/parts-bucket/film');
  expect((await bytesOf('film')).equals(Buffer.concat([one, two]))).toBe(true);
  const head = await stage.s3.send(new HeadObjectCommand({ Bucket, Key: 'film', ChecksumMode: 'ENABLED' }));
  expect(head).toMatchObject({
    ContentType: 'video/mp4',
    Metadata: { title: 'Film' },
    ETag,
    ChecksumType: 'COMPOSITE',
  });
  expect(head.ChecksumCRC32).toMatch(/-2$/);
  expect((await bytesOf('film', { PartNumber: 2 })).toString()).toBe('the end');
  expect(await refused(bytesOf('film', { PartNumber: 3 }))).toMatchObject(['InvalidRange', 416, expect.any(String)]);
  // Nothing is left of the parts.
  expect(files()).toBe(before + 1);
  expect((await refused(complete('film', id, [again, last])))[0]).toBe('NoSuchUpload');
});

test('parts and uploads are listed, page by page', async () => {
  const id = await begin('listed/a');
  const other = await begin('listed/b/c');
  for (const number of [3, 1, 2]) await part('listed/a', id, number, Buffer.from(`part ${number}`));
  const page = await stage.s3.send(new ListPartsCommand({ Bucket, Key: 'listed/a', UploadId: id, MaxParts: 2 }));
  expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2', MaxParts: 2, ChecksumAlgorithm: 'CRC32' });
  expect(page.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
    [1, 6],
    [2, 6],
  ]);
  const rest = await stage.s3.send(
    new ListPartsCommand({ Bucket, Key: 'listed/a', UploadId: id, PartNumberMarker: '2' }),
  );
  expect([rest.IsTruncated, rest.Parts?.map(({ PartNumber }) => PartNumber)]).toEqual([false, [3]]);
  const list = (more: object) => stage.s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'listed/', ...more }));
  expect((await list({})).Uploads?.map(({ Key, UploadId }) => [Key, UploadId])).toEqual([
    ['listed/a', id],
    ['listed/b/c', other],
  ]);
  const folded = await list({ Delimiter: '/' });
  expect([folded.Uploads?.length, folded.CommonPrefixes?.map(({ Prefix }) => Prefix)]).toEqual([1, ['listed/b/']]);
  const first = await list({ MaxUploads: 1 });
  expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'listed/a', NextUploadIdMarker: id });
  const second = await list({ KeyMarker: first.NextKeyMarker, UploadIdMarker: first.NextUploadIdMarker });
  expect(second.Uploads?.map(({ UploadId }) => UploadId)).toEqual([other]);
  const before = files();
  await stage.s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'listed/a', UploadId: id }));
  await stage.s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'listed/b/c', UploadId: other }));
  expect(files()).toBe(before - 3);
  expect((await list({})).Uploads).toBe(undefined);
  expect(
    await refused(stage.s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'listed/a', UploadId: id }))),
  ).toMatchObject(['NoSuchUpload', 404, expect.stringContaining('The specified upload does not exist.')]);
});

test('a completion that does not fit the parts is refused, and the upload lives on', async () => {
  const id = await begin('wrong');
  const first = await part('wrong', id, 1, two);
  const second = await part('wrong', id, 2, two);
  const says = async (parts: CompletedPart[], more: object = {}) =>
    (await refused(complete('wrong', id, parts, more)))[0];
  expect(await says([second, first])).toBe('InvalidPartOrder');
  expect(await says([first, first])).toBe('InvalidPartOrder');
  expect(await says([first, second])).toBe('EntityTooSmall');
  expect(await says([{ ...first, ETag: '"0"' }])).toBe('InvalidPart');
  expect(await says([{ ...first, PartNumber: 9 }])).toBe('InvalidPart');
  expect(await says([{ ...first, ChecksumCRC32: 'AAAAAA==' }])).toBe('InvalidPart');
  expect(await says([{ PartNumber: 1, ETag: first.ETag as string }])).toBe('InvalidRequest');
  expect(await says([])).toBe('MalformedXML');
  expect(await says([first], { MpuObjectSize: 8 })).toBe('InvalidRequest');
  expect(await says([first], { ChecksumCRC32: 'AAAAAA==' })).toBe('BadDigest');
  await stage.s3.send(new PutObjectCommand({ Bucket, Key: 'wrong', Body: 'there' }));
  expect(await says([first], { IfNoneMatch: '*' })).toBe('PreconditionFailed');
  expect(
    await refused(
      stage.s3.send(new UploadPartCommand({ Bucket, Key: 'other', UploadId: id, PartNumber: 1, Body: 'x' })),
    ),
  ).toMatchObject(['NoSuchUpload', 404, expect.any(String)]);
  expect(
    (
      await refused(
        stage.s3.send(
          new UploadPartCommand({
            Bucket,
            Key: 'wrong',
            UploadId: id,
            PartNumber: 1,
            Body: 'x',
            ChecksumAlgorithm: 'SHA256',
          }),
        ),
      )
    )[2],
  ).toBe('Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: sha256');
  await complete('wrong', id, [first]);
  expect((await bytesOf('wrong')).toString()).toBe('the end');
});

for (const algorithm of [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
] as const satisfies readonly ChecksumAlgorithm[])
  test(`${algorithm} is verified and given back`, async () => {
    const Key = `sum-${algorithm}`;
    const body = Buffer.from('123456789 and more than eight bytes of it');
    const right = checksumOf(algorithm, body);
    const written = await stage.s3.send(
      new PutObjectCommand({ Bucket, Key, Body: body, [`Checksum${algorithm}`]: right }),
    );
    expect(written[`Checksum${algorithm}`]).toBe(right);
    const read = await stage.s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect([read[`Checksum${algorithm}`], read.ChecksumType]).toEqual([right, 'FULL_OBJECT']);
    expect(await refused(put(Key, 'other', { [`Checksum${algorithm}`]: right }))).toEqual([
      'BadDigest',
      400,
      `The ${algorithm} you specified did not match the calculated checksum.`,
    ]);
    expect((await refused(put(Key, 'other', { [`Checksum${algorithm}`]: 'AAA' })))[0]).toBe('InvalidRequest');
    expect((await bytesOf(Key)).equals(body)).toBe(true);
    // The SDK computes it itself and sends it after the body.
    expect((await put(Key, 'trailing', { ChecksumAlgorithm: algorithm }))[`Checksum${algorithm}`]).toBe(
      checksumOf(algorithm, Buffer.from('trailing')),
    );
  });

const put = (Key: string, Body: string, more: object = {}) =>
  stage.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

test('without a checksum of the sender the CRC-64/NVME is kept', async () => {
  await stage.doors.call('s3', 'PutObject', { Bucket, Key: 'unsummed', Body: Buffer.from('123456789') });
  const head = await stage.s3.send(new HeadObjectCommand({ Bucket, Key: 'unsummed', ChecksumMode: 'ENABLED' }));
  // The check value of the CRC catalogue for "123456789": AE8B14860A799888.
  expect(head.ChecksumCRC64NVME).toBe(Buffer.from('ae8b14860a799888', 'hex').toString('base64'));
  expect(checksumOf('CRC32C', Buffer.from('123456789'))).toBe(Buffer.from('e3069283', 'hex').toString('base64'));
});

test('the checksum of a whole upload', async () => {
  const id = await begin('whole', { ChecksumAlgorithm: 'CRC64NVME' });
  const sent = await stage.s3.send(
    new UploadPartCommand({
      Bucket,
      Key: 'whole',
      UploadId: id,
      PartNumber: 1,
      Body: one,
      ChecksumAlgorithm: 'CRC64NVME',
    }),
  );
  const { ChecksumCRC64NVME, ChecksumType } = await complete('whole', id, [
    { PartNumber: 1, ETag: sent.ETag as string },
  ]);
  expect([ChecksumCRC64NVME, ChecksumType]).toEqual([checksumOf('CRC64NVME', one), 'FULL_OBJECT']);
  expect((await refused(begin('whole', { ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' })))[0]).toBe(
    'InvalidRequest',
  );
  expect((await refused(begin('whole', { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' })))[0]).toBe(
    'InvalidRequest',
  );
});

test('lib-storage uploads in parts', async () => {
  const Body = Buffer.alloc(11 * MiB + 5, 'lib-storage ');
  const upload = new Upload({
    client: stage.s3,
    params: { Bucket, Key: 'lib', Body },
    partSize: 5 * MiB,
    queueSize: 2,
  });
  const { ETag } = await upload.done();
  expect(ETag).toMatch(/-3"$/);
  expect(md5(await bytesOf('lib'))).toEqual(md5(Body));
});

test('copies', async () => {
  await put('source ü+1', 'copied', { ContentType: 'text/plain', Metadata: { a: 'b' }, Tagging: 'x=y' });
  const CopySource = `${Bucket}/${encodeURIComponent('source ü+1')}`;
  const copy = (Key: string, more: object = {}) =>
    stage.s3.send(new CopyObjectCommand({ Bucket, Key, CopySource, ...more }));
  const { CopyObjectResult } = await copy('copy');
  expect(CopyObjectResult).toMatchObject({ ETag: `"${md5(Buffer.from('copied')).toString('hex')}"` });
  expect(await stage.s3.send(new HeadObjectCommand({ Bucket, Key: 'copy' }))).toMatchObject({
    ContentType: 'text/plain',
    Metadata: { a: 'b' },
    TagCount: 1,
  });
  await copy('copy', {
    MetadataDirective: 'REPLACE',
    ContentType: 'text/html',
    Metadata: { c: 'd' },
    TaggingDirective: 'REPLACE',
  });
  const replaced = await stage.s3.send(new HeadObjectCommand({ Bucket, Key: 'copy' }));
  expect([replaced.ContentType, replaced.Metadata, replaced.TagCount]).toEqual(['text/html', { c: 'd' }, undefined]);
  expect((await refused(copy('source ü+1')))[0]).toBe('InvalidRequest');
  expect((await refused(copy('x', { CopySourceIfMatch: '"0"' })))[0]).toBe('PreconditionFailed');
  expect((await refused(copy('x', { CopySource: `${Bucket}/none` })))[0]).toBe('NoSuchKey');
  expect((await refused(copy('x', { CopySource: 'nowhere/none' })))[0]).toBe('NoSuchBucket');
  expect((await refused(copy('x', { CopySource: 'nothing' })))[0]).toBe('InvalidArgument');
  const id = await begin('copied in parts');
  const copied = await stage.s3.send(
    new UploadPartCopyCommand({
      Bucket,
      Key: 'copied in parts',
      UploadId: id,
      PartNumber: 1,
      CopySource,
      CopySourceRange: 'bytes=1-3',
    }),
  );
  expect(copied.CopyPartResult?.ETag).toBe(`"${md5(Buffer.from('opi')).toString('hex')}"`);
  await complete('copied in parts', id, [
    {
      PartNumber: 1,
      ETag: copied.CopyPartResult?.ETag as string,
      ChecksumCRC32: copied.CopyPartResult?.ChecksumCRC32 as string,
    },
  ]);
  expect((await bytesOf('copied in parts')).toString()).toBe('opi');
});

test('tags of objects', async () => {
  const Key = 'tagged';
  await put(Key, 'x');
  const tags = async () => (await stage.s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;
  const set = (TagSet: { Key: string; Value: string }[]) =>
    stage.s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
  expect(await tags()).toEqual([]);
  await set([{ Key: 'a <&>', Value: '"b"' }]);
  expect(await tags()).toEqual([{ Key: 'a <&>', Value: '"b"' }]);
  expect(
    (
      await refused(
        set([
          { Key: 'a', Value: '' },
          { Key: 'a', Value: '' },
        ]),
      )
    )[0],
  ).toBe('InvalidTag');
  expect((await refused(set(Array.from({ length: 11 }, (_, at) => ({ Key: String(at), Value: '' })))))[0]).toBe(
    'InvalidTag',
  );
  await stage.s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
  expect(await tags()).toEqual([]);
});

test('many objects are removed at once', async () => {
  for (const Key of ['many/1', 'many/2 & <3>', 'many/3']) await put(Key, 'x');
  const { Deleted, Errors } = await stage.s3.send(
    new DeleteObjectsCommand({
      Bucket,
      Delete: { Objects: [{ Key: 'many/1' }, { Key: 'many/2 & <3>' }, { Key: 'many/none' }] },
    }),
  );
  expect([Deleted?.map(({ Key }) => Key), Errors]).toEqual([['many/1', 'many/2 & <3>', 'many/none'], undefined]);
  const { Contents } = await stage.s3.send(new ListObjectsCommand({ Bucket, Prefix: 'many/' }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(['many/3']);
  const quiet = await stage.s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'many/3' }], Quiet: true } }),
  );
  expect(quiet.Deleted).toBe(undefined);
});

test('the older listing goes on after its marker', async () => {
  for (const Key of ['v1/a', 'v1/b/1', 'v1/b/2', 'v1/c', 'v1/d/1']) await put(Key, 'x');
  const seen: string[] = [];
  let Marker: string | undefined;
  for (let page = 0; page < 10; page++) {
    const answer = await stage.s3.send(
      new ListObjectsCommand({ Bucket, Prefix: 'v1/', Delimiter: '/', MaxKeys: 1, Marker }),
    );
    seen.push(
      ...(answer.Contents ?? []).map(({ Key }) => Key as string),
      ...(answer.CommonPrefixes ?? []).map(({ Prefix }) => Prefix as string),
    );
    if (answer.IsTruncated !== true) break;
    Marker = answer.NextMarker;
  }
  expect(seen).toEqual(['v1/a', 'v1/b/', 'v1/c', 'v1/d/']);
});

test('a bucket goes with the uploads that were begun in it', async () => {
  const before = files();
  await stage.doors.call('s3', 'CreateBucket', { Bucket: 'short-lived' });
  const { UploadId } = await stage.doors.call('s3', 'CreateMultipartUpload', { Bucket: 'short-lived', Key: 'k' });
  await stage.doors.call('s3', 'UploadPart', { Bucket: 'short-lived', Key: 'k', UploadId, PartNumber: 1, Body: two });
  await stage.doors.call('s3', 'DeleteBucket', { Bucket: 'short-lived' });
  expect(files()).toBe(before);
});
