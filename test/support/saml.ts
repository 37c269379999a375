import { SignedXml } from 'xml-crypto';

export const SAML_ENTITY = 'https://idp.example/metadata';
export const SAML_RECIPIENT = 'https://signin.aws.amazon.com/saml';
export const SAML_ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/';

/** The metadata of an identity provider; `certificate` is DER in base64, `before` stands before its root. */
export const samlMetadata = (certificate: string, before = ''): string =>
  `<?xml version="1.0"?>${before}<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${SAML_ENTITY}" validUntil="2036-01-01T00:00:00Z"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor></IDPSSODescriptor></EntityDescriptor>`;

export type SamlContent = {
  readonly attributes: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly name?: string;
  /** Seconds from now. */
  readonly until?: number;
  readonly issuer?: string;
  readonly audience?: string;
};

/** An assertion that is not signed yet. */
export function samlAssertion(content: SamlContent): string {
  const { name = 'ada', until = 300, issuer = SAML_ENTITY, audience = 'urn:amazon:webservices' } = content;
  const iso = (offset: number): string => new Date(content.now + offset * 1000).toISOString();
  const attributes = Object.entries(content.attributes).map(
    ([attribute, value]) => `<Attribute Name="${attribute}"><AttributeValue>${value}</AttributeValue></Attribute>`,
  );
  return [
    `<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="a1" Version="2.0" IssueInstant="${iso(0)}">`,
    `<Issuer>${issuer}</Issuer><Subject>`,
    `<NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${name}</NameID>`,
    '<SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
    `<SubjectConfirmationData NotOnOrAfter="${iso(until)}" Recipient="${SAML_RECIPIENT}"/></SubjectConfirmation></Subject>`,
    `<Conditions NotBefore="${iso(-60)}" NotOnOrAfter="${iso(until)}">`,
    `<AudienceRestriction><Audience>${audience}</Audience></AudienceRestriction></Conditions>`,
    `<AttributeStatement>${attributes.join('')}</AttributeStatement></Assertion>`,
  ].join('');
}

/** A response around an assertion. */
export const samlResponse = (assertion: string): string =>
  `<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol" ID="r1" Version="2.0"><Status><StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></Status>${assertion}</Response>`;

/** Signs the assertion of a response; `privateKey` is PEM. */
export function signSaml(response: string, privateKey: string): string {
  const signer = new SignedXml({
    privateKey,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signer.addReference({
    xpath: "//*[local-name(.)='Assertion']",
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(response, { location: { reference: "//*[local-name(.)='Issuer']", action: 'after' } });
  return signer.getSignedXml();
}
