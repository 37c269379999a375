import type { LocalProviderPerson } from '../../../../shared/poolkeeper/operations.ts';
import type { Input } from '../../../../shared/contract.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { LocalProviderRecord } from '../../store/local-providers.ts';
import { newAccessToken, storedToken } from './access-tokens.ts';
import { issuerOfLocalProvider } from './issuer.ts';
import { signIdToken } from './keys.ts';
import { samlResponseOf } from './saml.ts';

type Asked = Input<'poolkeeper', 'IssueLocalProviderToken'>;
type Refuses = Ctx<'InvalidParameterException'>;
/** Who signs in where, and for how long. Times are epoch milliseconds. */
export type SignIn = {
  readonly localProvider: LocalProviderRecord;
  readonly person: LocalProviderPerson;
  readonly issuedAt: number;
  readonly expiresAt: number;
};

/** Where AWS takes SAML responses, and as whose audience. */
const AWS_SAML = { recipient: 'https://signin.aws.amazon.com/saml', audience: 'urn:amazon:webservices' } as const;
const ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/';
/** Milliseconds for which an expired access token is still known, so that its refusal can say what it was. */
const TOKEN_RETENTION_MS = 30 * 86_400_000;

/** An ID token of a person for an app, with their claims. OpenID Connect Core 1.0 section 2. */
export function idToken(
  ctx: Refuses,
  { localProvider, person, issuedAt, expiresAt }: SignIn,
  asked: Asked,
): Promise<string> {
  const audience = appOf(ctx, asked);
  const iat = Math.floor(issuedAt / 1000);
  return signIdToken(ctx.workspace, localProvider, {
    iss: issuerOfLocalProvider(ctx.workspace, localProvider),
    ...(localProvider.kind === 'google' ? { azp: audience } : {}),
    aud: audience,
    sub: person.id,
    ...person.claims,
    ...(localProvider.kind === 'apple' ? { auth_time: iat, nonce_supported: true } : {}),
    iat,
    exp: Math.floor(expiresAt / 1000),
  });
}

/** An access token of a person for an app. Only its digest is stored. */
export function accessToken(
  ctx: Refuses,
  { localProvider, person, issuedAt, expiresAt }: SignIn,
  asked: Asked,
): string {
  const appId = appOf(ctx, asked);
  const token = newAccessToken(ctx.random, localProvider, person.id);
  ctx.write(() => {
    ctx.store.localProviders.removeOldTokens(ctx.now() - TOKEN_RETENTION_MS);
    ctx.store.localProviders.insertToken(
      storedToken(token, { localProvider: localProvider.name, person: person.id, appId, issuedAt, expiresAt }),
    );
  });
  return token;
}

/**
 * A SAML response about a person, for AWS unless another audience is asked for; with the attributes `Role` and
 * `RoleSessionName` where a role is named.
 *
 * @param providerArn IAM's provider, which AWS wants beside the role
 */
export function samlToken(
  ctx: Refuses,
  { localProvider, person, issuedAt, expiresAt }: SignIn,
  asked: Asked,
  providerArn: string,
): Promise<string> {
  const { RoleArn } = asked;
  const audience = asked.Audience ?? asked.AppId ?? AWS_SAML.audience;
  const sessionName = asked.SessionName ?? sessionNameOf(person);
  return samlResponseOf(ctx.workspace, localProvider, {
    subject: person.id,
    audience,
    recipient: AWS_SAML.recipient,
    attributes: {
      ...person.claims,
      ...(RoleArn === undefined
        ? {}
        : {
            [`${ATTRIBUTE}Role`]: `${RoleArn},${providerArn}`,
            [`${ATTRIBUTE}RoleSessionName`]: sessionName,
          }),
    },
    issuedAt,
    expiresAt,
  });
}

/** AWS takes 2 to 64 characters of a few kinds: the person's address if there is one, otherwise their id. */
function sessionNameOf({ id, claims }: LocalProviderPerson): string {
  const text = typeof claims['email'] === 'string' ? claims['email'] : id;
  return text
    .replace(/[^\w+=,.@-]/g, '-')
    .slice(0, 64)
    .padEnd(2, '-');
}

function appOf(ctx: Refuses, { AppId, Audience }: Asked): string {
  const app = AppId ?? Audience;
  return app !== undefined && /^[^\s;,]{1,255}$/.test(app)
    ? app
    : ctx.refuse('InvalidParameterException', 'AppId names the app that the token is for, without blanks and commas.');
}
