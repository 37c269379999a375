import type { TermsType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { uuid } from '../../kernel/ids.ts';
import { listPage } from '../../kernel/paging.ts';
import type { Pool } from '../../store/pools.ts';
import type { PoolRecord } from '../../store/records.ts';
import { findClient, findPool } from '../pools/find.ts';
import { findRecord } from '../pools/find-record.ts';

const TERMS_PER_POOL = 40;
const DEFAULT_PAGE_SIZE = 60;

/** Gives an app client terms of use or a privacy policy: links by language. One of each a client. */
export const CreateTerms: IdpHandler<'CreateTerms'> = (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId, input.UserPoolId);
  const now = ctx.now();
  const terms: Terms = {
    poolId: pool.id,
    id: uuid(ctx.random),
    clientId: client.id,
    content: {
      TermsName: input.TermsName,
      TermsSource: input.TermsSource,
      Enforcement: input.Enforcement,
      Links: ctx.step('links', () => checkLinks(ctx, input.Links), 'Links'),
    },
    createdAt: now,
    modifiedAt: now,
  };
  ctx.write(() => {
    refuseTaken(ctx, terms);
    if (ctx.store.records.count(pool.id, 'terms') >= TERMS_PER_POOL)
      return ctx.refuse('LimitExceededException', `Terms cannot exceed limit of ${TERMS_PER_POOL}.`);
    ctx.store.records.put('terms', terms);
  });
  ctx.changed('terms', pool.id, terms.id);
  return { Terms: describe(terms) };
};

/** Terms by their id. */
export const DescribeTerms: IdpHandler<'DescribeTerms'> = (input, ctx) => ({
  Terms: describe(findTerms(ctx, findPool(ctx, input.UserPoolId), input.TermsId)),
});

/** An app client's terms of one name. */
export const DescribeTermsByClient: IdpHandler<'DescribeTermsByClient'> = (input, ctx) => {
  const { client } = findClient(ctx, input.ClientId, input.UserPoolId);
  const terms = ctx.step(
    'find the terms',
    () =>
      ctx.store.records.ofClient(client.id, 'terms').find(({ content }) => content.TermsName === input.TermsName) ??
      ctx.refuse(
        'ResourceNotFoundException',
        'Terms do not exist.',
        `The app client ${client.id} has no ${input.TermsName}.`,
      ),
    'TermsName',
  );
  return { Terms: describe(terms) };
};

/** The terms of all app clients of a pool, without their links. */
export const ListTerms: IdpHandler<'ListTerms'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const limit = input.MaxResults ?? DEFAULT_PAGE_SIZE;
  const { items, token } = listPage(ctx, {
    step: 'list the terms',
    list: `ListTerms ${pool.id}`,
    token: input.NextToken,
    limit,
    keys: 'string',
    read: (most, after) => ctx.store.records.list(pool.id, 'terms', most, after),
    keyOf: ({ id }) => id,
  });
  return {
    Terms: items.map(({ id, content, createdAt, modifiedAt }) => ({
      TermsId: id,
      TermsName: content.TermsName,
      Enforcement: content.Enforcement,
      CreationDate: createdAt / 1000,
      LastModifiedDate: modifiedAt / 1000,
    })),
    ...(token === undefined ? {} : { NextToken: token }),
  };
};

/** Changes terms; what is omitted stays, links are replaced together. */
export const UpdateTerms: IdpHandler<'UpdateTerms'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const terms = findTerms(ctx, pool, input.TermsId);
  const changed: Terms = {
    ...terms,
    content: {
      TermsName: input.TermsName ?? terms.content.TermsName,
      TermsSource: input.TermsSource ?? terms.content.TermsSource,
      Enforcement: input.Enforcement ?? terms.content.Enforcement,
      Links:
        input.Links === undefined
          ? terms.content.Links
          : ctx.step('links', () => checkLinks(ctx, input.Links), 'Links'),
    },
    modifiedAt: ctx.now(),
  };
  ctx.write(() => {
    refuseTaken(ctx, changed);
    ctx.store.records.put('terms', changed);
  });
  ctx.changed('terms', pool.id, terms.id);
  return { Terms: describe(changed) };
};

/** Deletes terms. */
export const DeleteTerms: IdpHandler<'DeleteTerms'> = (input, ctx) => {
  const pool = findPool(ctx, input.UserPoolId);
  const terms = findTerms(ctx, pool, input.TermsId);
  ctx.write(() => ctx.store.records.remove(pool.id, 'terms', terms.id));
  ctx.changed('terms', pool.id, terms.id);
  return {};
};

type Terms = PoolRecord<'terms'>;

const findTerms = (ctx: Ctx<'ResourceNotFoundException'>, pool: Pool, id: string): Terms =>
  findRecord(ctx, pool, 'terms', id, 'Terms do not exist.');

function refuseTaken(ctx: Ctx<'TermsExistsException'>, terms: Terms): void {
  const { clientId = '', content, id } = terms;
  const taken = ctx.store.records
    .ofClient(clientId, 'terms')
    .some((other) => other.id !== id && other.content.TermsName === content.TermsName);
  if (taken)
    ctx.refuse(
      'TermsExistsException',
      `Terms with the name ${content.TermsName} already exist for the app client.`,
      `The app client ${clientId} has a ${content.TermsName}; UpdateTerms changes it.`,
    );
}

/** A link for every language that has none of its own is needed, and each leads to a page. */
function checkLinks(
  ctx: Ctx<'InvalidParameterException'>,
  links: Readonly<Record<string, string>> = {},
): Record<string, string> {
  if (links['cognito:default'] === undefined)
    return ctx.refuse(
      'InvalidParameterException',
      'Links must contain cognito:default.',
      'The link for cognito:default serves every language without one of its own.',
    );
  const odd = Object.entries(links).find(([, url]) => !URL.canParse(url) || !/^https?:/i.test(url));
  if (odd !== undefined)
    return ctx.refuse(
      'InvalidParameterException',
      `The link for ${odd[0]} is not a valid URL.`,
      `${odd[1]} is no absolute http or https address.`,
    );
  return { ...links };
}

const describe = ({ poolId, id, clientId = '', content, createdAt, modifiedAt }: Terms): TermsType => ({
  TermsId: id,
  UserPoolId: poolId,
  ClientId: clientId,
  ...content,
  CreationDate: createdAt / 1000,
  LastModifiedDate: modifiedAt / 1000,
});
