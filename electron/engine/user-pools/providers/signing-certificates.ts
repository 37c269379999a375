import type { Ctx } from '../../kernel/handler.ts';
import type { Pool } from '../../store/pools.ts';
import { selfSignedCertificate } from '../../tokens/certificate.ts';

/** The certificate with which a pool signs SAML requests: DER in base64, the same each time. */
export const signingCertificate = (ctx: Ctx, pool: Pool): Promise<string> => certificateOf(ctx, pool, 'saml-signing');

/** The certificate for which a SAML provider encrypts its assertions. */
export const encryptionCertificate = (ctx: Ctx, pool: Pool): Promise<string> =>
  certificateOf(ctx, pool, 'saml-encryption');

/** A certificate of one of a pool's keys, valid for ten years from the pool's creation. */
const certificateOf = async (ctx: Ctx, pool: Pool, use: 'saml-signing' | 'saml-encryption'): Promise<string> =>
  selfSignedCertificate(await ctx.workspace.keys.key(pool.id, use), pool.id, pool.createdAt);
