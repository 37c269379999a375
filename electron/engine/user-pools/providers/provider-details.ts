import type { IdentityProviderTypeType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { redirectAddresses } from '../../federation/saml/metadata.ts';
import { SamlError } from '../../federation/saml/xml.ts';

type Details = Readonly<Record<string, string>>;

type ProviderKind = {
  /** Details that the caller must give. */
  readonly required: readonly string[];
  /** Details that Cognito adds where the caller gave none. */
  readonly added: Details;
  /** The claim that becomes the username, where Cognito maps it itself. */
  readonly username?: string;
};

const OAUTH = ['client_id', 'client_secret', 'authorize_scopes'] as const;

/** Every type of provider. Amazon Cognito, CreateIdentityProvider: ProviderDetails. */
const KINDS: Readonly<Record<IdentityProviderTypeType, ProviderKind>> = {
  Google: {
    required: OAUTH,
    username: 'sub',
    added: {
      attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
      attributes_url_add_attributes: 'true',
      authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
      oidc_issuer: 'https://accounts.google.com',
      token_request_method: 'POST',
      token_url: 'https://www.googleapis.com/oauth2/v4/token',
    },
  },
  Facebook: {
    required: OAUTH,
    username: 'id',
    added: {
      api_version: 'v17.0',
      attributes_url: 'https://graph.facebook.com/v17.0/me?fields=',
      attributes_url_add_attributes: 'true',
      authorize_url: 'https://www.facebook.com/v17.0/dialog/oauth',
      token_request_method: 'GET',
      token_url: 'https://graph.facebook.com/v17.0/oauth/access_token',
    },
  },
  LoginWithAmazon: {
    required: OAUTH,
    username: 'user_id',
    added: {
      attributes_url: 'https://api.amazon.com/user/profile',
      attributes_url_add_attributes: 'false',
      authorize_url: 'https://www.amazon.com/ap/oa',
      token_request_method: 'POST',
      token_url: 'https://api.amazon.com/auth/o2/token',
    },
  },
  SignInWithApple: {
    required: ['client_id', 'team_id', 'key_id', 'private_key', 'authorize_scopes'],
    username: 'sub',
    added: {
      attributes_url_add_attributes: 'false',
      authorize_url: 'https://appleid.apple.com/auth/authorize',
      oidc_issuer: 'https://appleid.apple.com',
      token_request_method: 'POST',
      token_url: 'https://appleid.apple.com/auth/token',
    },
  },
  OIDC: {
    required: ['client_id', 'authorize_scopes', 'attributes_request_method'],
    username: 'sub',
    added: { attributes_url_add_attributes: 'false' },
  },
  SAML: { required: [], added: {} },
};

const OIDC_ENDPOINTS = ['authorize_url', 'token_url', 'attributes_url', 'jwks_uri'] as const;
/** What AWS keeps to itself. */
const HIDDEN: ReadonlySet<string> = new Set(['private_key']);

/** Providers whose name is their type's. */
export const isSocial = (type: IdentityProviderTypeType): boolean => type !== 'OIDC' && type !== 'SAML';

/** The claim that becomes a federated user's name, where Cognito maps it itself. */
export const usernameClaim = (type: IdentityProviderTypeType): string | undefined => KINDS[type].username;

/** A provider's details as AWS shows them. */
export const shownDetails = (details: Details): Record<string, string> =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !HIDDEN.has(name)));

/**
 * A provider's details with what Cognito adds, checked by its type.
 *
 * @throws InvalidParameterException for a missing detail, an address without https, an unknown choice
 */
export function completeDetails(
  ctx: Ctx<'InvalidParameterException'>,
  type: IdentityProviderTypeType,
  given: Details,
): Record<string, string> {
  const { required, added } = KINDS[type];
  const missing = required.filter((name) => (given[name] ?? '') === '');
  if (missing.length > 0)
    return ctx.refuse(
      'InvalidParameterException',
      `Provider details of type ${type} are missing: ${missing.join(', ')}`,
      `A provider of type ${type} needs ${required.join(', ')}.`,
    );
  if (type === 'OIDC') checkOidc(ctx, given);
  const details = type === 'SAML' ? { ...given, ...checkSaml(ctx, given) } : given;
  return { ...added, ...details };
}

function checkOidc(ctx: Ctx<'InvalidParameterException'>, given: Details): void {
  const absent = OIDC_ENDPOINTS.filter((name) => (given[name] ?? '') === '');
  if ((given['oidc_issuer'] ?? '') === '' && absent.length > 0)
    ctx.refuse(
      'InvalidParameterException',
      `Provider details of type OIDC are missing: oidc_issuer, or ${absent.join(', ')}`,
      'Without oidc_issuer, whose document names the endpoints, each endpoint must be given.',
    );
  if (!['GET', 'POST'].includes(given['attributes_request_method'] ?? ''))
    ctx.refuse(
      'InvalidParameterException',
      'attributes_request_method must be GET or POST.',
      `It is ${given['attributes_request_method']}.`,
    );
  for (const name of ['oidc_issuer', ...OIDC_ENDPOINTS]) checkAddress(ctx, name, given[name]);
}

/** Endpoints are https; http is let through for this machine, where a provider under test runs. */
function checkAddress(ctx: Ctx<'InvalidParameterException'>, name: string, value: string | undefined): void {
  if (value === undefined || value === '') return;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const local = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && local)) return;
  ctx.refuse(
    'InvalidParameterException',
    `${name} must be an https URL.`,
    `${name} is ${value}; http is allowed for localhost only.`,
  );
}

const FLAGS = ['IDPSignout', 'IDPInit', 'EncryptedResponses'] as const;

function checkSaml(ctx: Ctx<'InvalidParameterException'>, given: Details): Details {
  const { MetadataURL = '', MetadataFile = '', RequestSigningAlgorithm } = given;
  if ((MetadataURL === '') === (MetadataFile === ''))
    return ctx.refuse(
      'InvalidParameterException',
      'Provide either MetadataURL or MetadataFile.',
      `A SAML provider needs one of the two; ${MetadataURL === '' ? 'neither is' : 'both are'} given.`,
    );
  checkAddress(ctx, 'MetadataURL', MetadataURL);
  for (const name of FLAGS)
    if (given[name] !== undefined && !/^(true|false)$/i.test(given[name]))
      ctx.refuse('InvalidParameterException', `${name} must be true or false.`, `It is ${given[name]}.`);
  if (RequestSigningAlgorithm !== undefined && RequestSigningAlgorithm !== 'rsa-sha256')
    ctx.refuse(
      'InvalidParameterException',
      'RequestSigningAlgorithm must be rsa-sha256.',
      `It is ${RequestSigningAlgorithm}.`,
    );
  return MetadataFile === '' ? {} : samlEndpoints(ctx, MetadataFile);
}

/** The endpoints that a SAML provider's metadata names, as AWS adds them to its details. */
function samlEndpoints(ctx: Ctx<'InvalidParameterException'>, metadata: string): Record<string, string> {
  try {
    const { signIn, signOut } = redirectAddresses(metadata);
    return {
      ...(signIn === undefined ? {} : { SSORedirectBindingURI: signIn }),
      ...(signOut === undefined ? {} : { SLORedirectBindingURI: signOut }),
    };
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    return ctx.refuse(
      'InvalidParameterException',
      'Error parsing the SAML metadata: it does not describe an identity provider.',
      error.message,
    );
  }
}
