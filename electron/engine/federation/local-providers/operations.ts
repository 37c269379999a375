import type { OperationName } from '../../../../shared/contract.ts';
import type { Ctx, Handler } from '../../kernel/handler.ts';
import type { StandInRecord } from '../../store/local-providers.ts';
import { claimsProblem, idProblem, isKind, issuerProblem, nameProblem } from './check.ts';
import { accessToken, idToken, samlToken, type SignIn } from './issue.ts';
import { addressOf, issuerOfStandIn } from './issuer.ts';
import { jwksOfStandIn, keyOwner } from './keys.ts';
import { KINDS } from './kinds.ts';
import { samlMetadataOf } from './saml.ts';
import { loginKeyOf, viewOf } from './view.ts';

type OwnHandler<O extends OperationName<'poolkeeper'>> = Handler<'poolkeeper', O>;

/** Seconds that a sign-in is good for unless asked otherwise, and the most that may be asked for. */
const LIFETIME = { id: 3600, access: 3600, saml: 300, most: 365 * 86_400 } as const;

/** Every stand-in with its people. */
export const ListStandIns: OwnHandler<'ListStandIns'> = (_input, ctx) => ({
  standIns: ctx.store.standIns.list().map((record) => viewOf(ctx, record)),
});

/** Makes a stand-in, or changes the issuer of one. */
export const PutStandIn: OwnHandler<'PutStandIn'> = (input, ctx) => {
  const { Kind: kind, Issuer: issuer } = input;
  if (!isKind(kind)) return ctx.refuse('InvalidParameterException', `Kind is one of ${Object.keys(KINDS).join(', ')}.`);
  const free = kind === 'oidc' || kind === 'saml';
  const name = free ? input.Name : kind;
  const problem =
    (free ? nameProblem(name) : nameOfSocial(kind, input.Name)) ??
    (issuer === undefined ? undefined : issuerProblem(kind, issuer));
  if (problem !== undefined || name === undefined) return ctx.refuse('InvalidParameterException', problem ?? '');
  const { standIns } = ctx.store;
  const before = standIns.get(name);
  if (before !== undefined && before.kind !== kind)
    return ctx.refuse('ResourceConflictException', `There is a stand-in ${name} of the kind ${before.kind}.`);
  const other = issuer === undefined ? undefined : standIns.byIssuer(issuer);
  if (other !== undefined && other.name !== name)
    return ctx.refuse('ResourceConflictException', `The stand-in ${other.name} has the issuer ${issuer}.`);
  const now = ctx.now();
  const record: StandInRecord = {
    name,
    kind,
    ...(issuer === undefined ? {} : { issuer }),
    createdAt: before?.createdAt ?? now,
    modifiedAt: now,
  };
  ctx.write(() => standIns.put(record));
  ctx.changed('stand-in', undefined, name);
  return { standIn: viewOf(ctx, record) };
};

const nameOfSocial = (kind: string, name: string | undefined): string | undefined =>
  name === undefined || name === kind ? undefined : `The stand-in for ${kind} is called ${kind}.`;

/** Takes a stand-in away with its people, tokens and keys. */
export const DeleteStandIn: OwnHandler<'DeleteStandIn'> = (input, ctx) => {
  const { name } = find(ctx, input.Name);
  const owner = keyOwner(name);
  ctx.write(() => {
    ctx.store.standIns.remove(name);
    ctx.store.keys.removeOwner(owner);
  });
  ctx.workspace.keys.forget(owner);
  ctx.changed('stand-in', undefined, name);
  return {};
};

/** People that a stand-in may have: a list of them is read whole. */
const PEOPLE = 1000;

/** Makes a person, or changes his claims. */
export const PutStandInPerson: OwnHandler<'PutStandInPerson'> = (input, ctx) => {
  const { name, kind } = find(ctx, input.StandIn);
  const { Id: id = KINDS[kind].newId(ctx.random), Claims: claims = {} } = input;
  const problem = idProblem(id) ?? claimsProblem(kind, claims);
  if (problem !== undefined) return ctx.refuse('InvalidParameterException', problem);
  const { standIns } = ctx.store;
  const before = standIns.person(name, id);
  if (before === undefined && standIns.countPeople(name) >= PEOPLE)
    return ctx.refuse('InvalidParameterException', `A stand-in has at most ${PEOPLE} people.`);
  const now = ctx.now();
  const person = { id, claims, createdAt: before?.createdAt ?? now, modifiedAt: now };
  ctx.write(() => standIns.putPerson(name, person));
  ctx.changed('stand-in', undefined, name);
  return { person };
};

/** Takes a person away with his access tokens. */
export const DeleteStandInPerson: OwnHandler<'DeleteStandInPerson'> = (input, ctx) => {
  const { name } = find(ctx, input.StandIn);
  if (!ctx.write(() => ctx.store.standIns.removePerson(name, String(input.Id)))) return noPerson(ctx, name, input.Id);
  ctx.changed('stand-in', undefined, name);
  return {};
};

/** A person's sign-in, as the provider would vouch for it. */
export const IssueStandInToken: OwnHandler<'IssueStandInToken'> = async (input, ctx) => {
  const standIn = find(ctx, input.StandIn);
  const person = ctx.store.standIns.person(standIn.name, String(input.Person));
  if (person === undefined) return noPerson(ctx, standIn.name, input.Person);
  const { tokens } = KINDS[standIn.kind];
  const { Lifetime: lifetime = LIFETIME[tokens] } = input;
  if (!Number.isInteger(lifetime) || lifetime < 1 || lifetime > LIFETIME.most)
    return ctx.refuse('InvalidParameterException', `Lifetime is a number of seconds from 1 to ${LIFETIME.most}.`);
  // IAM's provider may be made later, under the stand-in's name.
  const loginKey = loginKeyOf(ctx, standIn) ?? `arn:aws:iam::${ctx.call.account}:saml-provider/${standIn.name}`;
  const issuedAt = ctx.now();
  const signIn: SignIn = { standIn, person, issuedAt, expiresAt: issuedAt + lifetime * 1000 };
  const token = await ctx.step('issue the token', () => {
    if (tokens === 'id') return idToken(ctx, signIn, input);
    if (tokens === 'access') return accessToken(ctx, signIn, input);
    return samlToken(ctx, signIn, input, loginKey);
  });
  return { token, kind: standIn.kind, loginKey, expiresAt: signIn.expiresAt };
};

/** What a stand-in publishes. */
export const GetStandInDocument: OwnHandler<'GetStandInDocument'> = async (input, ctx) => {
  const standIn = find(ctx, input.StandIn);
  const { tokens } = KINDS[standIn.kind];
  const json = (body: unknown) => ({ contentType: 'application/json', body: JSON.stringify(body) });
  if (tokens === 'id' && input.Document === 'jwks') return json({ keys: await jwksOfStandIn(ctx.workspace, standIn) });
  if (tokens === 'id' && input.Document === 'openid-configuration') return json(discoveryOf(ctx, standIn));
  if (tokens === 'saml' && input.Document === 'metadata')
    return { contentType: 'application/samlmetadata+xml', body: await samlMetadataOf(ctx.workspace, standIn) };
  return ctx.refuse('ResourceNotFoundException', `A stand-in for ${standIn.kind} publishes no ${input.Document}.`);
};

/** OpenID Connect Discovery 1.0 section 3. Tokens are issued by a call: there is no page to sign in at. */
const discoveryOf = (ctx: Ctx, standIn: StandInRecord): Record<string, unknown> => ({
  issuer: issuerOfStandIn(ctx.workspace, standIn),
  jwks_uri: `${addressOf(ctx.workspace, standIn)}/jwks`,
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
      ...ctx.store.standIns.people(standIn.name).flatMap(({ claims }) => Object.keys(claims)),
    ]),
  ],
});

const find = (ctx: Ctx<'ResourceNotFoundException'>, name: unknown): StandInRecord =>
  ctx.store.standIns.get(String(name)) ??
  ctx.refuse('ResourceNotFoundException', `There is no stand-in ${String(name)}.`);

const noPerson = (ctx: Ctx<'ResourceNotFoundException'>, standIn: string, id: unknown): never =>
  ctx.refuse('ResourceNotFoundException', `The stand-in ${standIn} has no person ${String(id)}.`);
