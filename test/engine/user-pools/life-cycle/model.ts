/**
 * A reference model of a user's life, much smaller than the engine: one username, who has it, what lets them in.
 * It says what a call must answer; it knows nothing of how the engine comes to it.
 */
export type Status = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';
/** Which of the values that a caller could send: the right one, one of before, or one that was never right. */
export type Given = 'right' | 'former' | 'wrong';
export type Purpose = 'SignUp' | 'ForgotPassword';

/** What a call must answer: success, a challenge, or one of these refusals. */
export type Expected = 'done' | 'tokens' | 'challenge' | readonly string[];

export type SignIn = { readonly owner: Life; readonly access: number; readonly refresh: number; revoked: boolean };
export type Asked = { readonly owner: Life; readonly password: number; readonly until: number; used: boolean };
type Life = {
  status: Status;
  enabled: boolean;
  verified: boolean;
  /** The number of the password that is set. */
  password: number;
  temporarySince: number;
  failures: number;
  failedAt: number;
  /** The number of the open code of each purpose, and until when it is good. */
  readonly codes: Map<Purpose, { readonly number: number; readonly until: number }>;
  readonly attempts: Map<string, { count: number; readonly since: number }>;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const VALID: Readonly<Record<Purpose, number>> = { SignUp: DAY_MS, ForgotPassword: HOUR_MS };
const HOURLY = { confirm: 15, resend: 5, recover: 20, change: 5 } as const;

const NOBODY = ['User does not exist.'] as const;
const NO_MATCH = ['Username/client id combination not found.'] as const;
const WRONG = ['Incorrect username or password.'] as const;
const DISABLED = ['User is disabled.'] as const;
const RESET = ['Password reset required for the user'] as const;
const INVALID = ['Invalid session for the user.'] as const;
const MISMATCH = ['Invalid verification code provided, please try again.'] as const;
const GONE = ['Invalid code provided, please request a code again.'] as const;
const LIMIT = ['Attempt limit exceeded, please try after some time.'] as const;
const UNREACHABLE = [
  'Cannot reset password for the user as there is no registered/verified email or phone_number',
] as const;
const NOT_NOW = ['User password cannot be reset in the current state.'] as const;

export class Model {
  /** Undefined where nobody has the username. */
  life: Life | undefined;
  now: number;
  /** Numbers of passwords and codes that were given out: the last of them are those in force. */
  passwords = 0;
  readonly sent: Purpose[] = [];
  readonly signIns: SignIn[] = [];
  readonly asked: Asked[] = [];

  constructor(now: number) {
    this.now = now;
  }

  signUp(): Expected {
    if (this.life !== undefined) return ['User already exists'];
    this.#begin('UNCONFIRMED', false);
    this.#send('SignUp');
    return 'done';
  }

  adminCreate(): Expected {
    if (this.life !== undefined) return ['User account already exists'];
    this.#begin('FORCE_CHANGE_PASSWORD', true);
    return 'done';
  }

  confirm(code: number | undefined): Expected {
    const life = this.#reachable();
    if (!('status' in life)) return life;
    if (life.status !== 'UNCONFIRMED') return [`User cannot be confirmed. Current status is ${life.status}`];
    if (this.#counted(life, 'confirm')) return LIMIT;
    const refused = this.#judge(life, 'SignUp', code);
    if (refused !== undefined) return refused;
    life.status = 'CONFIRMED';
    life.verified = true;
    life.codes.delete('SignUp');
    return 'done';
  }

  resend(): Expected {
    const life = this.#reachable();
    if (!('status' in life)) return life;
    if (life.status !== 'UNCONFIRMED') return ['User is already confirmed.'];
    if (this.#counted(life, 'resend')) return LIMIT;
    this.#send('SignUp');
    return 'done';
  }

  forgot(): Expected {
    const life = this.#reachable();
    if (!('status' in life)) return life;
    if (life.status === 'FORCE_CHANGE_PASSWORD') return NOT_NOW;
    if (!life.verified) return UNREACHABLE;
    if (this.#counted(life, 'recover')) return LIMIT;
    this.#send('ForgotPassword');
    return 'done';
  }

  recover(code: number | undefined): Expected {
    const life = this.#reachable();
    if (!('status' in life)) return life;
    if (this.#counted(life, 'recover')) return LIMIT;
    const refused = this.#judge(life, 'ForgotPassword', code);
    if (refused !== undefined) return refused;
    this.#setPassword(life, 'CONFIRMED');
    life.codes.delete('ForgotPassword');
    return 'done';
  }

  adminConfirm(): Expected {
    const { life } = this;
    if (life === undefined) return NOBODY;
    if (life.status !== 'UNCONFIRMED') return [`User cannot be confirmed. Current status is ${life.status}`];
    life.status = 'CONFIRMED';
    life.codes.delete('SignUp');
    return 'done';
  }

  adminSetPassword(permanent: boolean): Expected {
    const { life } = this;
    if (life === undefined) return NOBODY;
    this.#setPassword(life, permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD');
    return 'done';
  }

  adminReset(): Expected {
    const { life } = this;
    if (life === undefined) return NOBODY;
    if (life.status === 'FORCE_CHANGE_PASSWORD') return NOT_NOW;
    if (!life.verified) return UNREACHABLE;
    life.status = 'RESET_REQUIRED';
    this.#send('ForgotPassword');
    return 'done';
  }

  enable(enabled: boolean): Expected {
    const { life } = this;
    if (life === undefined) return NOBODY;
    life.enabled = enabled;
    if (!enabled) this.#revokeAll(life);
    return 'done';
  }

  signOutByAdmin(): Expected {
    const { life } = this;
    if (life === undefined) return NOBODY;
    this.#revokeAll(life);
    return 'done';
  }

  remove(): Expected {
    if (this.life === undefined) return NOBODY;
    this.life = undefined;
    return 'done';
  }

  signIn(given: Given): Expected {
    const { life } = this;
    if (life === undefined) return NOBODY;
    if (this.#locked(life)) return ['Password attempts exceeded'];
    if (given !== 'right') {
      life.failures = this.now - life.failedAt > 15 * MINUTE_MS ? 1 : life.failures + 1;
      life.failedAt = this.now;
      return WRONG;
    }
    if (!life.enabled) return DISABLED;
    if (life.status === 'UNCONFIRMED') return ['User is not confirmed.'];
    if (life.status === 'RESET_REQUIRED') return RESET;
    if (life.status === 'CONFIRMED') return this.#tokens(life);
    if (life.temporarySince + 7 * DAY_MS <= this.now)
      return ['Temporary password has expired and must be reset by an administrator.'];
    this.asked.push({ owner: life, password: life.password, until: this.now + 3 * MINUTE_MS, used: false });
    return 'challenge';
  }

  /** The answer to NEW_PASSWORD_REQUIRED. */
  newPassword(asked: Asked): Expected {
    const { owner } = asked;
    const expired = asked.until <= this.now;
    const late = 'Invalid session for the user, session is expired.';
    // That a session was used is forgotten some time after it expired.
    if (asked.used) return ['Invalid session for the user, session can only be used once.', ...(expired ? [late] : [])];
    if (expired) return [late];
    if (owner !== this.life || owner.password !== asked.password) return INVALID;
    if (!owner.enabled) return DISABLED;
    asked.used = true;
    this.#setPassword(owner, 'CONFIRMED');
    return this.#tokens(owner);
  }

  getUser(signIn: SignIn): Expected {
    return this.#bearer(signIn) ?? 'done';
  }

  changePassword(signIn: SignIn, given: Given): Expected {
    const refused = this.#bearer(signIn);
    if (refused !== undefined) return refused;
    const life = signIn.owner;
    if (this.#counted(life, 'change')) return LIMIT;
    if (given !== 'right') return WRONG;
    this.#setPassword(life, life.status);
    return 'done';
  }

  signOut(signIn: SignIn): Expected {
    // The operation declares neither UserNotFoundException nor PasswordResetRequiredException.
    const refused = this.#bearer(signIn);
    if (refused === NOBODY) return ['Invalid Access Token'];
    if (refused !== undefined && refused !== RESET) return refused;
    this.#revokeAll(signIn.owner);
    return 'done';
  }

  removeSelf(signIn: SignIn): Expected {
    return this.#bearer(signIn) ?? this.remove();
  }

  refresh({ owner, revoked, refresh }: SignIn): Expected {
    if (owner !== this.life) return ['Invalid Refresh Token'];
    if (!owner.enabled) return DISABLED;
    if (revoked) return ['Refresh Token has been revoked', 'Invalid Refresh Token'];
    // An expired sign-in is forgotten some time later.
    if (refresh <= this.now) return ['Refresh Token has expired', 'Invalid Refresh Token'];
    return owner.status === 'RESET_REQUIRED' ? ['Invalid Refresh Token'] : 'done';
  }

  #begin(status: Status, verified: boolean): void {
    this.life = {
      status,
      enabled: true,
      verified,
      password: ++this.passwords,
      temporarySince: this.now,
      failures: 0,
      failedAt: 0,
      codes: new Map(),
      attempts: new Map(),
    };
  }

  /** Who sign-up and recovery are about, or why they are refused. */
  #reachable(): Life | readonly string[] {
    const { life } = this;
    if (life === undefined) return NO_MATCH;
    return life.enabled ? life : DISABLED;
  }

  #send(purpose: Purpose): void {
    this.sent.push(purpose);
    this.life?.codes.set(purpose, { number: this.sent.length, until: this.now + VALID[purpose] });
  }

  #judge(life: Life, purpose: Purpose, given: number | undefined): Expected | undefined {
    const open = life.codes.get(purpose);
    if (open === undefined || open.until <= this.now) return GONE;
    return open.number === given ? undefined : MISMATCH;
  }

  #setPassword(life: Life, status: Status): void {
    life.password = ++this.passwords;
    life.temporarySince = this.now;
    life.status = status;
    life.failures = 0;
    life.failedAt = 0;
  }

  #tokens(life: Life): Expected {
    life.failures = 0;
    life.failedAt = 0;
    this.signIns.push({ owner: life, access: this.now + HOUR_MS, refresh: this.now + 30 * DAY_MS, revoked: false });
    return 'tokens';
  }

  #bearer({ owner, access, revoked }: SignIn): readonly string[] | undefined {
    if (access <= this.now) return ['Access Token has expired'];
    if (owner !== this.life) return NOBODY;
    if (!owner.enabled) return DISABLED;
    if (revoked) return ['Access Token has been revoked'];
    return owner.status === 'RESET_REQUIRED' ? RESET : undefined;
  }

  #revokeAll(life: Life): void {
    for (const signIn of this.signIns) if (signIn.owner === life) signIn.revoked = true;
  }

  #locked({ failures, failedAt }: Life): boolean {
    return failures >= 5 && failedAt + Math.min(2 ** (failures - 5) * 1000, 15 * MINUTE_MS) > this.now;
  }

  /** Whether an attempt is one too many within the hour that the first one began. */
  #counted({ attempts }: Life, kind: keyof typeof HOURLY): boolean {
    const before = attempts.get(kind);
    const running = before !== undefined && this.now < before.since + HOUR_MS;
    const count = running ? before.count + 1 : 1;
    attempts.set(kind, { count, since: running ? before.since : this.now });
    return count > HOURLY[kind];
  }
}
