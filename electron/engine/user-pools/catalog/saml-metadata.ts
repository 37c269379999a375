import type { Ctx } from '../../kernel/handler.ts';

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/**
 * The endpoints that a provider's metadata names for the redirect binding, as AWS adds them to its details.
 * SAML 2.0 Metadata, section 2.4.3.
 *
 * @throws InvalidParameterException for a text that is no provider's metadata
 */
export function samlEndpoints(ctx: Ctx<'InvalidParameterException'>, metadata: string): Record<string, string> {
  const hasProvider =
    /<(?:[\w-]+:)?EntityDescriptor[\s>]/.test(metadata) && /<(?:[\w-]+:)?IDPSSODescriptor[\s>]/.test(metadata);
  if (!hasProvider)
    return ctx.refuse(
      'InvalidParameterException',
      'Error parsing the SAML metadata: it does not describe an identity provider.',
      'MetadataFile must hold an EntityDescriptor with an IDPSSODescriptor.',
    );
  const signIn = locationOf(metadata, 'SingleSignOnService');
  const signOut = locationOf(metadata, 'SingleLogoutService');
  return {
    ...(signIn === undefined ? {} : { SSORedirectBindingURI: signIn }),
    ...(signOut === undefined ? {} : { SLORedirectBindingURI: signOut }),
  };
}

function locationOf(metadata: string, element: string): string | undefined {
  for (const [tag] of metadata.matchAll(new RegExp(`<(?:[\\w-]+:)?${element}\\s[^>]*>`, 'g')))
    if (attributeOf(tag, 'Binding') === REDIRECT) return attributeOf(tag, 'Location');
  return undefined;
}

const attributeOf = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1]?.replaceAll('&amp;', '&');
