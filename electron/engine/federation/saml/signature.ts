import { createSign, createVerify, createHash } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { attribute, children, NS, readXml } from './xml.ts';

/** An element that a provider signed, read from the verified bytes. */
export type Verified = { readonly element: Element; /** `rsa-sha256` */ readonly algorithm: string };

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
/**
 * Signatures that are taken. AWS documents no list; identity providers that still sign with SHA-1 work with it, so
 * SHA-1 is accepted and reported. Signatures by a shared secret never are: the certificate would be the secret.
 */
const SIGNATURES: Readonly<Record<string, string>> = {
  [`${NS.signature}rsa-sha1`]: 'rsa-sha1',
  [`${MORE}rsa-sha256`]: 'rsa-sha256',
  [`${MORE}rsa-sha384`]: 'rsa-sha384',
  [`${MORE}rsa-sha512`]: 'rsa-sha512',
};

/** RSA with SHA-384, which the library lacks. */
class RsaSha384 {
  getAlgorithmName = (): string => `${MORE}rsa-sha384`;
  getSignature = (text: unknown, key: unknown): string =>
    createSign('RSA-SHA384')
      .update(text as string)
      .sign(key as string, 'base64');
  verifySignature = (text: unknown, key: unknown, value: unknown): boolean =>
    createVerify('RSA-SHA384')
      .update(text as string)
      .verify(key as string, value as string, 'base64');
}

class Sha384 {
  getAlgorithmName = (): string => `${MORE}sha384`;
  getHash = (xml: string): string => createHash('sha384').update(xml, 'utf8').digest('base64');
}

/** The signatures of an element itself, not of what is in it. */
export const signaturesOf = (element: Element): Element[] => children(element, NS.signature, 'Signature');

/**
 * Verifies the one signature of an element by the provider's certificates; gives the element as it was signed, or
 * why it is not trusted.
 *
 * What is given is read from the bytes that the signature covers, so that nothing outside of them can be taken for
 * signed. The signature must cover the element it stands in and nothing else. SAML 2.0 Core section 5.4.
 *
 * @param text the whole document
 * @param certificates PEM; a key that the document brings along is never used
 */
export function verifiedElement(text: string, element: Element, certificates: readonly string[]): Verified | string {
  const [signature, ...more] = signaturesOf(element);
  if (signature === undefined) return `${element.localName} is not signed.`;
  if (more.length > 0) return `${element.localName} has ${more.length + 1} signatures; one is wanted.`;
  let reason = 'The provider has no certificate.';
  for (const certificate of certificates) {
    const verified = verifiedBy(text, signature, certificate);
    if (typeof verified === 'string') reason = verified;
    else return sameElement(verified.element, element) ?? verified;
  }
  return reason;
}

function sameElement(signed: Element, holder: Element): string | undefined {
  const same =
    signed.localName === holder.localName &&
    signed.namespaceURI === holder.namespaceURI &&
    attribute(signed, 'ID') !== undefined &&
    attribute(signed, 'ID') === attribute(holder, 'ID');
  return same ? undefined : `The signature of ${holder.localName} covers another element, ${signed.localName}.`;
}

function verifiedBy(text: string, signature: Element, certificate: string): Verified | string {
  const check = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  check.SignatureAlgorithms[`${MORE}rsa-sha384`] = RsaSha384;
  check.HashAlgorithms[`${MORE}sha384`] = Sha384;
  try {
    check.loadSignature(signature as unknown as Node);
    const algorithm = SIGNATURES[check.signatureAlgorithm ?? ''];
    if (algorithm === undefined) return `The signature is made by ${check.signatureAlgorithm}, which is not taken.`;
    if (!check.checkSignature(text)) return 'The signature does not belong to this document.';
    const [content, ...more] = check.getSignedReferences();
    if (content === undefined || more.length > 0) return 'The signature must cover one element.';
    return { element: readXml(content), algorithm };
  } catch (error) {
    return `The signature cannot be verified: ${error instanceof Error ? error.message : String(error)}`;
  }
}
