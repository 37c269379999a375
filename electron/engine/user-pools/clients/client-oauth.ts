import { APP_CLIENT_FIELDS } from '../../../../shared/aws/defaults.ts';
import type { ClientSettings } from '../../store/clients.ts';
import { customScopes } from '../resource-servers/scopes.ts';
import type { ClientCtx, ClientFrame, GivenClientSettings } from './client-settings.ts';
import { CLIENT_TOKEN_AUTH } from './client-token-flow.ts';

const OPENID_SCOPES: ReadonlySet<string> = new Set(['openid', 'email', 'phone', 'profile']);
const SCOPES: ReadonlySet<string> = new Set([
  ...OPENID_SCOPES,
  'aws.cognito.signin.user.admin',
  'aws.cognito/dcr/register',
]);

type OAuthSettings = Pick<
  ClientSettings,
  | 'AllowedOAuthFlowsUserPoolClient'
  | 'AllowedOAuthFlows'
  | 'AllowedOAuthScopes'
  | 'CallbackURLs'
  | 'LogoutURLs'
  | 'DefaultRedirectURI'
>;

/**
 * A client's OAuth settings, checked against each other.
 *
 * Flows, scopes and URLs need AllowedOAuthFlowsUserPoolClient. client_credentials stands alone and needs
 * a secret (RFC 6749 section 4.4); code and implicit need a place to go back to. Amazon Cognito,
 * CreateUserPoolClient.
 */
export function oauthSettings(ctx: ClientCtx, frame: ClientFrame, input: GivenClientSettings): OAuthSettings {
  const flows = [...new Set(input.AllowedOAuthFlows)];
  const scopes = [...new Set(input.AllowedOAuthScopes)];
  const callbacks = [...new Set(input.CallbackURLs)];
  const logouts = [...new Set(input.LogoutURLs)];
  const uses = input.AllowedOAuthFlowsUserPoolClient ?? APP_CLIENT_FIELDS.AllowedOAuthFlowsUserPoolClient.default;
  // A client that gets its own tokens by GetClientToken has scopes without a flow of the domain.
  const byItself = (input.ExplicitAuthFlows as readonly string[] | undefined)?.includes(CLIENT_TOKEN_AUTH) === true;
  checkSwitch(ctx, uses, { AllowedOAuthFlows: flows, AllowedOAuthScopes: byItself ? [] : scopes });
  if (uses) checkFlows(ctx, frame, flows, scopes, callbacks);
  checkScopes(ctx, frame, scopes, byItself || flows.includes('client_credentials'));
  for (const url of [...callbacks, ...logouts]) checkUrl(ctx, url);
  if (input.DefaultRedirectURI !== undefined && !callbacks.includes(input.DefaultRedirectURI))
    return ctx.refuse(
      'InvalidParameterException',
      'DefaultRedirectURI must be in CallbackURLs.',
      `${input.DefaultRedirectURI} is not among the CallbackURLs.`,
    );
  return {
    AllowedOAuthFlowsUserPoolClient: uses,
    ...(flows.length === 0 ? {} : { AllowedOAuthFlows: flows }),
    ...(scopes.length === 0 ? {} : { AllowedOAuthScopes: scopes }),
    ...(callbacks.length === 0 ? {} : { CallbackURLs: callbacks }),
    ...(logouts.length === 0 ? {} : { LogoutURLs: logouts }),
    ...(input.DefaultRedirectURI === undefined ? {} : { DefaultRedirectURI: input.DefaultRedirectURI }),
  };
}

function checkSwitch(ctx: ClientCtx, uses: boolean, lists: Readonly<Record<string, readonly string[]>>): void {
  if (uses) return;
  const given = Object.entries(lists).flatMap(([name, list]) => (list.length === 0 ? [] : [name]));
  if (given.length > 0)
    ctx.refuse(
      'InvalidParameterException',
      'AllowedOAuthFlowsUserPoolClient must be true to use AllowedOAuthFlows and AllowedOAuthScopes.',
      `${given.join(' and ')} are given, and AllowedOAuthFlowsUserPoolClient is false.`,
    );
}

function checkFlows(
  ctx: ClientCtx,
  { confidential }: ClientFrame,
  flows: readonly string[],
  scopes: readonly string[],
  callbacks: readonly string[],
): void {
  if (flows.length === 0 || scopes.length === 0)
    return ctx.refuse(
      'InvalidParameterException',
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
      `${flows.length === 0 ? 'AllowedOAuthFlows' : 'AllowedOAuthScopes'} is empty, and AllowedOAuthFlowsUserPoolClient is true.`,
    );
  if (!flows.includes('client_credentials')) {
    if (callbacks.length === 0)
      ctx.refuse(
        'InvalidParameterException',
        'CallbackURLs are required for the code and implicit OAuth flows.',
        `AllowedOAuthFlows is ${flows.join(', ')}, and there is no place to return to.`,
      );
    return;
  }
  if (flows.length > 1)
    return ctx.refuse(
      'InvalidOAuthFlowException',
      'client_credentials flow can not be selected along with code flow or implicit flow.',
      `AllowedOAuthFlows is ${flows.join(', ')}.`,
    );
  if (!confidential)
    ctx.refuse(
      'InvalidOAuthFlowException',
      'client_credentials flow can not be selected if client does not have a client secret.',
      'The app client has no secret to prove itself with.',
    );
}

/** Scopes are those of OpenID, of Cognito, or of a resource server of the pool. */
function checkScopes(ctx: ClientCtx, { pool }: ClientFrame, scopes: readonly string[], machine: boolean): void {
  const custom = customScopes(ctx, pool);
  const unknown = scopes.filter((scope) => !SCOPES.has(scope) && !custom.has(scope));
  if (unknown.length > 0)
    return ctx.refuse(
      'ScopeDoesNotExistException',
      `Invalid scope requested: ${unknown.join(', ')}`,
      'The scope is neither one of OpenID or Cognito nor one of a resource server of the pool.',
    );
  const ofUsers = scopes.filter((scope) => OPENID_SCOPES.has(scope));
  if (machine && ofUsers.length > 0)
    ctx.refuse(
      'InvalidOAuthFlowException',
      `${ofUsers.join(', ')} can not be selected with client_credentials flow.`,
      'Scopes of OpenID are about a user; client_credentials has none.',
    );
}

/**
 * An address to which a browser may be sent back: absolute, without fragment, https, http on this
 * machine only, or an app's own scheme. RFC 6749 section 3.1.2, RFC 8252 section 7.
 */
function checkUrl(ctx: ClientCtx, url: string): void {
  const why = whyNotAllowed(url);
  if (why !== undefined) ctx.refuse('InvalidParameterException', `${url} ${why.message}`, why.reason);
}

function whyNotAllowed(url: string): { message: string; reason: string } | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^[a-z][a-z0-9+.-]*:/i.test(url))
    return { message: 'is not a valid URL.', reason: 'A callback or sign-out URL must be absolute.' };
  if (url.includes('#')) return { message: 'must not contain a fragment.', reason: 'The URL has a # part.' };
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname);
  if (parsed.protocol === 'http:' && !local)
    return {
      message: 'cannot use the HTTP protocol.',
      reason: 'http is allowed for localhost, 127.0.0.1 and [::1] only.',
    };
  if (['javascript:', 'data:', 'vbscript:', 'file:'].includes(parsed.protocol))
    return { message: 'is not a valid URL.', reason: `The scheme ${parsed.protocol} is never a place to return to.` };
  return undefined;
}
