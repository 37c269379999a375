import type { IdentityProviderTypeType } from '../../../../shared/aws/types/cognito-idp.ts';

type Field = { readonly name: string; readonly label: string; readonly placeholder?: string; readonly long?: boolean };

const APP: readonly Field[] = [
  { name: 'client_id', label: 'Client ID' },
  { name: 'client_secret', label: 'Client secret' },
];

/** What each type of provider asks for; everything else has a default. */
export const PROVIDER_FIELDS: Readonly<
  Record<IdentityProviderTypeType, { readonly label: string; readonly fields: readonly Field[] }>
> = {
  OIDC: {
    label: 'OpenID Connect',
    fields: [
      ...APP,
      { name: 'oidc_issuer', label: 'Issuer', placeholder: 'https://id.example.com' },
      { name: 'authorize_scopes', label: 'Scopes', placeholder: 'openid email profile' },
    ],
  },
  SAML: {
    label: 'SAML',
    fields: [
      { name: 'MetadataURL', label: 'Address of the metadata', placeholder: 'https://idp.example.com/metadata' },
      { name: 'MetadataFile', label: 'or the metadata itself', long: true },
    ],
  },
  Google: {
    label: 'Google',
    fields: [...APP, { name: 'authorize_scopes', label: 'Scopes', placeholder: 'openid email profile' }],
  },
  Facebook: {
    label: 'Facebook',
    fields: [...APP, { name: 'authorize_scopes', label: 'Scopes', placeholder: 'public_profile,email' }],
  },
  LoginWithAmazon: {
    label: 'Login with Amazon',
    fields: [...APP, { name: 'authorize_scopes', label: 'Scopes', placeholder: 'profile' }],
  },
  SignInWithApple: {
    label: 'Sign in with Apple',
    fields: [
      { name: 'client_id', label: 'Services ID' },
      { name: 'team_id', label: 'Team ID' },
      { name: 'key_id', label: 'Key ID' },
      { name: 'private_key', label: 'Private key', long: true },
      { name: 'authorize_scopes', label: 'Scopes', placeholder: 'email name' },
    ],
  },
};

/** Details that the form sends without asking. */
export const FIXED_DETAILS: Partial<Record<IdentityProviderTypeType, Readonly<Record<string, string>>>> = {
  OIDC: { attributes_request_method: 'GET' },
};
