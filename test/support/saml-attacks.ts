import {
  constants,
  createCipheriv,
  createHash,
  createPublicKey,
  createSign,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { SignedXml } from 'xml-crypto';

/** How a document is signed, where it is not the usual way. */
export type Signing = {
  /** Local name of the element that is signed and gets the signature. */
  readonly what: 'Assertion' | 'Response';
  readonly signature?: string;
  readonly digest?: string;
  readonly canonical?: string;
};

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';

/** RSA with SHA-384, which the library signs with only when it is told how. */
class RsaSha384 {
  getAlgorithmName = (): string => `${MORE}rsa-sha384`;
  getSignature = (text: unknown, key: unknown): string =>
    createSign('RSA-SHA384')
      .update(text as string)
      .sign(key as string, 'base64');
  verifySignature = (): boolean => false;
}
class Sha384 {
  getAlgorithmName = (): string => `${MORE}sha384`;
  getHash = (xml: string): string => createHash('sha384').update(xml, 'utf8').digest('base64');
}

/** Signs an element of a document; `privateKey` is PEM. */
export function sign(xml: string, privateKey: string, signing: Signing): string {
  const canonical = signing.canonical ?? 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const signer = new SignedXml({
    privateKey,
    signatureAlgorithm: signing.signature ?? `${MORE}rsa-sha256`,
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signer.SignatureAlgorithms[`${MORE}rsa-sha384`] = RsaSha384;
  signer.HashAlgorithms[`${MORE}sha384`] = Sha384;
  signer.addReference({
    xpath: `//*[local-name(.)='${signing.what}']`,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', canonical],
    digestAlgorithm: signing.digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  const place =
    signing.what === 'Response'
      ? { reference: "//*[local-name(.)='Status']", action: 'before' as const }
      : { reference: "//*[local-name(.)='Assertion']/*[local-name(.)='Issuer']", action: 'after' as const };
  signer.computeSignature(xml, { location: place });
  return signer.getSignedXml();
}

/** How an assertion is encrypted, where it is not by AES-256-GCM and RSA-OAEP with SHA-1. */
export type Encrypting = { readonly cipher?: string; readonly wrap?: string; readonly digest?: string };

const XMLENC = 'http://www.w3.org/2001/04/xmlenc#';
const CIPHERS: Readonly<Record<string, string>> = {
  'aes-128-cbc': `${XMLENC}aes128-cbc`,
  'aes-256-cbc': `${XMLENC}aes256-cbc`,
  'aes-128-gcm': 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'aes-256-gcm': 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
};

/** An `EncryptedAssertion` of an assertion for the owner of a key, PEM. */
export function encrypt(assertion: string, owner: string, how: Encrypting = {}): string {
  const { cipher = 'aes-256-gcm', wrap = `${XMLENC}rsa-oaep-mgf1p`, digest } = how;
  const key = randomBytes(cipher.includes('128') ? 16 : 32);
  const iv = randomBytes(cipher.endsWith('gcm') ? 12 : 16);
  const made = createCipheriv(cipher as 'aes-256-gcm', key, iv);
  const body = Buffer.concat([iv, made.update(assertion, 'utf8'), made.final()]);
  const data = cipher.endsWith('gcm') ? Buffer.concat([body, made.getAuthTag()]) : body;
  const wrapped = publicEncrypt(
    {
      key: createPublicKey(owner),
      padding: wrap.endsWith('rsa-1_5') ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_OAEP_PADDING,
      ...(wrap.endsWith('rsa-1_5') ? {} : { oaepHash: digest ?? 'sha1' }),
    },
    key,
  );
  const method =
    digest === undefined
      ? ''
      : `<DigestMethod xmlns="http://www.w3.org/2000/09/xmldsig#" Algorithm="${XMLENC}${digest}"/><MGF xmlns="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1${digest}"/>`;
  const value = (bytes: Buffer): string =>
    `<CipherData><CipherValue>${bytes.toString('base64')}</CipherValue></CipherData>`;
  return [
    '<EncryptedAssertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion">',
    `<EncryptedData xmlns="${XMLENC}" Type="${XMLENC}Element"><EncryptionMethod Algorithm="${CIPHERS[cipher] ?? cipher}"/>`,
    `<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><EncryptedKey xmlns="${XMLENC}">`,
    `<EncryptionMethod Algorithm="${wrap}">${method}</EncryptionMethod>${value(wrapped)}</EncryptedKey></KeyInfo>`,
    `${value(data)}</EncryptedData></EncryptedAssertion>`,
  ].join('');
}
