import type { Fault } from '../../../../../shared/contract.ts';
import type { SignedService } from './sigv4.ts';
import type { Signature } from './sigv4.ts';

type SignatureProblem =
  | 'malformed'
  | 'malformed query'
  | 'two signatures'
  | 'unknown key'
  | 'wrong scope'
  | 'too old'
  | 'too new'
  | 'presigned expired'
  | 'headers not signed'
  | 'mismatch'
  | 'wrong token'
  | 'credentials expired';

type Words = { readonly code: string; readonly status: number; readonly message: string };

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const TWO_SIGNATURES =
  'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';
const INVALID_TOKEN = 'The security token included in the request is invalid.';
const EXPIRED_TOKEN = 'The security token included in the request is expired';

/** What each family of services answers; `{time}` is the time signed, `{why}` what is malformed. */
const WORDS: Readonly<Record<'json' | 'query' | 's3', Readonly<Record<SignatureProblem, Words>>>> = {
  json: {
    malformed: { code: 'IncompleteSignatureException', status: 400, message: '{why}' },
    'malformed query': { code: 'IncompleteSignatureException', status: 400, message: '{why}' },
    'two signatures': { code: 'IncompleteSignatureException', status: 400, message: TWO_SIGNATURES },
    'unknown key': { code: 'UnrecognizedClientException', status: 400, message: INVALID_TOKEN },
    'wrong scope': {
      code: 'InvalidSignatureException',
      status: 400,
      message: "Credential should be scoped to correct service: '{service}'.",
    },
    'too old': {
      code: 'InvalidSignatureException',
      status: 400,
      message: 'Signature expired: {time} is now earlier than the current time less 15 min.',
    },
    'too new': {
      code: 'InvalidSignatureException',
      status: 400,
      message: 'Signature not yet current: {time} is still later than the current time plus 15 min.',
    },
    'presigned expired': {
      code: 'InvalidSignatureException',
      status: 400,
      message: 'Signature expired: {time} is past its expiry.',
    },
    'headers not signed': { code: 'InvalidSignatureException', status: 400, message: MISMATCH },
    mismatch: { code: 'InvalidSignatureException', status: 400, message: MISMATCH },
    'wrong token': { code: 'UnrecognizedClientException', status: 400, message: INVALID_TOKEN },
    'credentials expired': { code: 'ExpiredTokenException', status: 400, message: EXPIRED_TOKEN },
  },
  query: {
    malformed: { code: 'IncompleteSignature', status: 400, message: '{why}' },
    'malformed query': { code: 'IncompleteSignature', status: 400, message: '{why}' },
    'two signatures': { code: 'IncompleteSignature', status: 400, message: TWO_SIGNATURES },
    'unknown key': { code: 'InvalidClientTokenId', status: 403, message: INVALID_TOKEN },
    'wrong scope': {
      code: 'SignatureDoesNotMatch',
      status: 403,
      message: "Credential should be scoped to correct service: '{service}'. ",
    },
    'too old': {
      code: 'SignatureDoesNotMatch',
      status: 403,
      message: 'Signature expired: {time} is now earlier than the current time less 15 min.',
    },
    'too new': {
      code: 'SignatureDoesNotMatch',
      status: 403,
      message: 'Signature not yet current: {time} is still later than the current time plus 15 min.',
    },
    'presigned expired': {
      code: 'SignatureDoesNotMatch',
      status: 403,
      message: 'Signature expired: {time} is past its expiry.',
    },
    'headers not signed': { code: 'SignatureDoesNotMatch', status: 403, message: MISMATCH },
    mismatch: { code: 'SignatureDoesNotMatch', status: 403, message: MISMATCH },
    'wrong token': { code: 'InvalidClientTokenId', status: 403, message: INVALID_TOKEN },
    'credentials expired': { code: 'ExpiredToken', status: 403, message: EXPIRED_TOKEN },
  },
  s3: {
    malformed: {
      code: 'AuthorizationHeaderMalformed',
      status: 400,
      message: 'The authorization header is malformed; {why}',
    },
    'malformed query': { code: 'AuthorizationQueryParametersError', status: 400, message: '{why}' },
    'two signatures': { code: 'InvalidArgument', status: 400, message: TWO_SIGNATURES },
    'unknown key': {
      code: 'InvalidAccessKeyId',
      status: 403,
      message: 'The AWS Access Key Id you provided does not exist in our records.',
    },
    'wrong scope': {
      code: 'AuthorizationHeaderMalformed',
      status: 400,
      message: 'The authorization header is malformed; incorrect service "{scope}". This endpoint belongs to "s3".',
    },
    'too old': {
      code: 'RequestTimeTooSkewed',
      status: 403,
      message: 'The difference between the request time and the current time is too large.',
    },
    'too new': {
      code: 'RequestTimeTooSkewed',
      status: 403,
      message: 'The difference between the request time and the current time is too large.',
    },
    'presigned expired': { code: 'AccessDenied', status: 403, message: 'Request has expired' },
    'headers not signed': {
      code: 'AccessDenied',
      status: 403,
      message: 'There were headers present in the request which were not signed',
    },
    mismatch: {
      code: 'SignatureDoesNotMatch',
      status: 403,
      message:
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    },
    'wrong token': {
      code: 'InvalidToken',
      status: 400,
      message: 'The provided token is malformed or otherwise invalid.',
    },
    'credentials expired': { code: 'ExpiredToken', status: 400, message: 'The provided token has expired.' },
  },
};

/** A problem with a signature in the words of the service that was called; `why` is ours and goes to the trace. */
export function signatureFault(
  service: SignedService,
  problem: SignatureProblem,
  why: string,
  signature?: Signature,
): Fault {
  const family = service === 's3' ? 's3' : service === 'sts' || service === 'iam' ? 'query' : 'json';
  const { code, status, message } = WORDS[family][problem];
  const filled = message
    .replace('{why}', () => why)
    .replace('{time}', () => signature?.timestamp ?? '')
    .replace('{service}', () => service)
    .replace('{scope}', () => signature?.service ?? '');
  return { code, message: filled, status, reason: why };
}
