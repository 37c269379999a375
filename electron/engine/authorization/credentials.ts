import { assumedRoleArn, roleArn, iamUserArn } from '../../../shared/aws/arn.ts';
import type { Caller } from '../../../shared/contract.ts';
import type { Ctx } from '../kernel/handler.ts';
import type { AccessSession, Role, SessionDetails } from '../store/access-records.ts';
import type { Workspace } from '../kernel/workspace.ts';

/** An access key that the engine knows, as the check of a signature needs it. */
type KnownKey = {
  readonly secret: string;
  /** The token that must come with every request signed with this key. */
  readonly sessionToken?: string;
  readonly caller: Caller;
  /** Epoch milliseconds of the workspace clock. */
  readonly expiresAt?: number;
};

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Expired credentials are remembered for two days, so that their use is answered as expired and not as unknown. */
const SESSION_RETENTION_MS = 48 * 3600 * 1000;

/**
 * Looks up an access key.
 *
 * Expired credentials are returned too: the door compares `expiresAt` with the workspace clock and answers
 * with its service's own words. Nothing is returned for a key that the engine did not issue.
 */
export function lookUpKey(workspace: Workspace, accessKeyId: string): KnownKey | undefined {
  const { access } = workspace.store;
  if (accessKeyId.startsWith('AKIA')) return keyOfUser(workspace, accessKeyId);
  const session = access.session(accessKeyId);
  if (session === undefined) return undefined;
  return {
    secret: session.secret,
    sessionToken: session.sessionToken,
    caller: { kind: 'session', arn: session.arn, accessKeyId },
    expiresAt: session.expiresAt,
  };
}

/** A user's own key; one that was made inactive is known too, and refused when the call is authorised. */
function keyOfUser({ store }: Workspace, accessKeyId: string): KnownKey | undefined {
  const key = store.access.accessKey(accessKeyId);
  const user = key === undefined ? undefined : store.access.userById(key.userId);
  if (key === undefined || user === undefined) return undefined;
  return { secret: key.secret, caller: { kind: 'session', arn: iamUserArn(user), accessKeyId } };
}

/** An id as IAM makes them: four letters of the kind (`AROA`, `ANPA`, `ASIA`), then sixteen of base 32. */
export function iamId(random: Ctx['random'], prefix: string): string {
  return prefix + Array.from(random(17), (byte) => BASE32[byte % 32]).join('');
}

/** What a session is made from. */
type SessionGrant = {
  readonly role: Role;
  readonly sessionName: string;
  /** Seconds. */
  readonly duration: number;
} & Omit<SessionDetails, 'userId'>;

/** Whose temporary credentials are issued: a principal by id and ARN, and the ARN that the session goes by. */
type SessionOwner = Pick<AccessSession, 'roleId' | 'roleArn' | 'arn' | 'details'> & {
  /** Seconds. */
  readonly duration: number;
};

/**
 * Issues temporary credentials of a role: `ASIA…` key, secret, session token. Stands inside `ctx.write`.
 *
 * They expire by the workspace clock. The tokens' form is AWS's: opaque base64 with the usual beginning.
 */
export function issueSession(ctx: Ctx, grant: SessionGrant): AccessSession {
  const { role, sessionName, duration, ...details } = grant;
  const session = issueCredentials(ctx, {
    roleId: role.id,
    roleArn: roleArn(role),
    arn: assumedRoleArn(role.account, role.name, sessionName),
    details: { userId: `${role.id}:${sessionName}`, ...details },
    duration,
  });
  ctx.store.access.roleUsed(role.id, session.issuedAt, ctx.call.region);
  return session;
}

/** Issues temporary credentials of a role, a user or the account root. Stands inside `ctx.write`. */
export function issueCredentials(ctx: Ctx, { duration, ...owner }: SessionOwner): AccessSession {
  const now = ctx.now();
  const session: AccessSession = {
    accessKeyId: iamId(ctx.random, 'ASIA').slice(0, 20),
    secret: Buffer.from(ctx.random(30)).toString('base64'),
    sessionToken: `IQoJb3JpZ2luX2Vj${Buffer.from(ctx.random(288)).toString('base64')}`,
    ...owner,
    issuedAt: now,
    expiresAt: now + duration * 1000,
  };
  ctx.store.access.purgeSessions(now - SESSION_RETENTION_MS);
  ctx.store.access.insertSession(session);
  return session;
}
