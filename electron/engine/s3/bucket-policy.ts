import { bucketArn } from '../../../shared/aws/arn.ts';
import { parsePolicy } from '../policy/evaluate/document.ts';
import type { Ctx, Handler } from '../kernel/handler.ts';
import { findBucket } from './objects.ts';

/** Policies of buckets have at most 20 KB. */
const MAX_POLICY_BYTES = 20 * 1024;

/** The policy of a bucket, as it was written. */
export const GetBucketPolicy: Handler<'s3', 'GetBucketPolicy'> = (input, ctx) => {
  const { policy } = findBucket(ctx, input.Bucket);
  if (policy !== undefined) return { Policy: policy };
  return ctx.refuse(
    'NoSuchBucketPolicy',
    'The bucket policy does not exist',
    `The bucket ${input.Bucket} has no policy of its own.`,
  );
};

/**
 * Sets the policy of a bucket, which from then on has a say in every request to it: it may let in whom their own
 * policies do not, everyone included, and shut out anyone.
 */
export const PutBucketPolicy: Handler<'s3', 'PutBucketPolicy'> = (input, ctx) => {
  ctx.step('grammar of the policy', () => checkPolicy(ctx, input.Bucket, input.Policy), 'Bucket policies');
  ctx.write(() => {
    findBucket(ctx, input.Bucket);
    ctx.store.resources.setPolicy(input.Bucket, input.Policy);
  });
  ctx.changed('bucket', undefined, input.Bucket);
  return {};
};

/** Takes the policy of a bucket away; succeeds where there is none. */
export const DeleteBucketPolicy: Handler<'s3', 'DeleteBucketPolicy'> = (input, ctx) => {
  ctx.write(() => {
    findBucket(ctx, input.Bucket);
    ctx.store.resources.setPolicy(input.Bucket, undefined);
  });
  ctx.changed('bucket', undefined, input.Bucket);
  return {};
};

function checkPolicy(ctx: Ctx<'MalformedPolicy'>, bucket: string, text: string): void {
  const malformed = (message: string, reason?: string): never => ctx.refuse('MalformedPolicy', message, reason);
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) malformed('Policy exceeds the maximum allowed document size.');
  if (!text.trimStart().startsWith('{')) malformed("Policies must be valid JSON and the first byte must be '{'");
  try {
    JSON.parse(text);
  } catch {
    malformed('This policy contains invalid Json');
  }
  const read = parsePolicy(text, 'resource');
  if (!read.ok) {
    const [problem] = read.problems;
    return malformed(problem?.message ?? 'Syntax errors in policy.', `At ${problem?.path || 'the top'}.`);
  }
  const arn = bucketArn(bucket);
  for (const { action, resource, index } of read.document.statements) {
    const foreign = action.patterns.find(({ text: name }) => name !== '*' && !/^s3:/i.test(name));
    if (foreign !== undefined) malformed('Policy has invalid action', `Statement ${index + 1}: ${foreign.text}.`);
    const outside = resource?.patterns.find(
      ({ text: name }) => name !== '*' && name !== arn && !name.startsWith(`${arn}/`),
    );
    if (outside !== undefined)
      malformed(
        'Policy has invalid resource',
        `Statement ${index + 1}: ${outside.text} is neither the bucket (${arn}) nor in it (${arn}/*).`,
      );
  }
}
