import type { Pool } from '../store/pools.ts';
import type { Method } from '../store/tokens.ts';

/** The four levels of authentication, weakest first; 0 is none of them. */
type Level = 0 | 1 | 2 | 3 | 4;

/**
 * The level that a set of proofs reaches: 4 a password and an authenticator app, 3 a passkey, or a password
 * and a code that was sent, 2 such a code alone, 1 a password alone. Amazon Cognito developer guide,
 * "Authentication context class reference".
 */
export function levelOf(methods: readonly Method[]): Level {
  const has = (...wanted: readonly Method[]): boolean => wanted.some((method) => methods.includes(method));
  if (has('pwd') && has('otp')) return 4;
  if (has('swk', 'hwk') || (has('pwd') && has('sms', 'email_otp'))) return 3;
  if (has('sms', 'email_otp')) return 2;
  return has('pwd') ? 1 : 0;
}

/** The claim `amr`: every proof once, and `mfa` where there are two or more. */
export function amrOf(methods: readonly Method[]): readonly string[] {
  const each = [...new Set(methods)];
  return each.length > 1 ? [...each, 'mfa'] : each;
}

/** The names of a pool's levels: AWS's own, or those of AcrConfiguration. */
export function acrNames({ settings }: Pool): Readonly<Record<1 | 2 | 3 | 4, string>> {
  const name = (level: 1 | 2 | 3 | 4): string =>
    settings.AcrConfiguration?.[`Level${level}`]?.AcrValue ?? `urn:cognito:loa:${level}`;
  return { 1: name(1), 2: name(2), 3: name(3), 4: name(4) };
}
