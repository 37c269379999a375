import type { AwsService } from '../../../shared/aws/models.ts';
import { layerWords, type Explanation } from '../policy/evaluate/evaluate.ts';
import type { CommonFault } from '../kernel/fault.ts';
import type { Needed } from './requests/requests-of.ts';

/**
 * The framework's refusals, in the words of each protocol: AWS JSON answers 400, AWS Query and S3 answer 403.
 */
type Protocol = 'json' | 'query' | 's3';

const PROTOCOLS: Readonly<Record<AwsService, Protocol>> = {
  'cognito-idp': 'json',
  'cognito-identity': 'json',
  iam: 'query',
  sts: 'query',
  s3: 's3',
};

const refusal = (
  service: AwsService,
  by: Readonly<Record<Protocol, readonly [code: CommonFault['code'], message: string]>>,
  reason: string,
): CommonFault => {
  const protocol = PROTOCOLS[service];
  const [code, message] = by[protocol];
  return { code, message, reason, ...(protocol === 'json' ? {} : { status: 403 }) };
};

/** A signed operation was called without a signature. */
export const anonymousCaller = (service: AwsService): CommonFault =>
  refusal(
    service,
    {
      json: ['MissingAuthenticationTokenException', 'Missing Authentication Token'],
      query: ['MissingAuthenticationToken', 'Request is missing Authentication Token'],
      s3: ['AccessDenied', 'Access Denied'],
    },
    'The request carries no signature, and the operation needs one.',
  );

/** The access key is none that the engine issued, and the workspace is strict. */
export const unknownKey = (service: AwsService, accessKeyId: string): CommonFault =>
  refusal(
    service,
    {
      json: ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
      query: ['InvalidClientTokenId', 'The security token included in the request is invalid.'],
      s3: ['InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.'],
    },
    `The access key ${accessKeyId} was not issued by this workspace.`,
  );

/** Temporary credentials after their time. `expiresAt` is epoch milliseconds. */
export const expiredSession = (service: AwsService, expiresAt: number): CommonFault => ({
  ...refusal(
    service,
    {
      json: ['ExpiredTokenException', 'The security token included in the request is expired'],
      query: ['ExpiredToken', 'The security token included in the request is expired'],
      s3: ['ExpiredToken', 'The provided token has expired.'],
    },
    `The credentials expired at ${new Date(expiresAt).toISOString()} by the workspace clock.`,
  ),
  ...(service === 's3' ? { status: 400 } : {}),
});

/** IAM's denial in AWS's words, with the kind of policy that decided; the explanation is the reason. */
export function accessDenied(service: AwsService, who: string, needed: Needed, explanation: Explanation): CommonFault {
  const protocol = PROTOCOLS[service];
  const shown = needed.shown ?? (protocol === 's3' ? `"${needed.resource}"` : needed.resource);
  const on = shown === '' ? '' : ` on resource: ${shown}`;
  const words = layerWords[explanation.layer];
  const because =
    explanation.decision === 'explicit deny'
      ? `with an explicit deny in ${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`
      : `because no ${words} allows the ${needed.action} action`;
  return {
    code: protocol === 'json' ? 'AccessDeniedException' : 'AccessDenied',
    message: `User: ${who} is not authorized to perform: ${needed.action}${on} ${because}`,
    reason: explanation.reason,
    ...(protocol === 'json' ? {} : { status: 403 }),
  };
}
