import type { CORSRule } from '../../../shared/aws/types/s3.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import { findBucket } from './objects.ts';

/** Buckets have at most 100 rules. */
const MAX_RULES = 100;
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

/** The CORS rules of a bucket. */
export const GetBucketCors: Handler<'s3', 'GetBucketCors'> = (input, ctx) => {
  const { cors } = findBucket(ctx, input.Bucket);
  if (cors !== undefined) return { CORSRules: [...cors] };
  return ctx.refuse(
    'NoSuchCORSConfiguration',
    'The CORS configuration does not exist',
    `The bucket ${input.Bucket} has no rules of its own: every page may read what its requests are answered.`,
  );
};

/** Sets the CORS rules of a bucket: from then on they alone say which web pages may use it. */
export const PutBucketCors: Handler<'s3', 'PutBucketCors'> = (input, ctx) => {
  const rules = input.CORSConfiguration.CORSRules;
  ctx.step('CORS rules', () => checkRules(ctx, rules), 'Elements of a CORS configuration');
  ctx.write(() => {
    findBucket(ctx, input.Bucket);
    ctx.store.resources.setCors(input.Bucket, rules);
  });
  ctx.changed('bucket', undefined, input.Bucket);
  return {};
};

/** Takes the CORS rules of a bucket away; succeeds where there are none. */
export const DeleteBucketCors: Handler<'s3', 'DeleteBucketCors'> = (input, ctx) => {
  ctx.write(() => {
    findBucket(ctx, input.Bucket);
    ctx.store.resources.setCors(input.Bucket, undefined);
  });
  ctx.changed('bucket', undefined, input.Bucket);
  return {};
};

/** Whether a bucket keeps versions; it never did, which S3 says by saying nothing. */
export const GetBucketVersioning: Handler<'s3', 'GetBucketVersioning'> = (input, ctx) => {
  findBucket(ctx, input.Bucket);
  return {};
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
function checkRules(ctx: Ctx<'InvalidRequest' | 'MalformedXML'>, rules: readonly CORSRule[]): void {
  const malformed = (reason: string): never =>
    ctx.refuse(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
      reason,
    );
  const invalid = (message: string): never => ctx.refuse('InvalidRequest', message);
  if (rules.length === 0 || rules.length > MAX_RULES) malformed(`There are from 1 to ${MAX_RULES} rules.`);
  for (const { AllowedOrigins, AllowedMethods, AllowedHeaders = [], ExposeHeaders = [] } of rules) {
    if (AllowedOrigins.length === 0 || AllowedMethods.length === 0)
      malformed('Each rule names at least one origin and one method.');
    const method = AllowedMethods.find((name) => !METHODS.includes(name));
    if (method !== undefined) invalid(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
    const origin = AllowedOrigins.find(severalWildcards);
    if (origin !== undefined) invalid(`AllowedOrigin "${origin}" can not have more than one wildcard.`);
    const header = AllowedHeaders.find(severalWildcards);
    if (header !== undefined) invalid(`AllowedHeader "${header}" can not have more than one wildcard.`);
    const exposed = ExposeHeaders.find((name) => name.includes('*'));
    if (exposed !== undefined)
      invalid(`ExposeHeader "${exposed}" contains wildcard. We currently do not support wildcard for ExposeHeader.`);
  }
}

const severalWildcards = (text: string): boolean => text.split('*').length > 2;
