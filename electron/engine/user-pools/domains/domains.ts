import type { DomainDescriptionType, RoutingType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { alphanumerics } from '../../kernel/ids.ts';
import type { Domain } from '../../store/domains.ts';
import type { Pool } from '../../store/pools.ts';
import { findPool } from '../pools/find.ts';
import { requireTier } from '../pools/tiers.ts';
import { tierOf } from '../pools/read-settings.ts';

const MAX_CUSTOM_DOMAINS = 4;
const LOWERCASE_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Gives a pool a domain: a prefix of Cognito's, or with CustomDomainConfig one of the caller's own.
 *
 * A pool has one of each kind at most, and a name belongs to one pool.
 */
export const CreateUserPoolDomain: IdpHandler<'CreateUserPoolDomain'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const custom = input.CustomDomainConfig !== undefined;
  ctx.step('name of the domain', () => checkName(ctx, input.Domain, custom), 'Domain');
  ctx.step('routing', () => checkRouting(ctx, pool, input.Routing), 'Routing');
  const version = ctx.step(
    'login pages',
    () => loginVersion(ctx, pool, input.ManagedLoginVersion),
    'ManagedLoginVersion',
  );
  const domain: Domain = {
    host: hostOf(input.Domain, pool.region),
    domain: input.Domain,
    poolId: pool.id,
    content: {
      ManagedLoginVersion: version,
      ...(input.CustomDomainConfig === undefined
        ? {}
        : {
            CustomDomainConfig: input.CustomDomainConfig,
            CloudFrontDomain: `d${alphanumerics(ctx.random, 13, LOWERCASE_AND_DIGITS)}.cloudfront.net`,
          }),
      ...(input.Routing === undefined ? {} : { Routing: input.Routing }),
      Version: dateVersion(ctx.now()),
    },
    createdAt: ctx.now(),
  };
  ctx.write(() => {
    refuseTaken(ctx, pool, domain);
    ctx.store.domains.put(domain);
  });
  ctx.changed('domain', pool.id, domain.host);
  return answer(domain);
};

/** A domain, or an empty description for one that nobody has. */
export const DescribeUserPoolDomain: IdpHandler<'DescribeUserPoolDomain'> = (input, ctx) => {
  const { region, account } = ctx.call;
  const found = ctx.step(
    'find the domain',
    () => {
      const domain = ctx.store.domains.get(hostOf(input.Domain, region));
      const pool = domain === undefined ? undefined : ctx.store.pools.get(domain.poolId);
      if (pool?.region === region) return domain;
      ctx.note(`No pool of ${region} has the domain ${input.Domain}.`);
      return undefined;
    },
    'Domain',
  );
  return { DomainDescription: found === undefined ? {} : describe(found, account, region) };
};

/** Replaces certificate, login pages or routing of a domain; what is omitted stays. */
export const UpdateUserPoolDomain: IdpHandler<'UpdateUserPoolDomain'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const domain = findDomain(ctx, pool, input.Domain);
  if (input.CustomDomainConfig !== undefined && domain.content.CustomDomainConfig === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'CustomDomainConfig is not allowed for a domain with a prefix.',
      `${domain.domain} is a prefix of Cognito's own domain, which has a certificate already.`,
    );
  ctx.step('routing', () => checkRouting(ctx, pool, input.Routing), 'Routing');
  const changed: Domain = {
    ...domain,
    content: {
      ...domain.content,
      ManagedLoginVersion:
        input.ManagedLoginVersion === undefined
          ? domain.content.ManagedLoginVersion
          : ctx.step('login pages', () => loginVersion(ctx, pool, input.ManagedLoginVersion), 'ManagedLoginVersion'),
      ...(input.CustomDomainConfig === undefined ? {} : { CustomDomainConfig: input.CustomDomainConfig }),
      ...(input.Routing === undefined ? {} : { Routing: input.Routing }),
      Version: dateVersion(ctx.now()),
    },
  };
  ctx.write(() => ctx.store.domains.put(changed));
  ctx.changed('domain', pool.id, domain.host);
  return answer(changed);
};

/** Takes a domain from its pool. */
export const DeleteUserPoolDomain: IdpHandler<'DeleteUserPoolDomain'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const domain = findDomain(ctx, pool, input.Domain);
  ctx.write(() => ctx.store.domains.remove(domain.host));
  ctx.changed('domain', pool.id, domain.host);
  return {};
};

function findDomain(
  ctx: Ctx<'ResourceNotFoundException' | 'InvalidParameterException'>,
  pool: Pool,
  name: string,
): Domain {
  return ctx.step(
    'find the domain',
    () => {
      const domain = ctx.store.domains.get(hostOf(name, pool.region));
      if (domain?.poolId === pool.id) return domain;
      return ctx.refuse(
        'InvalidParameterException',
        'No such domain or user pool exists.',
        domain === undefined ? `No pool has the domain ${name}.` : `The domain belongs to the pool ${domain.poolId}.`,
      );
    },
    'Domain',
  );
}

/** A prefix is one label without AWS's names; a custom domain is a whole host name. */
function checkName(ctx: Ctx<'InvalidParameterException'>, domain: string, custom: boolean): void {
  const host = domain.includes('.');
  if (custom && !host)
    return ctx.refuse(
      'InvalidParameterException',
      'Custom domain is not a valid subdomain.',
      `${domain} is given with a certificate (CustomDomainConfig) and has no parent domain.`,
    );
  if (custom) return;
  if (host)
    return ctx.refuse(
      'InvalidParameterException',
      'CustomDomainConfig is required for a custom domain.',
      `${domain} is a whole host name, which needs a certificate of its own; a prefix has no dots.`,
    );
  const reserved = ['aws', 'amazon', 'cognito'].find((word) => domain.includes(word));
  if (reserved !== undefined)
    ctx.refuse(
      'InvalidParameterException',
      `Domain cannot contain reserved word: ${reserved}`,
      'A prefix may not contain aws, amazon or cognito.',
    );
}

/** Failover leads to a region in which the pool has a replica. */
function checkRouting(ctx: Ctx<'InvalidParameterException'>, pool: Pool, routing: RoutingType | undefined): void {
  const region = routing?.Failover?.SecondaryRegion;
  if (region !== undefined && ctx.store.records.get(pool.id, 'replica', region) === undefined)
    ctx.refuse(
      'InvalidParameterException',
      `The user pool does not have a replica in ${region}.`,
      'Routing.Failover.SecondaryRegion must name the region of a replica; CreateUserPoolReplica makes one.',
    );
}

/** 1 is the hosted UI (classic), the default; 2 is managed login, which LITE does not have. */
function loginVersion(
  ctx: Ctx<'InvalidParameterException' | 'FeatureUnavailableInTierException'>,
  pool: Pool,
  wanted = 1,
): number {
  if (wanted !== 1 && wanted !== 2)
    return ctx.refuse(
      'InvalidParameterException',
      `Invalid ManagedLoginVersion: ${wanted}`,
      '1 is the hosted UI (classic), 2 is managed login.',
    );
  if (wanted === 2) requireTier(ctx, tierOf(pool.settings), 'ESSENTIALS', 'ManagedLoginVersion 2');
  return wanted;
}

function refuseTaken(
  ctx: Ctx<'InvalidParameterException' | 'LimitExceededException'>,
  pool: Pool,
  domain: Domain,
): void {
  const { domains } = ctx.store;
  const holder = domains.get(domain.host);
  if (holder !== undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'Domain already associated with another user pool.',
      `${domain.domain} belongs to the pool ${holder.poolId}.`,
    );
  const custom = isCustom(domain);
  const present = domains.ofPool(pool.id).find((other) => isCustom(other) === custom);
  if (present !== undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'User pool already has a domain configured.',
      `${present.domain} is the pool's ${custom ? 'custom domain' : 'prefix'}; a pool has one of each kind at most.`,
    );
  if (custom && domains.countCustom() >= MAX_CUSTOM_DOMAINS)
    ctx.refuse('LimitExceededException', `Custom domains cannot exceed limit of ${MAX_CUSTOM_DOMAINS} per account.`);
}

/** The whole host name of a domain: a prefix stands before Cognito's own of the region. */
const hostOf = (domain: string, region: string): string =>
  domain.includes('.') ? domain : `${domain}.auth.${region}.amazoncognito.com`;

const isCustom = (domain: Domain): boolean => domain.content.CustomDomainConfig !== undefined;

/** AWS names a version of a domain by the time of its making. */
const dateVersion = (now: number): string => new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);

const answer = ({ content }: Domain) => ({
  ManagedLoginVersion: content.ManagedLoginVersion,
  ...(content.CloudFrontDomain === undefined ? {} : { CloudFrontDomain: content.CloudFrontDomain }),
  ...(content.Routing === undefined ? {} : { Routing: content.Routing }),
});

function describe({ host, domain, poolId, content }: Domain, account: string, region: string): DomainDescriptionType {
  return {
    UserPoolId: poolId,
    AWSAccountId: account,
    Domain: domain,
    S3Bucket: `aws-cognito-prod-${region}-assets`,
    CloudFrontDistribution: content.CloudFrontDomain ?? host,
    Version: content.Version,
    Status: 'ACTIVE',
    ...(content.CustomDomainConfig === undefined ? {} : { CustomDomainConfig: content.CustomDomainConfig }),
    ManagedLoginVersion: content.ManagedLoginVersion,
    ...(content.Routing === undefined ? {} : { Routing: content.Routing }),
  };
}
