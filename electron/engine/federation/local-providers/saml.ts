import { SignedXml } from 'xml-crypto';
import type { LocalProviderClaims } from '../../../../shared/poolkeeper/operations.ts';
import { uuid } from '../../kernel/ids.ts';
import type { LocalProviderRecord } from '../../store/local-providers.ts';
import type { Workspace } from '../../kernel/workspace.ts';
import { element, escaped } from '../../kernel/xml.ts';
import { addressOf, issuerOfLocalProvider } from './issuer.ts';
import { samlKey } from './keys.ts';

const SAML = 'urn:oasis:names:tc:SAML:2.0';
const PERSISTENT = `${SAML}:nameid-format:persistent`;
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/**
 * The metadata of a SAML local provider, as IAM's `CreateSAMLProvider` and user pools take it.
 *
 * SAML 2.0 Metadata section 2.4.3.
 */
export async function samlMetadataOf(workspace: Workspace, localProvider: LocalProviderRecord): Promise<string> {
  const { certificate } = await samlKey(workspace, localProvider);
  const location = escaped(`${addressOf(workspace, localProvider)}/sso`);
  const services = ['HTTP-Redirect', 'HTTP-POST']
    .map((binding) => `<SingleSignOnService Binding="${SAML}:bindings:${binding}" Location="${location}"/>`)
    .join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<EntityDescriptor xmlns="${SAML}:metadata" entityID="${escaped(issuerOfLocalProvider(workspace, localProvider) ?? '')}">`,
    `<IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="${SAML}:protocol">`,
    '<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>',
    element('X509Certificate', certificate),
    '</X509Data></KeyInfo></KeyDescriptor>',
    element('NameIDFormat', PERSISTENT),
    `${services}</IDPSSODescriptor></EntityDescriptor>`,
  ].join('');
}

/** What a SAML response says. Times are epoch milliseconds. */
type SamlSaying = {
  /** The person's NameID. */
  readonly subject: string;
  readonly audience: string;
  /** The address that the response is sent to. */
  readonly recipient: string;
  readonly attributes: LocalProviderClaims;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The id of the request that it answers; none where the sign-in begins at the provider. */
  readonly inResponseTo?: string;
};

/**
 * A SAML response, base64, whose assertion the local provider signs: RSA-SHA256, exclusive canonicalisation.
 *
 * SAML 2.0 Core sections 2 and 3.3, Profiles section 4.1.4.2.
 */
export async function samlResponseOf(
  workspace: Workspace,
  localProvider: LocalProviderRecord,
  said: SamlSaying,
): Promise<string> {
  const { key, certificate } = await samlKey(workspace, localProvider);
  const newId = (): string => `_${uuid(workspace.ports.random)}`;
  const issuer = element('Issuer', escaped(issuerOfLocalProvider(workspace, localProvider) ?? ''));
  const head = `ID="${newId()}" Version="2.0" IssueInstant="${iso(said.issuedAt)}"`;
  const answers = said.inResponseTo === undefined ? '' : ` InResponseTo="${escaped(said.inResponseTo)}"`;
  const response = [
    `<Response xmlns="${SAML}:protocol" ${head} Destination="${escaped(said.recipient)}"${answers}>`,
    issuer.replace('<Issuer>', `<Issuer xmlns="${SAML}:assertion">`),
    `<Status><StatusCode Value="${SAML}:status:Success"/></Status>`,
    assertionOf(said, newId(), issuer, answers),
    '</Response>',
  ].join('');
  return Buffer.from(signed(response, key.privateKey.export({ type: 'pkcs8', format: 'pem' }), certificate)).toString(
    'base64',
  );
}

function assertionOf(said: SamlSaying, id: string, issuer: string, answers: string): string {
  const until = iso(said.expiresAt);
  const from = iso(said.issuedAt);
  return [
    `<Assertion xmlns="${SAML}:assertion" ID="${id}" Version="2.0" IssueInstant="${from}">${issuer}`,
    `<Subject><NameID Format="${PERSISTENT}">${escaped(said.subject)}</NameID>`,
    `<SubjectConfirmation Method="${SAML}:cm:bearer">`,
    `<SubjectConfirmationData NotOnOrAfter="${until}" Recipient="${escaped(said.recipient)}"${answers}/>`,
    '</SubjectConfirmation></Subject>',
    `<Conditions NotBefore="${from}" NotOnOrAfter="${until}">`,
    `<AudienceRestriction>${element('Audience', escaped(said.audience))}</AudienceRestriction></Conditions>`,
    `<AuthnStatement AuthnInstant="${from}" SessionIndex="${id}">`,
    `<AuthnContext><AuthnContextClassRef>${SAML}:ac:classes:Password</AuthnContextClassRef></AuthnContext>`,
    '</AuthnStatement>',
    attributesOf(said.attributes),
    '</Assertion>',
  ].join('');
}

function attributesOf(claims: LocalProviderClaims): string {
  const listed = Object.entries(claims).map(([name, value]) => {
    const values = [value].flat().map((item) => element('AttributeValue', escaped(String(item))));
    return `<Attribute Name="${escaped(name)}">${values.join('')}</Attribute>`;
  });
  return listed.length === 0 ? '' : element('AttributeStatement', listed.join(''));
}

const iso = (at: number): string => new Date(at).toISOString();

/** Signs the assertion of a response; the signature stands after its issuer, where the schema wants it. */
function signed(response: string, privateKey: string | Buffer, certificate: string): string {
  const signer = new SignedXml({
    privateKey,
    publicCert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  signer.addReference({
    xpath: "/*/*[local-name(.)='Assertion']",
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXCLUSIVE],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(response, {
    location: { reference: "/*/*[local-name(.)='Assertion']/*[local-name(.)='Issuer']", action: 'after' },
  });
  return signer.getSignedXml();
}
