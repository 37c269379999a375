import { CompactSign } from 'jose';
import type { LocalProviderRecord } from '../../store/local-providers.ts';
import { selfSignedCertificate } from '../../tokens/certificate.ts';
import type { Key } from '../../kernel/workspace.ts';
import type { Workspace } from '../../kernel/workspace.ts';

/** Whose the keys of a local provider are, in the store. */
export const keyOwner = (name: string): string => `local-provider:${name}`;

const signingKey = ({ keys }: Workspace, { name }: LocalProviderRecord): Promise<Key> => keys.key(keyOwner(name), 'id');

/** The public keys of a local provider's ID tokens as its key set lists them. RFC 7517 section 5. */
export async function jwksOfLocalProvider(
  workspace: Workspace,
  localProvider: LocalProviderRecord,
): Promise<Record<string, string>[]> {
  const { kid, publicJwk } = await signingKey(workspace, localProvider);
  return [{ alg: 'RS256', e: publicJwk.e, kid, kty: publicJwk.kty, n: publicJwk.n, use: 'sig' }];
}

/** Signs an ID token, RS256. About a millisecond, outside of transactions. */
export async function signIdToken(
  workspace: Workspace,
  localProvider: LocalProviderRecord,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { kid, privateKey } = await signingKey(workspace, localProvider);
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
    .sign(privateKey);
}

/** The key of a SAML local provider and its certificate, DER in base64. */
export async function samlKey(
  workspace: Workspace,
  localProvider: LocalProviderRecord,
): Promise<{ readonly key: Key; readonly certificate: string }> {
  const key = await workspace.keys.key(keyOwner(localProvider.name), 'saml-signing');
  return { key, certificate: selfSignedCertificate(key, localProvider.name, localProvider.createdAt) };
}
