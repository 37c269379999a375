import type { Ctx } from '../../kernel/handler.ts';
import { identityPoolRequests, userPoolRequests } from './cognito.ts';
import { iamRequests } from './iam.ts';
import type { Input, Needed } from './needed.ts';
import { s3Requests } from './s3.ts';
import { stsRequests } from './sts.ts';

export type { Needed } from './needed.ts';

/**
 * The permissions that a call needs: IAM action, resource, and the condition keys that the request itself and
 * the tags of the resource set.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * `input` was not validated yet: what has another type than expected is left out.
 */
export function requestsOf(ctx: Ctx, input: Input): Needed[] {
  switch (ctx.call.service) {
    case 'cognito-idp':
      return userPoolRequests(ctx, input);
    case 'cognito-identity':
      return identityPoolRequests(ctx, input);
    case 'iam':
      return iamRequests(ctx, input);
    case 's3':
      return s3Requests(ctx, input);
    default:
      return stsRequests(ctx, input);
  }
}
