import type { GetObjectAttributesResponse } from '../../../shared/aws/types/s3.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import { needObject } from './objects.ts';

const NAMES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'] as const;
const MAX_PARTS_PER_PAGE = 1000;

/**
 * What is known of an object without reading it: those of its attributes that were asked for by name.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
 */
export const GetObjectAttributes: Handler<'s3', 'GetObjectAttributes'> = (input, ctx) => {
  const wanted = asked(ctx, input.ObjectAttributes);
  const object = needObject(ctx, input.Bucket, input.Key);
  const { checksum } = object.details;
  const all: Omit<GetObjectAttributesResponse, 'LastModified'> = {
    ETag: object.etag,
    ...(checksum === undefined
      ? {}
      : { Checksum: { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type } }),
    ...(object.details.parts === undefined ? {} : { ObjectParts: partsOf(object.details.parts, input) }),
    StorageClass: 'STANDARD',
    ObjectSize: object.size,
  };
  return {
    LastModified: object.modifiedAt / 1000,
    ...Object.fromEntries(NAMES.flatMap((name) => (wanted.has(name) && name in all ? [[name, all[name]]] : []))),
  };
};

function asked(ctx: Ctx<'InvalidRequest' | 'InvalidArgument'>, names: readonly string[]): ReadonlySet<string> {
  if (names.length === 0)
    ctx.refuse(
      'InvalidRequest',
      'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
    );
  const unknown = names.find((name) => !(NAMES as readonly string[]).includes(name));
  if (unknown !== undefined)
    ctx.refuse('InvalidArgument', 'Invalid attribute name specified.', `${unknown} is none of ${NAMES.join(', ')}.`);
  return new Set(names);
}

/** One page of the parts that an object was put together from. */
function partsOf(
  sizes: readonly number[],
  { MaxParts = MAX_PARTS_PER_PAGE, PartNumberMarker = 0 }: { MaxParts?: number; PartNumberMarker?: number },
): NonNullable<GetObjectAttributesResponse['ObjectParts']> {
  const most = Math.min(MaxParts, MAX_PARTS_PER_PAGE);
  const page = sizes
    .map((Size, index) => ({ PartNumber: index + 1, Size }))
    .slice(PartNumberMarker, PartNumberMarker + most);
  return {
    TotalPartsCount: sizes.length,
    PartNumberMarker,
    NextPartNumberMarker: page.at(-1)?.PartNumber ?? PartNumberMarker,
    MaxParts: most,
    IsTruncated: PartNumberMarker + page.length < sizes.length,
    Parts: page,
  };
}
