import { verifyIssuerToken } from '../federation/oidc/issuer-token.ts';
import { verifySaml } from '../federation/saml/verify.ts';
import { localProviderOfIssuer } from '../federation/local-providers/issuer.ts';
import type { Ctx } from '../kernel/handler.ts';
import { refuseLogin, UNSUPPORTED, type Login } from './login.ts';

type Refuses = Ctx<'NotAuthorizedException'>;

/** A provider whose ID tokens are checked by the keys of an IAM OpenID Connect provider. */
type Issuer = {
  /** The key of the login. */
  readonly provider: string;
  /** The IAM provider that holds clients and keys. */
  readonly arn: string;
  readonly mappingKey: string;
  /** The clients whose tokens are taken, where they are not those of the IAM provider. */
  readonly audiences?: readonly string[];
};

/**
 * Checks a login by an ID token of an OpenID Connect issuer: by the keys of IAM's provider, or by those of the
 * issuer's local provider. Public providers need none in IAM.
 */
export async function issuerLogin(ctx: Refuses, issuer: Issuer, token: string): Promise<Login> {
  const { provider, arn } = issuer;
  const builtIn = issuer.audiences !== undefined && localProviderOfIssuer(ctx.workspace, provider) !== undefined;
  const found = ctx.store.access.oidcProvider(arn) ?? (builtIn ? { arn, url: provider, clientIds: [] } : undefined);
  if (found === undefined)
    return refuseLogin(
      ctx,
      "Invalid login token. Couldn't verify signed token.",
      `IAM has no OpenID Connect provider ${arn}, whose keys would verify the token, and there is no local provider for ${provider}.`,
    );
  const verified = await verifyIssuerToken(ctx.workspace, found, issuer.audiences ?? found.clientIds, token);
  if (!('why' in verified))
    return {
      provider,
      subject: verified.subject,
      claims: verified.claims,
      mappingKey: issuer.mappingKey,
      amr: [provider, `${provider}:${verified.issuer}:${verified.subject}`],
    };
  const words = {
    malformed: 'Invalid login token. Not a valid OpenId Connect identity token.',
    issuer: "Invalid login token. Issuer doesn't match providerName",
    keys: "Invalid login token. Couldn't verify signed token.",
    signature: "Invalid login token. Couldn't verify signed token.",
    audience: UNSUPPORTED,
    claims: 'Invalid login token. Missing a required claim: aud',
    expired: `Invalid login token. Token expired: ${Math.floor(ctx.now() / 1000)} >= ${verified.exp}`,
    early: 'Invalid login token. Token is not yet valid',
  };
  return refuseLogin(ctx, words[verified.why], verified.reason);
}

/** A SAML assertion for AWS names one of these as its audience. */
const AUDIENCES = ['urn:amazon:webservices', 'https://signin.aws.amazon.com/saml'];

/** Checks a login by a SAML response, base64, of an IAM SAML provider. Its attributes are claims for rules and tags. */
export function samlLogin(ctx: Refuses, arn: string, response: string): Login {
  const verified = verifySaml(ctx.workspace, arn, response);
  if ('why' in verified) {
    const words = {
      provider: "Invalid login token. Couldn't verify signed token.",
      malformed: 'Invalid login token. Not a valid SAML assertion.',
      signature: "Invalid login token. Couldn't verify signed token.",
      issuer: "Invalid login token. Issuer doesn't match providerName",
      expired: 'Invalid login token. Token is expired.',
      claims: 'Invalid login token. Not a valid SAML assertion.',
    };
    return refuseLogin(ctx, words[verified.why], verified.reason);
  }
  if (!verified.audiences.some((audience) => AUDIENCES.includes(audience)))
    return refuseLogin(
      ctx,
      UNSUPPORTED,
      `The assertion is for ${verified.audiences.join(', ') || 'nobody'}; for AWS it must name ${AUDIENCES[0]}.`,
    );
  const values = Object.entries(verified.attributes).map(([name, list]) => [name, list.length === 1 ? list[0] : list]);
  return {
    provider: arn,
    subject: verified.subject,
    claims: { sub: verified.subject, iss: verified.issuer, ...Object.fromEntries(values) },
    mappingKey: arn,
    amr: [arn, `${arn}:${verified.issuer}:${verified.subject}`],
  };
}
