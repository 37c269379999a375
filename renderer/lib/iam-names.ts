/** What a provider is called: the issuer's address without scheme, or the name of a SAML provider. */
export const providerName = (arn: string): string => arn.replace(/^.*:(?:oidc|saml)-provider\//, '');

/** Whether an ARN names a SAML provider; otherwise it is an OpenID Connect provider. */
export const isSaml = (arn: string): boolean => arn.includes(':saml-provider/');
