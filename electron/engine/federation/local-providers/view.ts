import type { StandIn } from '../../../../shared/poolkeeper/operations.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { StandInRecord } from '../../store/local-providers.ts';
import { escaped } from '../../kernel/xml.ts';
import { issuerOfStandIn, standInOfIssuer } from './issuer.ts';
import { KINDS } from './kinds.ts';

/** A stand-in as the console shows it, with its people and what IAM knows of it. */
export function viewOf(ctx: Ctx, record: StandInRecord): StandIn {
  const issuer = issuerOfStandIn(ctx.workspace, record);
  const providerArn = providerArnOf(ctx, record);
  const loginKey = loginKeyOf(ctx, record);
  return {
    name: record.name,
    kind: record.kind,
    ...(issuer === undefined ? {} : { issuer }),
    ownIssuer: record.issuer !== undefined,
    ...(loginKey === undefined ? {} : { loginKey }),
    ...(providerArn === undefined ? {} : { providerArn }),
    people: ctx.store.standIns.people(record.name),
    createdAt: record.createdAt,
    modifiedAt: record.modifiedAt,
  };
}

/** The key of `Logins` for a stand-in's tokens; of a SAML one the ARN of IAM's provider, where there is one. */
export function loginKeyOf(ctx: Ctx, record: StandInRecord): string | undefined {
  const kind = KINDS[record.kind];
  if (kind.loginKey !== undefined) return kind.loginKey;
  return kind.tokens === 'saml'
    ? providerArnOf(ctx, record)
    : issuerOfStandIn(ctx.workspace, record)
        ?.replace(/^https?:\/\//, '')
        .replace(/\/$/, '');
}

/** IAM's provider for the stand-in's issuer: an OpenID Connect one, or a SAML one with its entity id. */
export function providerArnOf({ store, workspace }: Ctx, record: StandInRecord): string | undefined {
  const { tokens } = KINDS[record.kind];
  if (tokens === 'access') return undefined;
  if (tokens === 'id')
    return store.access.oidcProviders().find(({ url }) => standInOfIssuer(workspace, url)?.name === record.name)?.arn;
  const entity = `entityID="${escaped(issuerOfStandIn(workspace, record) ?? '')}"`;
  return store.access.samlProviders().find(({ metadata }) => metadata.includes(entity))?.arn;
}
