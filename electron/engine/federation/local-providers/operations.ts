import { samlProviderArn } from '../../../../shared/aws/arn.ts';
import type { OperationName } from '../../../../shared/contract.ts';
import type { Ctx, Handler } from '../../kernel/handler.ts';
import type { LocalProviderRecord } from '../../store/local-providers.ts';
import { claimsProblem, issuerProblem, nameProblem } from './check.ts';
import { accessToken, idToken, samlToken, type SignIn } from './issue.ts';
import { addressOf, issuerOfLocalProvider } from './issuer.ts';
import { jwksOfLocalProvider, keyOwner } from './keys.ts';
import { KINDS } from './kinds.ts';
import { samlMetadataOf } from './saml.ts';
import { loginKeyOf, viewOf } from './view.ts';

type OwnHandler<O extends OperationName<'poolkeeper'>> = Handler<'poolkeeper', O>;

/** Seconds that a sign-in is good for unless asked otherwise. */
const LIFETIME = { id: 3600, access: 3600, saml: 300 } as const;

/** Every local provider with its people. */
export const ListLocalProviders: OwnHandler<'ListLocalProviders'> = (_input, ctx) => ({
  localProviders: ctx.store.localProviders.list().map((record) => viewOf(ctx, record)),
});

/** Makes a local provider, or changes the issuer of one. */
export const PutLocalProvider: OwnHandler<'PutLocalProvider'> = (input, ctx) => {
  const { Kind: kind, Issuer: issuer } = input;
  const free = kind === 'oidc' || kind === 'saml';
  const name = free ? input.Name : kind;
  const problem =
    (free ? nameProblem(name) : nameOfSocial(kind, input.Name)) ??
    (issuer === undefined ? undefined : issuerProblem(kind, issuer));
  if (problem !== undefined || name === undefined) return ctx.refuse('InvalidParameterException', problem ?? '');
  const { localProviders } = ctx.store;
  const before = localProviders.get(name);
  if (before !== undefined && before.kind !== kind)
    return ctx.refuse('ResourceConflictException', `There is a local provider ${name} of the kind ${before.kind}.`);
  const other = issuer === undefined ? undefined : localProviders.byIssuer(issuer);
  if (other !== undefined && other.name !== name)
    return ctx.refuse('ResourceConflictException', `The local provider ${other.name} has the issuer ${issuer}.`);
  const now = ctx.now();
  const record: LocalProviderRecord = {
    name,
    kind,
    ...(issuer === undefined ? {} : { issuer }),
    createdAt: before?.createdAt ?? now,
    modifiedAt: now,
  };
  ctx.write(() => localProviders.put(record));
  ctx.changed('local-provider', undefined, name);
  return { localProvider: viewOf(ctx, record) };
};

const nameOfSocial = (kind: string, name: string | undefined): string | undefined =>
  name === undefined || name === kind ? undefined : `The local provider for ${kind} is called ${kind}.`;

/** Takes a local provider away with its people, tokens and keys. */
export const DeleteLocalProvider: OwnHandler<'DeleteLocalProvider'> = (input, ctx) => {
  const { name } = find(ctx, input.Name);
  const owner = keyOwner(name);
  ctx.write(() => {
    ctx.store.localProviders.remove(name);
    ctx.store.keys.removeOwner(owner);
  });
  ctx.workspace.keys.forget(owner);
  ctx.changed('local-provider', undefined, name);
  return {};
};

/** People that a local provider may have: a list of them is read whole. */
const MAX_PEOPLE = 1000;

/** Makes a person, or changes their claims. */
export const PutLocalProviderPerson: OwnHandler<'PutLocalProviderPerson'> = (input, ctx) => {
  const { name, kind } = find(ctx, input.LocalProvider);
  const { Id: id = KINDS[kind].newId(ctx.random), Claims: claims = {} } = input;
  const problem = claimsProblem(kind, claims);
  if (problem !== undefined) return ctx.refuse('InvalidParameterException', problem);
  const { localProviders } = ctx.store;
  const before = localProviders.person(name, id);
  if (before === undefined && localProviders.countPeople(name) >= MAX_PEOPLE)
    return ctx.refuse('InvalidParameterException', `A local provider has at most ${MAX_PEOPLE} people.`);
  const now = ctx.now();
  const person = { id, claims, createdAt: before?.createdAt ?? now, modifiedAt: now };
  ctx.write(() => localProviders.putPerson(name, person));
  ctx.changed('local-provider', undefined, name);
  return { person };
};

/** Takes a person away with their access tokens. */
export const DeleteLocalProviderPerson: OwnHandler<'DeleteLocalProviderPerson'> = (input, ctx) => {
  const { name } = find(ctx, input.LocalProvider);
  if (!ctx.write(() => ctx.store.localProviders.removePerson(name, input.Id))) return noPerson(ctx, name, input.Id);
  ctx.changed('local-provider', undefined, name);
  return {};
};

/** A person's sign-in, as the provider would attest it. */
export const IssueLocalProviderToken: OwnHandler<'IssueLocalProviderToken'> = async (input, ctx) => {
  const localProvider = find(ctx, input.LocalProvider);
  const person = ctx.store.localProviders.person(localProvider.name, input.Person);
  if (person === undefined) return noPerson(ctx, localProvider.name, input.Person);
  const { tokens } = KINDS[localProvider.kind];
  const { Lifetime: lifetime = LIFETIME[tokens] } = input;
  // IAM's provider may be made later, under the local provider's name.
  const loginKey = loginKeyOf(ctx, localProvider) ?? samlProviderArn(ctx.call.account, localProvider.name);
  const issuedAt = ctx.now();
  const signIn: SignIn = { localProvider, person, issuedAt, expiresAt: issuedAt + lifetime * 1000 };
  const token = await ctx.step('issue the token', () => {
    if (tokens === 'id') return idToken(ctx, signIn, input);
    if (tokens === 'access') return accessToken(ctx, signIn, input);
    return samlToken(ctx, signIn, input, loginKey);
  });
  return { token, kind: localProvider.kind, loginKey, expiresAt: signIn.expiresAt };
};

/** What a local provider publishes. */
export const GetLocalProviderDocument: OwnHandler<'GetLocalProviderDocument'> = async (input, ctx) => {
  const localProvider = find(ctx, input.LocalProvider);
  const { tokens } = KINDS[localProvider.kind];
  const json = (body: unknown) => ({ contentType: 'application/json', body: JSON.stringify(body) });
  if (tokens === 'id' && input.Document === 'jwks')
    return json({ keys: await jwksOfLocalProvider(ctx.workspace, localProvider) });
  if (tokens === 'id' && input.Document === 'openid-configuration') return json(discoveryOf(ctx, localProvider));
  if (tokens === 'saml' && input.Document === 'metadata')
    return { contentType: 'application/samlmetadata+xml', body: await samlMetadataOf(ctx.workspace, localProvider) };
  return ctx.refuse(
    'ResourceNotFoundException',
    `A local provider for ${localProvider.kind} publishes no ${input.Document}.`,
  );
};

/** OpenID Connect Discovery 1.0 section 3. Tokens are issued by a call: there is no page to sign in at. */
const discoveryOf = (ctx: Ctx, localProvider: LocalProviderRecord): Record<string, unknown> => ({
  issuer: issuerOfLocalProvider(ctx.workspace, localProvider),
  jwks_uri: `${addressOf(ctx.workspace, localProvider)}/jwks`,
  id_token_signing_alg_values_supported: ['RS256'],
  response_types_supported: ['id_token'],
  subject_types_supported: ['public'],
  claims_supported: [
    ...new Set([
      'iss',
      'sub',
      'aud',
      'exp',
      'iat',
      ...ctx.store.localProviders.people(localProvider.name).flatMap(({ claims }) => Object.keys(claims)),
    ]),
  ],
});

const find = (ctx: Ctx<'ResourceNotFoundException'>, name: string): LocalProviderRecord =>
  ctx.store.localProviders.get(name) ?? ctx.refuse('ResourceNotFoundException', `There is no local provider ${name}.`);

const noPerson = (ctx: Ctx<'ResourceNotFoundException'>, localProvider: string, id: string): never =>
  ctx.refuse('ResourceNotFoundException', `The local provider ${localProvider} has no person ${id}.`);
