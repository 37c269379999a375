import { judgeAccessToken } from '../federation/local-providers/access-tokens.ts';
import { KINDS, kindOfLoginKey } from '../federation/local-providers/kinds.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Login } from './login.ts';

/** Whether a public provider vouches for people by access tokens, which its own server must be asked about. */
export function isAccessTokenProvider(provider: string): boolean {
  const kind = kindOfLoginKey(provider);
  return kind !== undefined && KINDS[kind].tokens === 'access';
}

/**
 * The apps that an identity pool's setting names. Twitter's and Digits' is the consumer key with its secret behind
 * a semicolon, others may list several apps.
 */
const appsIn = (provider: string, setting: string): readonly string[] =>
  provider === 'api.twitter.com' || provider === 'www.digits.com'
    ? [setting.split(';')[0] ?? '']
    : setting.split(/[;,\s]+/);

/**
 * Checks a login by an access token of Facebook, Amazon, Twitter or Digits. The provider's local provider is asked in the
 * place of its server; without a local provider no token can be believed.
 */
export function accessTokenLogin(
  ctx: Ctx<'NotAuthorizedException'>,
  provider: string,
  setting: string,
  token: string,
): Login {
  const kind = kindOfLoginKey(provider);
  if (kind === undefined) throw new Error(`${provider} is no public provider`);
  const judged = judgeAccessToken(ctx.workspace, kind, token, appsIn(provider, setting));
  if ('why' in judged) {
    const words = {
      'local-provider': "Invalid login token. Couldn't verify signed token.",
      unknown: "Invalid login token. Couldn't verify signed token.",
      app: 'Token is not from a supported provider of this identity pool.',
      expired: 'Invalid login token. Token is expired.',
    };
    return ctx.refuse('NotAuthorizedException', words[judged.why], judged.reason);
  }
  const { person, appId } = judged;
  return {
    provider,
    subject: person.id,
    claims: { ...person.claims, sub: person.id, aud: appId, iss: provider },
    mappingKey: provider,
    amr: [provider, `${provider}:${appId}:${person.id}`],
  };
}
