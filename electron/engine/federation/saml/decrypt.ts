import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { attribute, child, children, NS, readXml, SamlError, textOf } from './xml.ts';

const XMLENC = 'http://www.w3.org/2001/04/xmlenc#';
const XMLENC11 = 'http://www.w3.org/2009/xmlenc11#';

/** Ciphers by their identifier in XML Encryption: name in node:crypto, bytes of the initial vector and of the tag. */
const CIPHERS: Readonly<Record<string, { readonly name: string; readonly iv: number; readonly tag: number }>> =
  Object.fromEntries(
    [128, 192, 256].flatMap((bits) => [
      [`${XMLENC}aes${bits}-cbc`, { name: `aes-${bits}-cbc`, iv: 16, tag: 0 }],
      [`${XMLENC11}aes${bits}-gcm`, { name: `aes-${bits}-gcm`, iv: 12, tag: 16 }],
    ]),
  );
/** Digests of RSA-OAEP, and the mask functions that go with them. */
const DIGESTS: Readonly<Record<string, string>> = {
  [`${NS.signature}sha1`]: 'sha1',
  [`${XMLENC}sha256`]: 'sha256',
  [`${XMLENC}sha512`]: 'sha512',
};
const MASKS: Readonly<Record<string, string>> = {
  [`${XMLENC11}mgf1sha1`]: 'sha1',
  [`${XMLENC11}mgf1sha256`]: 'sha256',
  [`${XMLENC11}mgf1sha512`]: 'sha512',
};

/**
 * Opens an encrypted assertion with one of the provider's private keys; gives the assertion's text.
 *
 * AES in GCM or CBC mode, its key wrapped by RSA-OAEP, as IAM takes them. RSA of PKCS #1 v1.5 is not taken: it
 * lets an attacker ask for plaintext bit by bit. Whatever goes wrong in decrypting has one and the same reason.
 * XML Encryption 1.1 sections 3.1, 5.2 and 5.5.
 *
 * @param privateKeys PEM, each is tried
 * @throws SamlError
 */
export function decryptAssertion(encrypted: Element, privateKeys: readonly string[]): string {
  if (privateKeys.length === 0)
    throw new SamlError('The assertion is encrypted, and the provider has no private key (AddPrivateKey).');
  const data = child(encrypted, XMLENC, 'EncryptedData');
  const wrapped = [
    ...children(child(data, NS.signature, 'KeyInfo') ?? encrypted, XMLENC, 'EncryptedKey'),
    ...children(encrypted, XMLENC, 'EncryptedKey'),
  ];
  if (data === undefined || wrapped.length === 0)
    throw new SamlError('EncryptedAssertion lacks its EncryptedData or EncryptedKey.');
  const method = attribute(child(data, XMLENC, 'EncryptionMethod'), 'Algorithm') ?? '';
  const cipher = Object.hasOwn(CIPHERS, method) ? CIPHERS[method] : undefined;
  if (cipher === undefined)
    throw new SamlError(`The assertion is encrypted by ${method}; AES-GCM and AES-CBC are taken.`);
  for (const key of wrapped) {
    const oaepHash = paddingOf(key);
    for (const pem of privateKeys) {
      const text = opened(bytesOf(data), bytesOf(key), { pem, oaepHash, cipher });
      if (text !== undefined) return text;
    }
  }
  throw new SamlError(
    `The assertion is encrypted and cannot be opened with ${privateKeys.length === 1 ? 'the private key' : 'either private key'} of the provider.`,
  );
}

/** The digest of the RSA-OAEP padding that wraps a key. */
function paddingOf(key: Element): string {
  const method = child(key, XMLENC, 'EncryptionMethod');
  const algorithm = attribute(method, 'Algorithm');
  const digest = attribute(method === undefined ? undefined : child(method, NS.signature, 'DigestMethod'), 'Algorithm');
  const hash = digest === undefined ? 'sha1' : DIGESTS[digest];
  const mask =
    algorithm === `${XMLENC}rsa-oaep-mgf1p`
      ? 'sha1'
      : MASKS[attribute(child(method, XMLENC11, 'MGF'), 'Algorithm') ?? `${XMLENC11}mgf1sha1`];
  if (algorithm !== `${XMLENC}rsa-oaep-mgf1p` && algorithm !== `${XMLENC11}rsa-oaep`)
    throw new SamlError(`The key of the assertion is wrapped by ${algorithm}; RSA-OAEP is taken.`);
  if (hash === undefined || hash !== mask)
    throw new SamlError('RSA-OAEP is taken with SHA-1, SHA-256 or SHA-512, the same for digest and mask.');
  return hash;
}

const bytesOf = (element: Element): Buffer =>
  Buffer.from(textOf(child(child(element, XMLENC, 'CipherData'), XMLENC, 'CipherValue')), 'base64');

type Opener = {
  readonly pem: string;
  readonly oaepHash: string;
  readonly cipher: { readonly name: string; readonly iv: number; readonly tag: number };
};

function opened(data: Buffer, wrapped: Buffer, { pem, oaepHash, cipher }: Opener): string | undefined {
  try {
    const key = privateDecrypt({ key: pem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, wrapped);
    const body = data.subarray(cipher.iv, data.length - cipher.tag);
    // The two modes have different types: only GCM has a tag.
    const decipher = createDecipheriv(cipher.name as 'aes-256-gcm', key, data.subarray(0, cipher.iv));
    if (cipher.tag > 0) decipher.setAuthTag(data.subarray(data.length - cipher.tag));
    else decipher.setAutoPadding(false);
    const plain = Buffer.concat([decipher.update(body), decipher.final()]);
    // In CBC the last byte says how much was filled up, and what fills up is arbitrary.
    const text = cipher.tag > 0 ? plain : plain.subarray(0, plain.length - (plain.at(-1) ?? 0));
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(text);
    readXml(decoded);
    return decoded;
  } catch {
    return undefined;
  }
}
