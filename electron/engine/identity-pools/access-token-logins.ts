import { judgeAccessToken } from '../federation/local-providers/access-tokens.ts';
import { KINDS } from '../federation/local-providers/kinds.ts';
import type { LocalProviderKind } from '../../../shared/poolkeeper/operations.ts';
import type { Ctx } from '../kernel/handler.ts';
import { refuseLogin, UNSUPPORTED, type Login } from './login.ts';

/**
 * The apps that an identity pool's setting names. Twitter's and Digits' is the consumer key with its secret behind
 * a semicolon, others may list several apps.
 */
const appsIn = (kind: LocalProviderKind, setting: string): readonly string[] =>
  kind === 'twitter' || kind === 'digits' ? [setting.split(';')[0] ?? ''] : setting.split(/[;,\s]+/);

/**
 * Checks a login by an access token of Facebook, Amazon, Twitter or Digits. The provider's local provider is asked in the
 * place of its server; without a local provider no token can be checked.
 */
export function accessTokenLogin(
  ctx: Ctx<'NotAuthorizedException'>,
  kind: LocalProviderKind,
  setting: string,
  token: string,
): Login {
  const { loginKey: provider = kind } = KINDS[kind];
  const judged = judgeAccessToken(ctx.workspace, kind, token, appsIn(kind, setting));
  if ('why' in judged) {
    const words = {
      'local-provider': "Invalid login token. Couldn't verify signed token.",
      unknown: "Invalid login token. Couldn't verify signed token.",
      app: UNSUPPORTED,
      expired: 'Invalid login token. Token is expired.',
    };
    return refuseLogin(ctx, words[judged.why], judged.reason);
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
