/**
 * A reference model of sign-in, much smaller than the engine: one user, their sessions, their failures. It says
 * what a call must answer; it knows nothing of how the engine comes to it.
 */
export type Mode = 'OFF' | 'OPTIONAL' | 'ON';
export type Factor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';
export type Given = 'right' | 'wrong';
export type First = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP';

/** How the user stands at the beginning. */
export type Start = {
  readonly mode: Mode;
  readonly on: readonly Factor[];
  readonly preferred: Factor | undefined;
  readonly hasApp: boolean;
  readonly failures: number;
  readonly codeUsed: boolean;
};

export type ModelSession = {
  readonly challenge: string;
  readonly expiresAt: number;
  readonly first: boolean;
  readonly offers: readonly string[];
  used: boolean;
};

/** What a call must answer: tokens, a challenge, or a refusal by its text. */
export type Expected =
  | { readonly kind: 'tokens' }
  | { readonly kind: 'challenge'; readonly session: ModelSession }
  | { readonly kind: 'refused'; readonly messages: readonly string[] };

export const TEXT = {
  wrong: 'Incorrect username or password.',
  locked: 'Password attempts exceeded',
  disabled: 'User is disabled.',
  invalid: 'Invalid session for the user.',
  used: 'Invalid session for the user, session can only be used once.',
  expired: 'Invalid session for the user, session is expired.',
  mismatch: 'Invalid code or auth state for the user.',
  totp: 'Invalid code received for user',
  reused: 'Your software token has already been used once.',
  mfaType: 'Invalid MFA type selected.',
  choice: 'Invalid challenge selected.',
} as const;

const MINUTE = 60_000;
const no = (...messages: readonly string[]): Expected => ({ kind: 'refused', messages });
const TOKENS: Expected = { kind: 'tokens' };

export class Model {
  readonly sessions: ModelSession[] = [];
  readonly #mode: Mode;
  readonly #on: readonly Factor[];
  readonly #preferred: Factor | undefined;
  readonly #hasApp: boolean;
  #failures: number;
  #failedAt: number;
  #usedStep: number;
  enabled = true;
  now: number;

  /** @param of.failures wrong passwords or codes right before the beginning; `of.codeUsed` the app's present code was taken */
  constructor(of: Start & { now: number }) {
    this.#failures = of.failures;
    this.#failedAt = of.now;
    this.#usedStep = of.codeUsed ? Math.floor(of.now / 30_000) : -1;
    this.#mode = of.mode;
    this.#on = of.on;
    this.#preferred = of.preferred;
    this.#hasApp = of.hasApp;
    this.now = of.now;
  }

  password(given: Given): Expected {
    return this.#judge(given) ?? this.#afterFirst();
  }

  choose(preferred: string | undefined, given: Given): Expected {
    const offers = this.#offers();
    if (preferred === undefined || !offers.includes(preferred)) return this.#ask('SELECT_CHALLENGE', offers);
    return this.#begin(preferred as First, given);
  }

  /** An answer to a session, as the answer to `challenge` it is sent as. */
  answer(session: ModelSession, challenge: string, given: Given, choice: string): Expected {
    const bad = this.#refuseSession(session, challenge);
    if (bad !== undefined) return bad;
    switch (challenge) {
      case 'PASSWORD': {
        const judged = this.#judge(given, session);
        if (judged !== undefined) return judged;
        const next = this.#afterFirst();
        if (next.kind !== 'refused') session.used = true;
        return next;
      }
      case 'SELECT_CHALLENGE': {
        if (!session.offers.includes(choice) || !this.#offers().includes(choice)) return no(TEXT.choice);
        const next = this.#begin(choice as First, given, session);
        if (next.kind !== 'refused') session.used = true;
        return next;
      }
      case 'SELECT_MFA_TYPE':
        if (!this.enabled) return no(TEXT.disabled);
        if (!session.offers.includes(choice)) return no(TEXT.mfaType);
        session.used = true;
        return this.#ask(choice);
      case 'SOFTWARE_TOKEN_MFA':
        return this.#totp(session, given);
      default:
        return this.#code(session, given);
    }
  }

  #code(session: ModelSession, given: Given): Expected {
    if (this.#locked()) return no(TEXT.locked);
    if (given === 'wrong') return this.#fail(TEXT.mismatch);
    session.used = true;
    return session.first ? this.#afterFirst() : this.#finish();
  }

  #totp(session: ModelSession, given: Given): Expected {
    if (this.#locked()) return no(TEXT.locked);
    if (given === 'wrong') return this.#fail(TEXT.totp);
    const step = Math.floor(this.now / 30_000);
    if (step <= this.#usedStep) return no(TEXT.reused);
    this.#usedStep = step;
    session.used = true;
    return this.#finish();
  }

  #begin(name: First, given: Given, session?: ModelSession): Expected {
    if (this.#locked()) return no(TEXT.locked);
    if (name === 'PASSWORD') return this.#judge(given, session) ?? this.#afterFirst();
    return this.#ask(name, [], true);
  }

  /** A password: undefined where it is right. A wrong one uses its session up. */
  #judge(given: Given, session?: ModelSession): Expected | undefined {
    if (this.#locked()) return no(TEXT.locked);
    if (given === 'right') return undefined;
    if (session !== undefined) session.used = true;
    return this.#fail(TEXT.wrong);
  }

  #afterFirst(): Expected {
    if (!this.enabled) return no(TEXT.disabled);
    if (this.#mode === 'OFF') return this.#finish();
    if (this.#preferred !== undefined) return this.#ask(this.#preferred);
    const app: readonly Factor[] = this.#hasApp ? ['SOFTWARE_TOKEN_MFA'] : [];
    const possible: readonly Factor[] = this.#mode === 'ON' ? ['SMS_MFA', ...app, 'EMAIL_OTP'] : this.#on;
    const [only, other] = possible;
    if (only === undefined) return this.#finish();
    return other === undefined ? this.#ask(only) : this.#ask('SELECT_MFA_TYPE', possible);
  }

  #finish(): Expected {
    if (!this.enabled) return no(TEXT.disabled);
    this.#failures = 0;
    this.#failedAt = 0;
    return TOKENS;
  }

  #offers(): readonly string[] {
    const codes = this.#mode === 'OFF' || (this.#mode === 'OPTIONAL' && this.#on.length === 0);
    return codes ? ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] : ['PASSWORD_SRP', 'PASSWORD'];
  }

  #ask(challenge: string, offers: readonly string[] = [], first = false): Expected {
    const session = { challenge, offers, first, used: false, expiresAt: this.now + 3 * MINUTE };
    this.sessions.push(session);
    return { kind: 'challenge', session };
  }

  #refuseSession({ challenge, used, expiresAt }: ModelSession, sentAs: string): Expected | undefined {
    if (challenge !== sentAs) return no(TEXT.invalid);
    const expired = expiresAt <= this.now;
    // That a session was used is forgotten some time after it expired.
    if (used) return expired ? no(TEXT.used, TEXT.expired) : no(TEXT.used);
    return expired ? no(TEXT.expired) : undefined;
  }

  #locked(): boolean {
    if (this.#failures < 5) return false;
    return this.#failedAt + Math.min(2 ** (this.#failures - 5) * 1000, 15 * MINUTE) > this.now;
  }

  #fail(message: string): Expected {
    this.#failures = this.now - this.#failedAt > 15 * MINUTE ? 1 : this.#failures + 1;
    this.#failedAt = this.now;
    return no(message);
  }
}
