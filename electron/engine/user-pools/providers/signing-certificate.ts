import type { IdpHandler } from '../../kernel/handler.ts';
import { findPool } from '../pools/find.ts';
import { signingCertificate } from './signing-certificates.ts';

/** The certificate with which a pool signs its SAML requests, base64 without header and footer. */
export const GetSigningCertificate: IdpHandler<'GetSigningCertificate'> = async (input, ctx) => ({
  Certificate: await signingCertificate(ctx, findPool(ctx, input.UserPoolId)),
});
