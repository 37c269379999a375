import type { OperationName } from '../../../shared/contract.ts';
import { insist } from '../access/decide.ts';
import type { Ctx, Handler } from '../handler.ts';
import type { StoredObject } from '../store/resources.ts';
import { bucketNameProblem } from './bucket-name.ts';
import { readBytes, removeFile, writeFile } from './files.ts';
import { listObjects, positionOf, tokenOf, urlEncoded } from './listing.ts';
import { described, findBucket, headersOf, lowerCased, md5Header, readable, refuseUnmetWrite } from './objects.ts';

type S3Handler<O extends OperationName<'s3'>> = Handler<'s3', O>;

/** S3 takes at most 5 GiB in one PutObject. */
const LARGEST = 5 * 1024 ** 3;

/** Every bucket of the workspace, whatever its region. */
export const ListBuckets: S3Handler<'ListBuckets'> = (_input, { store, call }) => ({
  Owner: { ID: call.account, DisplayName: 'poolkeeper' },
  Buckets: store.resources
    .buckets()
    .map(({ name, region, createdAt }) => ({ Name: name, CreationDate: createdAt / 1000, BucketRegion: region })),
});

/** Makes a bucket in the region asked for; in us-east-1 doing it twice is no error, as at AWS. */
export const CreateBucket: S3Handler<'CreateBucket'> = (input, ctx) => {
  ctx.step(
    'bucket name',
    () => {
      const problem = bucketNameProblem(input.Bucket);
      if (problem !== undefined) ctx.refuse('InvalidBucketName', 'The specified bucket is not valid.', problem);
    },
    'Bucket naming rules',
  );
  const region =
    input.LocationConstraint === undefined || input.LocationConstraint === ''
      ? ctx.call.region
      : input.LocationConstraint;
  ctx.write(() => {
    const existing = ctx.store.resources.bucket(input.Bucket);
    if (existing === undefined) {
      ctx.store.resources.insertBucket({ name: input.Bucket, region, createdAt: ctx.now() });
      ctx.changed('bucket', undefined, input.Bucket);
    } else if (existing.region !== 'us-east-1' || region !== 'us-east-1') {
      ctx.refuse(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
      );
    }
  });
  return { Location: `/${input.Bucket}` };
};

/** Removes an empty bucket. */
export const DeleteBucket: S3Handler<'DeleteBucket'> = (input, ctx) => {
  ctx.write(() => {
    findBucket(ctx, input.Bucket);
    if (!ctx.store.resources.isEmpty(input.Bucket))
      ctx.refuse('BucketNotEmpty', 'The bucket you tried to delete is not empty');
    ctx.store.resources.removeBucket(input.Bucket);
  });
  ctx.changed('bucket', undefined, input.Bucket);
  return {};
};

/** Whether a bucket exists, and where. */
export const HeadBucket: S3Handler<'HeadBucket'> = (input, ctx) => {
  const bucket =
    ctx.store.resources.bucket(input.Bucket) ??
    ctx.refuse('NotFound', 'Not Found', `There is no bucket ${input.Bucket}.`);
  return { BucketRegion: bucket.region };
};

/** The region of a bucket; us-east-1 is said by saying nothing, as at AWS. */
export const GetBucketLocation: S3Handler<'GetBucketLocation'> = (input, ctx) => {
  const { region } = findBucket(ctx, input.Bucket);
  return region === 'us-east-1' ? {} : { LocationConstraint: region };
};

/** One page of a bucket's keys, at most 1,000 entries, keys and common prefixes together in byte order. */
export const ListObjectsV2: S3Handler<'ListObjectsV2'> = (input, ctx) => {
  findBucket(ctx, input.Bucket);
  const continued = input.ContinuationToken;
  const after =
    continued !== undefined
      ? (positionOf(continued) ?? ctx.refuse('InvalidArgument', 'The continuation token provided is incorrect'))
      : input.StartAfter === undefined || input.StartAfter === ''
        ? undefined
        : ({ kind: 'key', value: input.StartAfter } as const);
  if (input.EncodingType !== undefined && input.EncodingType !== 'url')
    ctx.refuse('InvalidArgument', 'Invalid Encoding Method specified in Request');
  const most = Math.min(input.MaxKeys ?? 1000, 1000);
  const { prefix, delimiter } = { prefix: input.Prefix ?? '', delimiter: input.Delimiter ?? '' };
  const listing = ctx.step('list the keys', () =>
    listObjects(ctx.store, input.Bucket, { prefix, delimiter, after, most }),
  );
  const written = input.EncodingType === 'url' ? urlEncoded : (text: string) => text;
  return {
    Name: input.Bucket,
    Prefix: written(prefix),
    ...(delimiter === '' ? {} : { Delimiter: written(delimiter) }),
    ...(input.StartAfter === undefined ? {} : { StartAfter: written(input.StartAfter) }),
    ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
    ...(continued === undefined ? {} : { ContinuationToken: continued }),
    ...(listing.next === undefined ? {} : { NextContinuationToken: tokenOf(listing.next) }),
    KeyCount: listing.objects.length + listing.prefixes.length,
    MaxKeys: most,
    IsTruncated: listing.next !== undefined,
    Contents: listing.objects.map(({ key, size, etag, modifiedAt }) => ({
      Key: written(key),
      LastModified: modifiedAt / 1000,
      ETag: `"${etag}"`,
      Size: size,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: listing.prefixes.map((common) => ({ Prefix: written(common) })),
  };
};

/** Stores an object. Acknowledged only when bytes and row are both on the disk. */
export const PutObject: S3Handler<'PutObject'> = async (input, ctx) => {
  const { store, workspace } = ctx;
  findBucket(ctx, input.Bucket);
  if (Buffer.byteLength(input.Key) > 1024) ctx.refuse('KeyTooLongError', 'Your key is too long');
  const expected = md5Header(ctx, input.ContentMD5);
  refuseUnmetWrite(ctx, input.Bucket, input.Key, input);
  const folder = workspace.ports.files;
  const written = await ctx.step('write the bytes', () =>
    writeFile(folder, Buffer.from(ctx.random(16)).toString('hex'), input.Body, LARGEST, () =>
      ctx.refuse('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'),
    ),
  );
  let replaced: string | undefined;
  try {
    if (expected !== undefined && expected !== written.md5)
      ctx.refuse('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    const stored: StoredObject = {
      bucket: input.Bucket,
      key: input.Key,
      file: written.file,
      size: written.size,
      etag: written.md5,
      headers: headersOf(input),
      metadata: lowerCased(input.Metadata ?? {}),
      modifiedAt: ctx.now(),
    };
    ctx.write(() => {
      // Asked again: the bucket or the key may have changed while the bytes came in.
      findBucket(ctx, input.Bucket);
      refuseUnmetWrite(ctx, input.Bucket, input.Key, input);
      replaced = store.resources.object(input.Bucket, input.Key)?.file;
      store.resources.putObject(stored);
    });
  } catch (error) {
    await removeFile(folder, written.file);
    throw error;
  }
  if (replaced !== undefined) await removeFile(folder, replaced);
  ctx.changed('object', input.Bucket, input.Key);
  return { ETag: `"${written.md5}"` };
};

/** An object, if it exists. That there is none is told to those only who may list the bucket, as S3 does. */
function findObject(ctx: Ctx, bucket: string, key: string): StoredObject | undefined {
  const object = ctx.store.resources.object(bucket, key);
  if (object === undefined)
    insist(ctx, 's3', {
      action: 's3:ListBucket',
      resource: `arn:aws:s3:::${bucket}`,
      context: { 's3:prefix': key },
    });
  return object;
}

/** An object's bytes, whole or in part, as a stream. */
export const GetObject: S3Handler<'GetObject'> = (input, ctx) => {
  findBucket(ctx, input.Bucket);
  const object =
    findObject(ctx, input.Bucket, input.Key) ??
    ctx.refuse(
      'NoSuchKey',
      'The specified key does not exist.',
      `The bucket ${input.Bucket} has no object ${input.Key}.`,
    );
  const range = readable(input, object, ctx);
  const { first, last } = range ?? { first: 0, last: object.size - 1 };
  const Body = ctx.step('open the object', () => readBytes(ctx.workspace.ports.files, object.file, first, last));
  return { ...described(object, range), Body };
};

/** What GetObject would say, without the bytes. */
export const HeadObject: S3Handler<'HeadObject'> = (input, ctx) => {
  const object =
    findObject(ctx, input.Bucket, input.Key) ??
    ctx.refuse(
      'NotFound',
      'Not Found',
      `The bucket ${input.Bucket} has no object ${input.Key}, or there is no such bucket.`,
    );
  return described(object, readable(input, object, ctx));
};

/** Removes an object; removing what is not there succeeds, as at AWS. */
export const DeleteObject: S3Handler<'DeleteObject'> = async (input, ctx) => {
  const { store } = ctx;
  const removed = ctx.write(() => {
    findBucket(ctx, input.Bucket);
    const object = store.resources.object(input.Bucket, input.Key);
    if (object !== undefined) store.resources.removeObject(input.Bucket, input.Key);
    return object;
  });
  if (removed !== undefined) {
    await removeFile(ctx.workspace.ports.files, removed.file);
    ctx.changed('object', input.Bucket, input.Key);
  }
  return {};
};
