import { X509Certificate } from 'node:crypto';
import type { SamlMetadataSummary } from '../../../../shared/poolkeeper/operations.ts';
import { attribute, child, children, NS, readXml, SamlError, textOf } from './xml.ts';

/** What verification needs of an identity provider. */
export type SamlMetadata = {
  readonly entityId: string;
  /** Certificates that sign, PEM. */
  readonly certificates: readonly string[];
  /** Epoch milliseconds, where the metadata says until when it holds. */
  readonly validUntil?: number;
};

/**
 * Reads the metadata of a SAML identity provider. Throws a `SamlError` that says what is missing.
 *
 * SAML 2.0 Metadata, section 2.4.3.
 */
export function readMetadata(text: string): SamlMetadata {
  const { entity, provider } = providerIn(text);
  const entityId = attribute(entity, 'entityID');
  if (entityId === undefined) throw new SamlError('EntityDescriptor has no entityID.');
  const certificates = children(provider, NS.metadata, 'KeyDescriptor')
    .filter((key) => (attribute(key, 'use') ?? 'signing') === 'signing')
    .flatMap((key) => Array.from(key.getElementsByTagNameNS(NS.signature, 'X509Certificate')))
    .map((certificate) => pemOf(textOf(certificate)));
  if (certificates.length === 0) throw new SamlError('IDPSSODescriptor has no certificate that signs.');
  const until = Date.parse(attribute(entity, 'validUntil') ?? attribute(provider, 'validUntil') ?? '');
  return { entityId, certificates, ...(Number.isNaN(until) ? {} : { validUntil: until }) };
}

/**
 * The same for people: certificates with their dates, and where users are sent. Throws a `SamlError`.
 *
 * IAM takes no notice of a certificate that has expired, so neither does verification; people want to see it.
 */
export function summaryOf(text: string): SamlMetadataSummary {
  const { certificates, ...metadata } = readMetadata(text);
  return {
    ...metadata,
    signIn: children(providerIn(text).provider, NS.metadata, 'SingleSignOnService').map((service) => ({
      binding: (attribute(service, 'Binding') ?? '').replace(/^.*:/, ''),
      url: attribute(service, 'Location') ?? '',
    })),
    certificates: certificates.map((pem) => {
      const { subject, issuer, validFrom, validTo, fingerprint256 } = new X509Certificate(pem);
      return {
        subject: oneLine(subject),
        issuer: oneLine(issuer),
        validFrom: Date.parse(validFrom),
        validTo: Date.parse(validTo),
        fingerprint: fingerprint256,
      };
    }),
  };
}

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/**
 * The addresses that a provider's metadata names for the redirect binding. Throws a `SamlError` for a text that is no
 * provider's metadata. SAML 2.0 Metadata, section 2.4.3.
 */
export function redirectAddresses(text: string): { readonly signIn?: string; readonly signOut?: string } {
  const { provider } = providerIn(text);
  const locationOf = (name: string): string | undefined =>
    attribute(
      children(provider, NS.metadata, name).find((service) => attribute(service, 'Binding') === REDIRECT),
      'Location',
    );
  const signIn = locationOf('SingleSignOnService');
  const signOut = locationOf('SingleLogoutService');
  return { ...(signIn === undefined ? {} : { signIn }), ...(signOut === undefined ? {} : { signOut }) };
}

const oneLine = (name: string): string => name.trim().replaceAll('\n', ', ');

function providerIn(text: string): { readonly entity: Element; readonly provider: Element } {
  const root = readXml(text);
  const entity = root.localName === 'EntitiesDescriptor' ? child(root, NS.metadata, 'EntityDescriptor') : root;
  if (entity?.namespaceURI !== NS.metadata || entity.localName !== 'EntityDescriptor')
    throw new SamlError('The document has no EntityDescriptor.');
  const provider = child(entity, NS.metadata, 'IDPSSODescriptor');
  if (provider === undefined) throw new SamlError('EntityDescriptor has no IDPSSODescriptor.');
  return { entity, provider };
}

function pemOf(base64: string): string {
  const body =
    base64
      .replace(/\s+/g, '')
      .match(/.{1,64}/g)
      ?.join('\n') ?? '';
  const pem = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
  try {
    return new X509Certificate(pem).toString();
  } catch {
    throw new SamlError('A certificate of the document cannot be read.');
  }
}
