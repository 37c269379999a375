import { isObject } from '../../../shared/json.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { Client } from '../store/clients.ts';
import type { Group } from '../store/groups.ts';
import type { Pool } from '../store/pools.ts';
import type { User } from '../store/users.ts';
import { eventAttributes, hasTrigger, runTrigger, type TriggerFaults } from './run.ts';
import { eventVersion } from './triggers.ts';
import { preferredRole, rolesOf } from '../tokens/claims.ts';
import { GROUP_CLAIMS, type TokenChanges, type TokenEdit } from '../tokens/token-changes.ts';

/** `triggerSource` of the pre token generation function. */
export type TokenSource =
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_HostedAuth'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_AuthenticateDevice'
  | 'TokenGeneration_RefreshTokens'
  | 'TokenGeneration_ClientCredentials';

/** Claims that no function changes or suppresses, besides all that begin with `cognito:` but the groups; scopes have their own lists. */
const FIXED = new Set(
  'acr amr at_hash auth_time azp client_id device_key event_id exp iat identities iss jti nbf nonce origin_jti scope sub token_use username version'.split(
    ' ',
  ),
);
/** Claims that stay texts, whatever the version. */
const TEXTS = new Set(['phone_number_verified', 'email_verified', 'updated_at', 'address']);
const MAX_CHANGES = 5000;

/**
 * Runs the pool's pre token generation function and gives what it changes; undefined where the pool has none.
 *
 * Amazon Cognito developer guide, "Pre token generation Lambda trigger".
 *
 * @param of.scopes the scopes of the access token, which versions 2 and 3 are given
 * @throws as `runTrigger`, and InvalidLambdaResponseException `Unrecognizable lambda output` for changes that
 *   the version does not know or that nobody may make
 */
export async function preTokenGeneration(
  ctx: Ctx<TriggerFaults>,
  of: {
    readonly pool: Pool;
    readonly client: Client;
    /** Undefined for client credentials, which only version 3 is called for. */
    readonly user: User | undefined;
    readonly source: TokenSource;
    readonly scopes: readonly string[];
    readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
  },
): Promise<TokenChanges | undefined> {
  const { pool, client, user, source, scopes, clientMetadata } = of;
  if (!hasTrigger(pool, 'PreTokenGeneration')) return undefined;
  const version = eventVersion(pool, 'PreTokenGeneration');
  const groups = user === undefined ? [] : ctx.store.groups.ofUser(user.id);
  const response = await runTrigger(ctx, {
    pool,
    name: 'PreTokenGeneration',
    source,
    userName: user?.username ?? client.id,
    clientId: client.id,
    userAttributes: user === undefined ? {} : eventAttributes(user),
    request: {
      groupConfiguration: configurationOf(groups),
      ...(version === '1' ? {} : { scopes }),
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
    },
  });
  return response === undefined ? undefined : tokenChanges(ctx, client, version, response);
}

const configurationOf = (groups: readonly Group[]) => ({
  groupsToOverride: groups.map(({ name }) => name),
  iamRolesToOverride: rolesOf(groups),
  preferredRole: preferredRole(groups) ?? null,
});

type Answer = { claimsOverrideDetails?: unknown; claimsAndScopeOverrideDetails?: unknown };

/** Reads a function's answer as the version of its event allows. */
function tokenChanges(
  ctx: Ctx<'InvalidLambdaResponseException'>,
  client: Client,
  version: '1' | '2' | '3',
  answer: Answer,
): TokenChanges {
  const invalid = (reason: string): never =>
    ctx.refuse('InvalidLambdaResponseException', 'Unrecognizable lambda output', reason);
  const reader = { invalid, ignored: (reason: string) => ctx.note(reason), client };
  const details = (version === '1' ? answer.claimsOverrideDetails : answer.claimsAndScopeOverrideDetails) ?? {};
  if (!isObject(details)) return invalid('The override details are no object.');
  const part = (name: string): Record<string, unknown> => {
    const value = details[name] ?? {};
    return isObject(value) ? value : invalid(`${name} is no object.`);
  };
  const none: TokenEdit = { add: {}, suppress: new Set() };
  const id =
    version === '1' ? readEdit(reader, details, 'id', true) : readEdit(reader, part('idTokenGeneration'), 'id', false);
  const access = version === '1' ? none : readEdit(reader, part('accessTokenGeneration'), 'access', false);
  const [scopesToAdd, scopesToSuppress] = ['scopesToAdd', 'scopesToSuppress'].map((name) =>
    version === '1' ? [] : readTexts(reader, part('accessTokenGeneration')[name], name),
  ) as [string[], string[]];
  const spaced = scopesToAdd.find((scope) => scope === '' || /\s/.test(scope));
  if (spaced !== undefined) return invalid(`The scope ${JSON.stringify(spaced)} holds a space or nothing.`);
  const count = [id, access].reduce((sum, edit) => sum + Object.keys(edit.add).length + edit.suppress.size, 0);
  if (count + scopesToAdd.length + scopesToSuppress.length > MAX_CHANGES)
    return invalid(`The function changes more than ${MAX_CHANGES} claims and scopes.`);
  const groups = readGroups(reader, details);
  return { id, access: { ...access, scopesToAdd, scopesToSuppress }, ...(groups === undefined ? {} : { groups }) };
}

type Reader = {
  readonly invalid: (reason: string) => never;
  readonly ignored: (reason: string) => void;
  readonly client: Client;
};

function readEdit(
  reader: Reader,
  part: Record<string, unknown>,
  token: 'id' | 'access',
  textsOnly: boolean,
): TokenEdit {
  const given = part['claimsToAddOrOverride'] ?? {};
  if (!isObject(given)) return reader.invalid('claimsToAddOrOverride is no object.');
  const fixed = (name: string): boolean =>
    FIXED.has(name) || (name.startsWith('cognito:') && name !== 'cognito:groups');
  const suppress = readTexts(reader, part['claimsToSuppress'], 'claimsToSuppress').filter((name) => {
    if (!fixed(name) && name !== 'aud') return true;
    reader.ignored(`${name} cannot be suppressed; the function's wish is ignored.`);
    return false;
  });
  const add = Object.entries(given).filter(([name, value]) => mayAdd(reader, token, textsOnly, name, value));
  return { add: Object.fromEntries(add), suppress: new Set(suppress) };
}

function mayAdd(reader: Reader, token: 'id' | 'access', textsOnly: boolean, name: string, value: unknown): boolean {
  if (name === 'aud' && token === 'access') {
    if (value === reader.client.id) return true;
    return reader.invalid(`aud of an access token can only be the app client, ${reader.client.id}.`);
  }
  if (FIXED.has(name) || name === 'aud' || name.startsWith('cognito:') || name.startsWith('dev:')) {
    reader.ignored(
      name.startsWith('dev:')
        ? `${name} can only be suppressed; what the function set is ignored.`
        : GROUP_CLAIMS.includes(name)
          ? `${name} is set by groupOverrideDetails; what the function set as a claim is ignored.`
          : `${name} cannot be changed; what the function set is ignored.`,
    );
    return false;
  }
  if (typeof value === 'string') return true;
  if (textsOnly) return reader.invalid(`The claim ${name} is no text; only texts can be set by version V1_0.`);
  if (value === null) return reader.invalid(`The claim ${name} is null.`);
  if (TEXTS.has(name) && typeof value === 'object')
    return reader.invalid(`The claim ${name} takes no array or object.`);
  return true;
}

function readTexts(reader: Reader, value: unknown, name: string): string[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value
    : reader.invalid(`${name} is no list of texts.`);
}

/** What stands in place of the user's groups: an empty object or null removes them, absence leaves them. */
function readGroups(reader: Reader, details: Record<string, unknown>): TokenChanges['groups'] {
  const given = details['groupOverrideDetails'];
  if (given === undefined) return undefined;
  if (given !== null && !isObject(given)) return reader.invalid('groupOverrideDetails is no object.');
  const { groupsToOverride, iamRolesToOverride, preferredRole: preferred } = given ?? {};
  if (preferred !== undefined && preferred !== null && typeof preferred !== 'string')
    return reader.invalid('preferredRole is no text.');
  return {
    names: readTexts(reader, groupsToOverride, 'groupsToOverride'),
    roles: readTexts(reader, iamRolesToOverride, 'iamRolesToOverride'),
    ...(typeof preferred === 'string' && preferred !== '' ? { preferred } : {}),
  };
}
