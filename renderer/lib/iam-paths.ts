/** The pages of the area. */
export const iamPaths = {
  users: '/iam/users',
  createUser: '/iam/users/create',
  user: (name: string, tab?: string): string =>
    `/iam/users/${encodeURIComponent(name)}${tab === undefined ? '' : `?tab=${tab}`}`,
  providers: '/iam/providers',
  createOidc: '/iam/providers/create-oidc',
  createSaml: '/iam/providers/create-saml',
  provider: (arn: string): string => `/iam/providers/${encodeURIComponent(arn)}`,
} as const;

/** The page of a managed policy. */
export const policyPath = (arn: string): string => `/policies/${encodeURIComponent(arn)}`;

/** What a provider is called: the issuer's address without scheme, or the name of a SAML provider. */
export const providerName = (arn: string): string => arn.replace(/^.*:(?:oidc|saml)-provider\//, '');

/** Whether an ARN names a SAML provider; otherwise it is an OpenID Connect provider. */
export const isSaml = (arn: string): boolean => arn.includes(':saml-provider/');

/** `1 key`, `2 keys`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
