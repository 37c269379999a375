import type { JsonObject } from '../../tokens/parse.ts';
import type { IssuerToken } from './issuer-token.ts';

/** How tokens, trust policies and condition keys name Google. */
export const GOOGLE = 'accounts.google.com';

type Keys = Readonly<Record<string, readonly string[]>>;

/**
 * The condition keys of an OpenID Connect issuer's token: `aud`, `sub`, and `amr` where the token has it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export const issuerKeysOf = (url: string, { audience, subject, claims }: IssuerToken): Keys => ({
  [`${url}:aud`]: [audience],
  [`${url}:sub`]: [subject],
  ...(Array.isArray(claims['amr']) ? { [`${url}:amr`]: claims['amr'].filter((item) => typeof item === 'string') } : {}),
});

/**
 * The condition keys of a Google token: `aud` is `azp` where the token has it, and then `oaud` is its `aud`; `sub`,
 * and `email` where the token has it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function googleKeys(claims: JsonObject): Keys {
  const { azp, sub, email } = claims;
  const audiences = [claims['aud']].flat().filter((item) => typeof item === 'string');
  return {
    [`${GOOGLE}:aud`]: typeof azp === 'string' ? [azp] : audiences.slice(0, 1),
    ...(typeof azp === 'string' ? { [`${GOOGLE}:oaud`]: audiences } : {}),
    ...(typeof sub === 'string' ? { [`${GOOGLE}:sub`]: [sub] } : {}),
    ...(typeof email === 'string' ? { [`${GOOGLE}:email`]: [email] } : {}),
  };
}
