import { createPath, listPath, pagePath } from '../../shared/resources.ts';

/** The pages of the area. */
export const iamPaths = {
  users: listPath('iam-user'),
  createUser: createPath('iam-user'),
  user: (name: string, tab?: string): string =>
    `${pagePath('iam-user', name)}${tab === undefined ? '' : `?tab=${tab}`}`,
  providers: listPath('oidc-provider'),
  createOidc: createPath('oidc-provider'),
  createSaml: createPath('saml-provider'),
  provider: (arn: string): string => pagePath('oidc-provider', arn),
} as const;

/** The page of a managed policy. */
export const policyPath = (arn: string): string => pagePath('policy', arn);

/** What a provider is called: the issuer's address without scheme, or the name of a SAML provider. */
export const providerName = (arn: string): string => arn.replace(/^.*:(?:oidc|saml)-provider\//, '');

/** Whether an ARN names a SAML provider; otherwise it is an OpenID Connect provider. */
export const isSaml = (arn: string): boolean => arn.includes(':saml-provider/');

/** `1 key`, `2 keys`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
