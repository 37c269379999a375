import { decryptAssertion } from './decrypt.ts';
import { judge, type SamlAssertion, type SamlRejection } from './judge.ts';
import type { SamlMetadata } from './metadata.ts';
import { signaturesOf, verifiedElement, type Verified } from './signature.ts';
import { attribute, child, children, NS, readXml, SamlError } from './xml.ts';

/** How a provider's assertions may be encrypted. */
export type SamlEncryption = {
  /** PEM. */
  readonly privateKeys: readonly string[];
  /** Whether an assertion that is not encrypted is refused. */
  readonly required: boolean;
};

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/**
 * Verifies a SAML response, base64, against the metadata of its provider.
 *
 * Only what a signature covers is read: the assertion is taken from the bytes that were verified, never from
 * the document around them. A response has one assertion, and every signature of the response and of the
 * assertion must verify. SAML 2.0 Core sections 2.5 and 5, Profiles section 4.1.4.3.
 *
 * @param now epoch milliseconds
 */
export function verifyResponse(
  encoded: string,
  metadata: SamlMetadata,
  now: number,
  encryption: SamlEncryption = { privateKeys: [], required: false },
): SamlAssertion | SamlRejection {
  try {
    const text = textIn(encoded);
    const root = responseIn(text);
    const trusted = trustedAssertion(text, root, metadata, encryption);
    return typeof trusted === 'string'
      ? { why: 'signature', reason: trusted }
      : judge(trusted, root, metadata.entityId, now);
  } catch (error) {
    if (error instanceof SamlError) return { why: 'malformed', reason: error.message };
    throw error;
  }
}

function textIn(encoded: string): string {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(encoded)) throw new SamlError('The response is not base64.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'));
  } catch {
    throw new SamlError('The response is not UTF-8.');
  }
}

function responseIn(text: string): Element {
  const root = readXml(text);
  if (root.namespaceURI !== NS.protocol || root.localName !== 'Response')
    throw new SamlError('The document is no SAML response.');
  const status = attribute(child(child(root, NS.protocol, 'Status'), NS.protocol, 'StatusCode'), 'Value');
  if (status !== SUCCESS) throw new SamlError(`The provider answers with the status ${status}.`);
  return root;
}

/** The assertion that the provider signed, or why there is none. */
function trustedAssertion(
  text: string,
  root: Element,
  { certificates }: SamlMetadata,
  encryption: SamlEncryption,
): Verified | string {
  const response = signaturesOf(root).length === 0 ? undefined : verifiedElement(text, root, certificates);
  if (typeof response === 'string') return response;
  const held = onlyAssertion(response?.element ?? root);
  const encrypted = held.localName === 'EncryptedAssertion';
  if (!encrypted && encryption.required)
    throw new SamlError('The assertion is not encrypted; the provider requires it (AssertionEncryptionMode).');
  const opened = encrypted ? decryptAssertion(held, encryption.privateKeys) : text;
  const assertion = encrypted ? readXml(opened) : onlyAssertion(root);
  if (assertion.namespaceURI !== NS.assertion || assertion.localName !== 'Assertion')
    throw new SamlError('What was encrypted is no assertion.');
  if (signaturesOf(assertion).length > 0) return verifiedElement(opened, assertion, certificates);
  if (response === undefined) return 'Neither the response nor its assertion is signed.';
  // Inside what the response's signature covers.
  return { element: encrypted ? assertion : held, algorithm: response.algorithm };
}

function onlyAssertion(response: Element): Element {
  const assertions = [
    ...children(response, NS.assertion, 'Assertion'),
    ...children(response, NS.assertion, 'EncryptedAssertion'),
  ];
  const [assertion] = assertions;
  if (assertion === undefined || assertions.length > 1)
    throw new SamlError(`The response has ${assertions.length} assertions; one is wanted.`);
  return assertion;
}
