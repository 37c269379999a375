import { generateKeyPairSync } from 'node:crypto';
import { verifyResponse, type SamlEncryption } from '../../../../electron/engine/federation/saml/assertion.ts';
import { readMetadata, type SamlMetadata } from '../../../../electron/engine/federation/saml/metadata.ts';
import { startEngine } from '../../../support/harness.ts';
import { samlAssertion, samlMetadata, samlResponse, type SamlContent } from '../../../support/saml.ts';
import { sign, type Signing } from '../../../support/saml-attacks.ts';

export const NOW = Date.UTC(2026, 10, 23, 9);
export const SHA1 = 'http://www.w3.org/2000/09/xmldsig#';
export const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';

let certificate = '';
let key = '';
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const foreign = other.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
export const own = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  format: 'pem',
  type: 'pkcs8',
}) as string;

/** Takes certificate and key of a user pool: they stand in for those of an identity provider. */
export async function takeKeys(): Promise<void> {
  const t = await startEngine({ now: NOW });
  const { UserPool } = await t.call('cognito-idp', 'CreateUserPool', { PoolName: 'keys' });
  const UserPoolId = UserPool?.Id ?? '';
  certificate = (await t.call('cognito-idp', 'GetSigningCertificate', { UserPoolId })).Certificate ?? '';
  const pair = await t.engine.workspace.keys.key(UserPoolId, 'saml-signing');
  key = pair.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  await t.stop();
}

export const assertion = (content: Partial<SamlContent> = {}): string =>
  samlAssertion({ attributes: { role: 'viewer' }, now: NOW, ...content });
/** An assertion for somebody else, signed by nobody. */
export const evil = (): string => assertion({ name: 'eve' }).replace('ID="a1"', 'ID="a2"');
/** A response whose assertion is signed by the provider. */
export const signed = (xml: string, signing: Partial<Signing> = {}, by = key): string =>
  sign(xml, by, { what: 'Assertion', ...signing });
/** A response that is signed as a whole. */
export const whole = (xml = samlResponse(assertion()), signing: Partial<Signing> = {}): string =>
  signed(xml, { what: 'Response', ...signing });
export const good = (): string => signed(samlResponse(assertion()));
/** What the engine makes of a document. */
export const judged = (xml: string, encryption?: SamlEncryption) =>
  verifyResponse(
    Buffer.from(xml).toString('base64'),
    readMetadata(samlMetadata(certificate)),
    NOW,
    ...(encryption === undefined ? [] : [encryption]),
  );
export const signatureIn = (xml: string): string => /<Signature .*?<\/Signature>/s.exec(xml)?.[0] ?? '';
export const assertionIn = (xml: string): string => /<Assertion .*<\/Assertion>/s.exec(xml)?.[0] ?? '';
/** The provider's metadata as the engine reads it. */
export const metadata = (): SamlMetadata => readMetadata(samlMetadata(certificate));
