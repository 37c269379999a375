import type { LocalProvider } from '../../../../shared/poolkeeper/operations.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { LocalProviderRecord } from '../../store/local-providers.ts';
import { escaped } from '../../kernel/xml.ts';
import { issuerOfLocalProvider, localProviderOfIssuer } from './issuer.ts';
import { KINDS } from './kinds.ts';

/** A local provider as the console shows it, with its people and what IAM knows of it. */
export function viewOf(ctx: Ctx, record: LocalProviderRecord): LocalProvider {
  const issuer = issuerOfLocalProvider(ctx.workspace, record);
  const providerArn = providerArnOf(ctx, record);
  const loginKey = loginKeyOf(ctx, record);
  return {
    name: record.name,
    kind: record.kind,
    ...(issuer === undefined ? {} : { issuer }),
    ownIssuer: record.issuer !== undefined,
    ...(loginKey === undefined ? {} : { loginKey }),
    ...(providerArn === undefined ? {} : { providerArn }),
    people: ctx.store.localProviders.people(record.name),
    createdAt: record.createdAt,
    modifiedAt: record.modifiedAt,
  };
}

/** The key of `Logins` for a local provider's tokens; of a SAML one the ARN of IAM's provider, where there is one. */
export function loginKeyOf(ctx: Ctx, record: LocalProviderRecord): string | undefined {
  const kind = KINDS[record.kind];
  if (kind.loginKey !== undefined) return kind.loginKey;
  return kind.tokens === 'saml'
    ? providerArnOf(ctx, record)
    : issuerOfLocalProvider(ctx.workspace, record)
        ?.replace(/^https?:\/\//, '')
        .replace(/\/$/, '');
}

/** IAM's provider for the local provider's issuer: an OpenID Connect one, or a SAML one with its entity id. */
function providerArnOf({ store, workspace }: Ctx, record: LocalProviderRecord): string | undefined {
  const { tokens } = KINDS[record.kind];
  if (tokens === 'access') return undefined;
  if (tokens === 'id')
    return store.access.oidcProviders().find(({ url }) => localProviderOfIssuer(workspace, url)?.name === record.name)
      ?.arn;
  const entity = `entityID="${escaped(issuerOfLocalProvider(workspace, record) ?? '')}"`;
  return store.access.samlProviders().find(({ metadata }) => metadata.includes(entity))?.arn;
}
