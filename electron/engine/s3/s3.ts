import { objectArn } from '../../../shared/aws/arn.ts';
import type { OperationName } from '../../../shared/contract.ts';
import { denialOf } from '../authorization/permission.ts';
import type { Handler } from '../kernel/handler.ts';
import { bucketNameProblem } from './bucket-name.ts';
import { readBytes, removeFile } from './files.ts';
import { listObjects, positionOf, tokenOf, urlEncoded, type Listing } from './listing.ts';
import {
  described,
  findBucket,
  findObject,
  headersOf,
  lowerCased,
  matches,
  needObject,
  readable,
  refuseLongKey,
  refuseUnmetWrite,
  UNMET_CONDITION_MESSAGE,
} from './objects.ts';
import { receive } from './receive.ts';
import { storeObject } from './store-object.ts';
import { taggingHeader } from './tags.ts';

type S3Handler<O extends OperationName<'s3'>> = Handler<'s3', O>;

/** Every bucket of the workspace, whatever its region. */
export const ListBuckets: S3Handler<'ListBuckets'> = (_input, ctx) => {
  const buckets = ctx.step('list the buckets', () => ctx.store.resources.buckets());
  return {
    Owner: { ID: ctx.call.account, DisplayName: 'poolkeeper' },
    Buckets: buckets.map(({ name, region, createdAt }) => ({
      Name: name,
      CreationDate: createdAt / 1000,
      BucketRegion: region,
    })),
  };
};

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

/** Removes an empty bucket, with the uploads that were never completed. */
export const DeleteBucket: S3Handler<'DeleteBucket'> = async (input, ctx) => {
  const parts = ctx.write(() => {
    findBucket(ctx, input.Bucket);
    if (!ctx.store.resources.isEmpty(input.Bucket))
      ctx.refuse('BucketNotEmpty', 'The bucket you tried to delete is not empty');
    const files = ctx.store.uploads.filesOfBucket(input.Bucket);
    ctx.store.resources.removeBucket(input.Bucket);
    return files;
  });
  for (const file of parts) await removeFile(ctx.workspace.ports.files, file);
  ctx.changed('bucket', undefined, input.Bucket);
  return {};
};

/** Whether a bucket exists, and where. */
export const HeadBucket: S3Handler<'HeadBucket'> = (input, ctx) => {
  const bucket = ctx.step(
    'find the bucket',
    () =>
      ctx.store.resources.bucket(input.Bucket) ??
      ctx.refuse('NotFound', 'Not Found', `There is no bucket ${input.Bucket}.`),
    'Bucket',
  );
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
    ...contentsOf(listing, written, input.FetchOwner === true ? owner(ctx.call.account) : undefined),
  };
};

const owner = (account: string) => ({ ID: account, DisplayName: 'poolkeeper' });

const contentsOf = (
  listing: Listing,
  written: (text: string) => string,
  Owner: ReturnType<typeof owner> | undefined,
) => ({
  Contents: listing.objects.map(({ key, size, etag, modifiedAt }) => ({
    Key: written(key),
    LastModified: modifiedAt / 1000,
    ETag: `"${etag}"`,
    Size: size,
    StorageClass: 'STANDARD',
    ...(Owner === undefined ? {} : { Owner }),
  })),
  CommonPrefixes: listing.prefixes.map((common) => ({ Prefix: written(common) })),
});

/** The older listing: continues after a key (or a common prefix) that the caller names. */
export const ListObjects: S3Handler<'ListObjects'> = (input, ctx) => {
  findBucket(ctx, input.Bucket);
  if (input.EncodingType !== undefined && input.EncodingType !== 'url')
    ctx.refuse('InvalidArgument', 'Invalid Encoding Method specified in Request');
  const most = Math.min(input.MaxKeys ?? 1000, 1000);
  const { prefix, delimiter, marker } = {
    prefix: input.Prefix ?? '',
    delimiter: input.Delimiter ?? '',
    marker: input.Marker ?? '',
  };
  // A marker that ends like a common prefix is one: the last page ended with it.
  const kind = delimiter !== '' && marker.startsWith(prefix) && marker.endsWith(delimiter) ? 'prefix' : 'key';
  const after = marker === '' ? undefined : ({ kind, value: marker } as const);
  const listing = ctx.step('list the keys', () =>
    listObjects(ctx.store, input.Bucket, { prefix, delimiter, after, most }),
  );
  const written = input.EncodingType === 'url' ? urlEncoded : (text: string) => text;
  return {
    Name: input.Bucket,
    Prefix: written(prefix),
    Marker: written(marker),
    ...(listing.next === undefined || delimiter === '' ? {} : { NextMarker: written(listing.next.value) }),
    ...(delimiter === '' ? {} : { Delimiter: written(delimiter) }),
    ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
    MaxKeys: most,
    IsTruncated: listing.next !== undefined,
    ...contentsOf(listing, written, owner(ctx.call.account)),
  };
};

/** Stores an object. Acknowledged only when bytes and row are both on the disk. */
export const PutObject: S3Handler<'PutObject'> = async (input, ctx) => {
  findBucket(ctx, input.Bucket);
  refuseLongKey(ctx, input.Key);
  const tags = taggingHeader(ctx, input.Tagging);
  refuseUnmetWrite(ctx, input.Bucket, input.Key, input);
  const { checksum, ...written } = await receive(ctx, input);
  const stored = await storeObject(ctx, input, {
    bucket: input.Bucket,
    key: input.Key,
    file: written.file,
    size: written.size,
    etag: written.md5,
    headers: headersOf(input),
    metadata: lowerCased(input.Metadata ?? {}),
    modifiedAt: ctx.now(),
    details: { checksum: { ...checksum, type: 'FULL_OBJECT' }, ...(tags === undefined ? {} : { tags }) },
  });
  return {
    ETag: `"${stored.etag}"`,
    [`Checksum${checksum.algorithm}`]: checksum.value,
    ChecksumType: 'FULL_OBJECT',
    Size: stored.size,
  };
};

/** An object's bytes, whole or in part, as a stream. */
export const GetObject: S3Handler<'GetObject'> = (input, ctx) => {
  const object = needObject(ctx, input.Bucket, input.Key);
  const range = readable(input, object, ctx);
  const { first, last } = range ?? { first: 0, last: object.size - 1 };
  const Body = ctx.step('open the object', () => readBytes(ctx.workspace.ports.files, object.file, first, last));
  return { ...described(object, range, input), Body };
};

/** What GetObject would say, without the bytes. */
export const HeadObject: S3Handler<'HeadObject'> = (input, ctx) => {
  const object = ctx.step(
    'find the object',
    () =>
      findObject(ctx, input.Bucket, input.Key) ??
      ctx.refuse(
        'NotFound',
        'Not Found',
        `The bucket ${input.Bucket} has no object ${input.Key}, or there is no such bucket.`,
      ),
    'Key',
  );
  return described(object, readable(input, object, ctx), input);
};

/** Removes an object; removing what is not there succeeds, as at AWS. */
export const DeleteObject: S3Handler<'DeleteObject'> = async (input, ctx) => {
  const { store } = ctx;
  const removed = ctx.write(() => {
    findBucket(ctx, input.Bucket);
    const object = store.resources.object(input.Bucket, input.Key);
    if (object !== undefined && input.IfMatch !== undefined && !matches(input.IfMatch, object.etag))
      ctx.refuse(
        'PreconditionFailed',
        UNMET_CONDITION_MESSAGE,
        `If-Match asks for ${input.IfMatch}, the object has "${object.etag}".`,
      );
    if (object !== undefined) store.resources.removeObject(input.Bucket, input.Key);
    return object;
  });
  if (removed !== undefined) {
    await removeFile(ctx.workspace.ports.files, removed.file);
    ctx.changed('object', input.Bucket, input.Key);
  }
  return {};
};

/** Removes up to 1,000 objects; each key is permitted and answered by itself. */
export const DeleteObjects: S3Handler<'DeleteObjects'> = async (input, ctx) => {
  findBucket(ctx, input.Bucket);
  const wanted = input.Delete.Objects;
  if (wanted.length === 0 || wanted.length > 1000)
    ctx.refuse(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
      'It names from 1 to 1,000 objects.',
    );
  const deleted: { Key: string }[] = [];
  const errors: { Key: string; Code: string; Message: string }[] = [];
  for (const { Key, ETag } of wanted) {
    const resource = objectArn(input.Bucket, Key);
    const denial = denialOf(ctx, 's3', { action: 's3:DeleteObject', resource });
    const object = ctx.store.resources.object(input.Bucket, Key);
    if (denial !== undefined) errors.push({ Key, Code: denial.code, Message: denial.message });
    else if (ETag !== undefined && object !== undefined && !matches(ETag, object.etag))
      errors.push({
        Key,
        Code: 'PreconditionFailed',
        Message: UNMET_CONDITION_MESSAGE,
      });
    else {
      ctx.write(() => ctx.store.resources.removeObject(input.Bucket, Key));
      if (object !== undefined) await removeFile(ctx.workspace.ports.files, object.file);
      deleted.push({ Key });
    }
  }
  if (deleted.length > 0) ctx.changed('object', input.Bucket);
  return { ...(input.Delete.Quiet === true ? {} : { Deleted: deleted }), Errors: errors };
};
