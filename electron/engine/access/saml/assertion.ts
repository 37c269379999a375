import { SignedXml } from 'xml-crypto';
import type { SamlMetadata } from './metadata.ts';
import { attribute, child, children, NS, readXml, SamlError, textOf } from './xml.ts';

/** A SAML assertion that was verified. */
export type SamlAssertion = {
  readonly issuer: string;
  readonly subject: string;
  /** `persistent`, `transient`, or the format's whole name. */
  readonly subjectType: string;
  readonly nameQualifier?: string;
  /** Where the response was meant to be sent. */
  readonly recipient: string;
  readonly audiences: readonly string[];
  readonly attributes: Readonly<Record<string, readonly string[]>>;
};

/** Why a response is not believed. */
export type SamlRejection = {
  readonly why: 'malformed' | 'signature' | 'issuer' | 'expired' | 'claims';
  readonly reason: string;
};

/** Milliseconds by which the provider's clock may differ. */
const SKEW = 3 * 60 * 1000;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const SIGNATURES = ['rsa-sha256', 'rsa-sha384', 'rsa-sha512', 'rsa-sha1'];

/**
 * Verifies a SAML response, base64, against the metadata of its provider.
 *
 * Only what a signature covers is read: the assertion is taken from the bytes that were verified, never from
 * the document around them. SAML 2.0 Core sections 2.5 and 5, Profiles section 4.1.4.3.
 *
 * @param now epoch milliseconds
 */
export function verifyResponse(encoded: string, metadata: SamlMetadata, now: number): SamlAssertion | SamlRejection {
  try {
    const text = Buffer.from(encoded, 'base64').toString('utf8');
    const signed = signedElement(text, metadata);
    if (typeof signed === 'string') return { why: 'signature', reason: signed };
    const assertion = signed.localName === 'Assertion' ? signed : onlyAssertion(signed);
    return judge(assertion, metadata, now);
  } catch (error) {
    if (error instanceof SamlError) return { why: 'malformed', reason: error.message };
    throw error;
  }
}

/** The element that the provider signed, read from the verified bytes; or why there is none. */
function signedElement(text: string, { certificates }: SamlMetadata): Element | string {
  const root = readXml(text);
  if (root.namespaceURI !== NS.protocol || root.localName !== 'Response')
    throw new SamlError('The document is no SAML response.');
  const status = attribute(child(child(root, NS.protocol, 'Status'), NS.protocol, 'StatusCode'), 'Value');
  if (status !== SUCCESS) throw new SamlError(`The provider answers with the status ${status}.`);
  const candidates = [root, ...children(root, NS.assertion, 'Assertion')];
  const signatures = candidates.flatMap((element) => children(element, NS.signature, 'Signature'));
  if (signatures.length === 0) return 'Neither the response nor its assertion is signed.';
  let reason = '';
  for (const signature of signatures) {
    for (const certificate of certificates) {
      const verified = verifiedBy(text, signature, certificate);
      if (typeof verified !== 'string') return verified;
      reason = verified;
    }
  }
  return reason;
}

function verifiedBy(text: string, signature: Element, certificate: string): Element | string {
  const check = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  try {
    check.loadSignature(signature as unknown as Node);
    if (!SIGNATURES.some((name) => check.signatureAlgorithm?.endsWith(`#${name}`)))
      return `The signature is made by ${check.signatureAlgorithm}, which is not taken.`;
    if (!check.checkSignature(text)) return 'The signature does not belong to this document.';
  } catch (error) {
    return `The signature cannot be verified: ${error instanceof Error ? error.message : String(error)}`;
  }
  const [content, ...more] = check.getSignedReferences();
  if (content === undefined || more.length > 0) return 'The signature must cover one element.';
  const element = readXml(content);
  const own =
    (element.namespaceURI === NS.protocol && element.localName === 'Response') ||
    (element.namespaceURI === NS.assertion && element.localName === 'Assertion');
  return own ? element : `The signature covers ${element.localName}, not the assertion.`;
}

function onlyAssertion(response: Element): Element {
  const assertions = children(response, NS.assertion, 'Assertion');
  const [assertion] = assertions;
  if (assertion === undefined || assertions.length > 1)
    throw new SamlError(`The response has ${assertions.length} assertions; one is wanted.`);
  return assertion;
}

function judge(assertion: Element, metadata: SamlMetadata, now: number): SamlAssertion | SamlRejection {
  const issuer = textOf(child(assertion, NS.assertion, 'Issuer'));
  if (issuer !== metadata.entityId)
    return { why: 'issuer', reason: `Issuer is ${issuer}; the provider is ${metadata.entityId}.` };
  const conditions = child(assertion, NS.assertion, 'Conditions');
  const subject = child(assertion, NS.assertion, 'Subject');
  const name = child(subject, NS.assertion, 'NameID');
  const confirmation = (subject === undefined ? [] : children(subject, NS.assertion, 'SubjectConfirmation')).find(
    (element) => attribute(element, 'Method') === BEARER,
  );
  const data = child(confirmation, NS.assertion, 'SubjectConfirmationData');
  const recipient = attribute(data, 'Recipient');
  if (name === undefined || textOf(name) === '' || data === undefined || recipient === undefined)
    return { why: 'claims', reason: 'The assertion has no NameID, or no bearer confirmation with a recipient.' };
  const times = [conditions, data]
    .map((element) => windowProblem(element, now))
    .find((problem) => problem !== undefined);
  if (times !== undefined) return { why: 'expired', reason: times };
  if (attribute(data, 'NotOnOrAfter') === undefined)
    return { why: 'claims', reason: 'SubjectConfirmationData has no NotOnOrAfter.' };
  const nameQualifier = attribute(name, 'NameQualifier');
  return {
    issuer,
    subject: textOf(name),
    subjectType: (attribute(name, 'Format') ?? 'persistent').replace(
      /^urn:oasis:names:tc:SAML:2\.0:nameid-format:/,
      '',
    ),
    ...(nameQualifier === undefined ? {} : { nameQualifier }),
    recipient,
    audiences: (conditions === undefined ? [] : children(conditions, NS.assertion, 'AudienceRestriction')).flatMap(
      (restriction) => children(restriction, NS.assertion, 'Audience').map(textOf),
    ),
    attributes: attributesOf(assertion),
  };
}

function windowProblem(element: Element | undefined, now: number): string | undefined {
  const from = attribute(element, 'NotBefore');
  const until = attribute(element, 'NotOnOrAfter');
  if (from !== undefined && !(Date.parse(from) <= now + SKEW)) return `It holds from ${from} on.`;
  if (until !== undefined && !(Date.parse(until) > now - SKEW)) return `It held until ${until}.`;
  return undefined;
}

function attributesOf(assertion: Element): Record<string, readonly string[]> {
  const listed = children(assertion, NS.assertion, 'AttributeStatement').flatMap((statement) =>
    children(statement, NS.assertion, 'Attribute'),
  );
  return Object.fromEntries(
    listed.map((element) => [
      attribute(element, 'Name') ?? '',
      children(element, NS.assertion, 'AttributeValue').map(textOf),
    ]),
  );
}
