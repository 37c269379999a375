import { bucketArn, objectArn } from '../../../../shared/aws/arn.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { copySourceOf } from './copy-source.ts';
import { objectOf } from '../../../../shared/json.ts';
import { text, type Input, type Needed } from './needed.ts';

/** Operations of S3 that another action than their own permits. */
const ACTIONS: Readonly<Record<string, string>> = {
  ListBuckets: 'ListAllMyBuckets',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  HeadBucket: 'ListBucket',
  HeadObject: 'GetObject',
  CopyObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  ListParts: 'ListMultipartUploadParts',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  UploadPartCopy: 'PutObject',
  GetBucketCors: 'GetBucketCORS',
  PutBucketCors: 'PutBucketCORS',
  DeleteBucketCors: 'PutBucketCORS',
};

/** Actions that read or change an object that is there: its tags have a say. */
const OF_TAGGED: readonly string[] = [
  's3:GetObject',
  's3:GetObjectTagging',
  's3:PutObjectTagging',
  's3:DeleteObjectTagging',
];

/**
 * What an operation of S3 needs. A copy reads its source; an object that comes with tags needs the permission to
 * tag; DeleteObjects asks for each key by itself, and says so for each.
 */
export function s3Requests(ctx: Ctx, input: Input): Needed[] {
  const { operation } = ctx.call;
  if (operation === 'DeleteObjects') return [];
  const main = mainRequest(ctx, operation, input);
  if (operation === 'GetObjectAttributes') return [main, { ...main, action: 's3:GetObject' }];
  const source = copySourceOf(text(input['CopySource']) ?? '');
  return [
    main,
    // Who may not read an object may not learn its checksum either.
    ...(operation === 'GetObjectAttributes' ? [{ ...main, action: 's3:GetObject' }] : []),
    ...(source === undefined ? [] : [objectRequest(ctx, 's3:GetObject', source.bucket, source.key)]),
    ...(text(input['Tagging']) === undefined
      ? []
      : [{ ...main, action: 's3:PutObjectTagging', context: { ...main.context, ...sentTags(input) } }]),
  ];
}

function mainRequest(ctx: Ctx, operation: string, input: Input): Needed {
  const bucket = text(input['Bucket']);
  const key = text(input['Key']);
  const action = `s3:${ACTIONS[operation] ?? operation}`;
  if (bucket === undefined)
    return operation === 'ListBuckets' ? { action, resource: bucketArn('*'), shown: '' } : { action, resource: '*' };
  if (key !== undefined) {
    const request = objectRequest(ctx, action, bucket, key);
    return { ...request, context: { ...request.context, ...sentTags(input), ...copyKeys(input) } };
  }
  return { action, resource: bucketArn(bucket), ...listingKeys(operation, input) };
}

/** An action on an object; where its tags have a say, with `s3:ExistingObjectTag/…`. */
function objectRequest({ store }: Ctx, action: string, bucket: string, key: string): Needed {
  const tags = OF_TAGGED.includes(action) ? store.resources.object(bucket, key)?.details.tags : undefined;
  return {
    action,
    resource: objectArn(bucket, key),
    context: Object.fromEntries(
      Object.entries(tags ?? {}).map(([name, value]) => [`s3:ExistingObjectTag/${name}`, value]),
    ),
  };
}

/** `s3:RequestObjectTag/…` and `s3:RequestObjectTagKeys` of tags that come as a query string or as a set. */
function sentTags(input: Input): Needed['context'] {
  const { Tagging } = input;
  const set = objectOf(Tagging)['TagSet'];
  const pairs: [string, string][] =
    typeof Tagging === 'string'
      ? [...new URLSearchParams(Tagging)]
      : Array.isArray(set)
        ? set.map((tag) => [text(objectOf(tag)['Key']) ?? '', text(objectOf(tag)['Value']) ?? ''])
        : [];
  if (pairs.length === 0) return {};
  return {
    's3:RequestObjectTagKeys': pairs.map(([name]) => name),
    ...Object.fromEntries(pairs.map(([name, value]) => [`s3:RequestObjectTag/${name}`, value])),
  };
}

const copyKeys = (input: Input): Needed['context'] =>
  text(input['CopySource']) === undefined
    ? {}
    : {
        's3:x-amz-copy-source': text(input['CopySource']),
        's3:x-amz-metadata-directive': text(input['MetadataDirective']),
      };

function listingKeys(operation: string, input: Input): Pick<Needed, 'context'> {
  if (operation !== 'ListObjectsV2' && operation !== 'ListObjects') return {};
  return {
    context: {
      // A listing without a prefix has the empty one: conditions on s3:prefix can ask for it.
      's3:prefix': typeof input['Prefix'] === 'string' ? input['Prefix'] : '',
      's3:delimiter': text(input['Delimiter']),
      's3:max-keys': typeof input['MaxKeys'] === 'number' ? String(input['MaxKeys']) : undefined,
    },
  };
}
