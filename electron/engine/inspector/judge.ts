import type { Judgement } from '../../../shared/poolkeeper/operations.ts';
import { preferredRole, rolesOf } from '../tokens/claims.ts';
import { issuerOf, poolIdOfIssuer } from '../tokens/issuer.ts';
import { readToken } from '../tokens/parse.ts';
import { revocationOf } from '../tokens/verify.ts';
import type { Workspace } from '../kernel/workspace.ts';
import { lengthOf, makeChecks, type Check, type Subject } from './check.ts';
import { explainClaims } from './claims.ts';
import { furtherChecks } from './further-checks.ts';
import { mainChecks } from './main-checks.ts';

/** Against what a token is judged: what is not given is found from the token. */
type Wanted = Subject['wanted'];

/** Judges an ID or access token: the seven checks, the further ones, a verdict, the claims explained. */
export async function judgeToken(workspace: Workspace, token: string, wanted: Wanted): Promise<Judgement> {
  const read = readToken(token);
  const [stopped] = read.stops;
  const { header, payload } = read;
  const common = { token, ...(stopped === undefined ? {} : { stopped }) };
  if (header === undefined || payload === undefined)
    return {
      ...common,
      kind: 'unknown',
      outcome: 'refused',
      verdict: `Not a token that can be read: ${stopped?.why ?? 'it is incomplete.'}`,
      ...(header === undefined ? {} : { header }),
      ...(payload === undefined ? {} : { payload }),
      checks: [],
      claims: payload === undefined ? [] : explainClaims(payload),
    };
  const subject = await subjectOf(workspace, token, read, header, payload, wanted);
  const checks = await makeChecks([...mainChecks, ...furtherChecks], subject);
  const use = payload['token_use'];
  return {
    ...common,
    kind: use === 'id' || use === 'access' ? use : 'unknown',
    ...verdictOf(subject, checks),
    header,
    payload,
    checks,
    claims: explainClaims(payload),
  };
}

async function subjectOf(
  workspace: Workspace,
  token: string,
  read: Subject['read'],
  header: Subject['header'],
  payload: Subject['payload'],
  wanted: Wanted,
): Promise<Subject> {
  const { store } = workspace;
  const poolId = wanted.poolId ?? poolIdOfIssuer(payload['iss']);
  const pool = poolId === undefined ? undefined : store.pools.get(poolId);
  const clientId = payload['token_use'] === 'access' ? payload['client_id'] : payload['aud'];
  const client = pool === undefined || typeof clientId !== 'string' ? undefined : store.clients.get(clientId);
  const user =
    pool === undefined || typeof payload['sub'] !== 'string' ? undefined : store.users.bySub(pool.id, payload['sub']);
  const groups = user === undefined ? [] : store.groups.ofUser(user.id);
  const keys =
    pool === undefined
      ? undefined
      : await Promise.all([workspace.keys.key(pool.id, 'id'), workspace.keys.key(pool.id, 'access')]);
  return {
    token,
    read,
    header,
    payload,
    now: workspace.clock.now(),
    wanted,
    pool,
    issuer: pool === undefined ? undefined : issuerOf(workspace, pool),
    client: client?.poolId === pool?.id ? client : undefined,
    user,
    keys: keys === undefined ? undefined : { id: keys[0], access: keys[1] },
    revoked: user === undefined ? undefined : revocationOf(workspace, payload, user),
    groups: groups.map(({ name }) => name),
    roles: rolesOf(groups),
    preferredRole: preferredRole(groups),
  };
}

/** One sentence: the first check that failed, or what the token is good for. */
function verdictOf(subject: Subject, checks: readonly Check[]): Pick<Judgement, 'verdict' | 'outcome'> {
  if (subject.pool === undefined) {
    const malformed = checks.find(({ id, outcome }) => outcome === 'failed' && FORMAL.has(id));
    if (malformed !== undefined) return refusedBy(malformed);
    return {
      outcome: 'undecided',
      verdict: 'The token can be read, but it names no pool of this workspace, so nothing in it can be trusted.',
    };
  }
  const fault = checks.find(({ outcome }) => outcome === 'failed');
  if (fault !== undefined) return refusedBy(fault);
  const { payload, user, client, now } = subject;
  const left = lengthOf((payload['exp'] as number) - now / 1000);
  const warnings = checks.filter(({ outcome }) => outcome === 'warned').length;
  return {
    outcome: 'accepted',
    verdict: `Accepted: ${payload['token_use'] === 'id' ? 'an ID' : 'an access'} token of ${user?.username ?? (payload['sub'] === payload['client_id'] ? 'no user' : 'a user')} for ${client?.name ?? 'an app client'}, valid for another ${left}.${warnings > 0 ? ` ${warnings} ${warnings === 1 ? 'remark' : 'remarks'} below.` : ''}`,
  };
}

/** Checks that need no pool: what fails them is refused whoever issued it. */
const FORMAL = new Set(['parts', 'base64url', 'doubled', 'alg', 'header-keys', 'crit', 'empty-signature']);

const refusedBy = ({ name, reason }: Check): Pick<Judgement, 'verdict' | 'outcome'> => ({
  outcome: 'refused',
  verdict: `Refused: ${name}. ${reason}`,
});
