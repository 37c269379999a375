import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { ChallengeNameType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { uuid } from '../../kernel/ids.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import type { Contact } from '../../store/codes.ts';
import type { User } from '../../store/users.ts';
import type { Method } from '../../store/tokens.ts';
import { sessionLifetime } from '../../tokens/lifetimes.ts';
import type { SrpRun } from './srp.ts';

/**
 * What a session waits for: a challenge's answer, the code of a sign-up (`sign-up`), or the sign-in that
 * follows a confirmed sign-up (`signed-up`).
 */
export type Challenge = ChallengeNameType | 'sign-up' | 'signed-up';

/** A one-time code that was sent, and the address it proves. */
type SentCode = { readonly code: string; readonly contact: Contact; readonly value: string };

/** What a sign-in knows of itself besides its user, from its first call to its tokens. */
export type Progress = {
  /** The factors that were proven, in order. */
  readonly methods?: readonly Method[];
  /** Must the sign-in reach a level of authentication, and by which name does it ask for it. */
  readonly target?: { readonly level: number; readonly acr: string };
  /** DEVICE_KEY of the first call. */
  readonly device?: string;
  /** The remembered device has proven itself. */
  readonly deviceProven?: true;
  /** A sign-in by custom challenges: key into the store. */
  readonly custom?: string;
};

/**
 * A sign-in between two calls. The client holds it encrypted (as Session, or as SRP's SECRET_BLOCK), the
 * store only learns that it was used; so asking for a challenge writes nothing.
 */
export type Session = {
  readonly id: string;
  readonly challenge: Challenge;
  readonly pool: string;
  readonly client: string;
  /** The user's internal id; null for the simulated challenge of a user who does not exist. */
  readonly user: number | null;
  /** USER_ID_FOR_SRP. */
  readonly username: string;
  /** What the caller typed. */
  readonly typed: string;
  /** The password of which the session knows; a new one ends it. */
  readonly passwordSetAt: number | null;
  readonly expiresAt: number;
  readonly progress?: Progress;
  readonly srp?: SrpRun;
  /** EMAIL_OTP, SMS_OTP, SMS_MFA: the code that was sent; null in a simulated challenge, which no code answers. */
  readonly sent?: SentCode | null;
  /** SELECT_CHALLENGE, SELECT_MFA_TYPE, MFA_SETUP: what may be answered. */
  readonly offers?: readonly string[];
  /** What another challenge has to remember (CUSTOM_CHALLENGE, WEB_AUTHN, devices): small, or a key into the store. */
  readonly memo?: Readonly<Record<string, string>>;
};

/** What a session holds besides what every session does. */
export type Contents = Pick<Session, 'progress' | 'srp' | 'sent' | 'offers' | 'memo'>;

/** A new session of a client; it lives as long as the client's AuthSessionValidity says. */
export function newSession(
  ctx: Ctx,
  client: Client,
  of: Pick<Session, 'challenge' | 'username' | 'typed'> & Contents & { readonly user: User | undefined },
): Session {
  const { progress, srp, sent, offers, memo } = of;
  return {
    id: uuid(ctx.random),
    challenge: of.challenge,
    pool: client.poolId,
    client: client.id,
    user: of.user?.id ?? null,
    username: of.username,
    typed: of.typed,
    passwordSetAt: of.user?.passwordSetAt ?? null,
    expiresAt: ctx.now() + sessionLifetime(client),
    ...(progress === undefined ? {} : { progress }),
    ...(srp === undefined ? {} : { srp }),
    ...(sent === undefined ? {} : { sent }),
    ...(offers === undefined ? {} : { offers }),
    ...(memo === undefined ? {} : { memo }),
  };
}

/** Encrypts a session: AES-256-GCM, nonce ∥ tag ∥ text, base64. */
export function sealSession(session: Session, secret: Buffer, random: (bytes: number) => Uint8Array): string {
  const nonce = random(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(session), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
}

function unseal(text: string, secret: Buffer): Session | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < 29) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    return JSON.parse(
      Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'),
    ) as Session;
  } catch {
    // Not sealed by this workspace, or changed: the caller refuses it.
    return undefined;
  }
}

/**
 * Opens what a client answers with.
 *
 * @throws NotAuthorizedException `Invalid session for the user.` for what is not a session of this
 *   challenge, pool and client; `…, session is expired.`; `…, session can only be used once.`
 */
export function openSession(
  ctx: Ctx<'NotAuthorizedException'>,
  text: string,
  secret: Buffer,
  expected: { readonly challenge: Challenge; readonly pool: Pool; readonly client: Client },
): Session {
  const session = openSessionOf(ctx, text, secret, expected.challenge);
  const foreign = foreignness(session, expected);
  if (foreign !== undefined) return refuseInvalid(ctx, foreign);
  return refuseSpent(ctx, session);
}

/** As `openSession`, for operations that name neither pool nor client: the session says which. */
export function openLiveSession(
  ctx: Ctx<'NotAuthorizedException'>,
  text: string,
  secret: Buffer,
  challenge: Challenge,
): Session {
  return refuseSpent(ctx, openSessionOf(ctx, text, secret, challenge));
}

function openSessionOf(
  ctx: Ctx<'NotAuthorizedException'>,
  text: string,
  secret: Buffer,
  challenge: Challenge,
): Session {
  const session = unseal(text, secret);
  if (session === undefined)
    return refuseInvalid(ctx, 'The session was not made by this workspace, or it was changed.');
  if (session.challenge !== challenge)
    return refuseInvalid(ctx, `The session belongs to the challenge ${session.challenge}, not to ${challenge}.`);
  return session;
}

function refuseSpent(ctx: Ctx<'NotAuthorizedException'>, session: Session): Session {
  if (ctx.store.sessions.used(session.id)) return refuseUsed(ctx);
  if (session.expiresAt <= ctx.now())
    return ctx.refuse(
      'NotAuthorizedException',
      'Invalid session for the user, session is expired.',
      `It was valid until ${new Date(session.expiresAt).toISOString()} (AuthSessionValidity of the client).`,
    );
  return session;
}

const refuseInvalid = (ctx: Ctx<'NotAuthorizedException'>, reason: string): never =>
  ctx.refuse('NotAuthorizedException', 'Invalid session for the user.', reason);

function foreignness(session: Session, expected: { readonly pool: Pool; readonly client: Client }): string | undefined {
  if (session.pool !== expected.pool.id) return `The session belongs to the pool ${session.pool}.`;
  if (session.client !== expected.client.id) return `The session belongs to the app client ${session.client}.`;
  return undefined;
}

/**
 * Uses a session up, inside `ctx.write`: of two answers at the same time only one gets through.
 *
 * @throws NotAuthorizedException `Invalid session for the user, session can only be used once.`
 */
export function useSession(ctx: Ctx<'NotAuthorizedException'>, session: Session): void {
  if (!ctx.store.sessions.use(session.id, session.expiresAt, ctx.now())) refuseUsed(ctx);
}

const refuseUsed = (ctx: Ctx<'NotAuthorizedException'>): never =>
  ctx.refuse(
    'NotAuthorizedException',
    'Invalid session for the user, session can only be used once.',
    'The session was answered before. Start the sign-in again.',
  );
