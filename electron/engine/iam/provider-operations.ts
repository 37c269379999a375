import { roleArn } from '../../../shared/aws/arn.ts';
import type { Handler } from '../kernel/handler.ts';
import type { Role } from '../store/access-records.ts';
import type { Store } from '../store/store.ts';
import type { IdentityPool } from '../store/identities.ts';
import { summaryOf } from '../federation/saml/metadata.ts';
import { SamlError } from '../federation/saml/xml.ts';

/** What metadata says before a provider is made of it, or what is wrong with it. */
export const ReadSamlMetadata: Handler<'poolkeeper', 'ReadSamlMetadata'> = (input, ctx) => {
  try {
    return summaryOf(input.Metadata);
  } catch (error) {
    if (error instanceof SamlError) return ctx.refuse('InvalidParameterException', error.message);
    throw error;
  }
};

/** What would miss an identity provider of IAM: identity pools that take its logins, roles that trust it. */
export const ListProviderUse: Handler<'poolkeeper', 'ListProviderUse'> = (input, ctx) => {
  const arn = input.ProviderArn;
  const pools = [...identityPools(ctx.store)].filter((pool) => takesLogins(pool, arn));
  const roles = [...rolesOf(ctx.store, ctx.call.account)].filter((role) => trusts(role, arn));
  return {
    identityPools: pools.map(({ id, name, region }) => ({ id, name, region })),
    roles: roles.map((role) => ({ name: role.name, arn: roleArn(role) })),
  };
};

const ROWS_PER_READ = 200;

function* identityPools({ identities }: Store): Generator<IdentityPool> {
  for (const region of identities.regions())
    for (let page = identities.pools(region, ROWS_PER_READ); page.length > 0;) {
      yield* page;
      page = identities.pools(region, ROWS_PER_READ, page.at(-1)?.id);
    }
}

function* rolesOf({ access }: Store, account: string): Generator<Role> {
  for (let page = access.roles(account, ROWS_PER_READ); page.length > 0;) {
    yield* page;
    page = access.roles(account, ROWS_PER_READ, page.at(-1)?.name);
  }
}

/** Google and Apple are listed by their name; the keys of their IAM provider check the tokens all the same. */
function takesLogins({ settings }: IdentityPool, arn: string): boolean {
  const { OpenIdConnectProviderARNs = [], SamlProviderARNs = [], SupportedLoginProviders = {} } = settings;
  const host = /:oidc-provider\/(accounts\.google\.com|appleid\.apple\.com)$/.exec(arn)?.[1];
  return (
    OpenIdConnectProviderARNs.includes(arn) ||
    SamlProviderARNs.includes(arn) ||
    (host !== undefined && Object.hasOwn(SupportedLoginProviders, host))
  );
}

function trusts({ trust }: Role, arn: string): boolean {
  const { Statement } = JSON.parse(trust) as { readonly Statement?: unknown };
  return [Statement].flat().some((statement) => {
    const principal = (statement as { readonly Principal?: { readonly Federated?: unknown } } | undefined)?.Principal;
    return typeof principal === 'object' && [principal.Federated].flat().includes(arn);
  });
}
