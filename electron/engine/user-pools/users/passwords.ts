import type { PasswordPolicyType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { alphanumerics } from '../../kernel/ids.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { passwordMatches, verifierOf } from '../sign-in/srp.ts';

const SALT_BYTES = 16;
const SYMBOLS = '^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-';
const TEMPORARY_LENGTH = 10;
/** Its symbols survive a shell, a mail and a CSV file. */
const TEMPORARY_ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!@#%_=+-';
const EVERY_RULE: PasswordPolicyType = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
};

/** A former password, as a verifier. Base64. */
type FormerPassword = { readonly salt: string; readonly verifier: string };
type Verifier = { readonly salt: Uint8Array; readonly verifier: Uint8Array };

/** The pool's policy; where none was ever given, AWS's own: eight characters and all four rules. */
const passwordPolicy = (pool: Pool): PasswordPolicyType => pool.settings.Policies?.PasswordPolicy ?? EVERY_RULE;

/** The rules in the order in which AWS names the first that fails. */
const RULES: readonly [text: string, broken: (password: string, policy: PasswordPolicyType) => boolean][] = [
  ['Password not long enough', (password, { MinimumLength = 8 }) => Array.from(password).length < MinimumLength],
  [
    'Password must have uppercase characters',
    (password, rule) => rule.RequireUppercase === true && !/[A-Z]/.test(password),
  ],
  [
    'Password must have lowercase characters',
    (password, rule) => rule.RequireLowercase === true && !/[a-z]/.test(password),
  ],
  [
    'Password must have numeric characters',
    (password, rule) => rule.RequireNumbers === true && !/[0-9]/.test(password),
  ],
  ['Password must have symbol characters', (password, rule) => rule.RequireSymbols === true && !hasSymbol(password)],
];

/**
 * Checks a password against the pool's policy; the first rule that fails is named.
 *
 * @throws InvalidPasswordException `Password did not conform with policy: …`
 * @throws InvalidParameterException for one character, or a space at an end
 */
export function checkPasswordPolicy(
  ctx: Ctx<'InvalidPasswordException' | 'InvalidParameterException'>,
  pool: Pool,
  password: string,
): void {
  if (!/^\S+.*\S+$/su.test(password))
    return ctx.refuse(
      'InvalidParameterException',
      String.raw`1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$`,
      'A password has at least two characters and neither begins nor ends with a space.',
    );
  const policy = passwordPolicy(pool);
  const broken = RULES.find(([, isBroken]) => isBroken(password, policy));
  if (broken === undefined) return;
  ctx.refuse(
    'InvalidPasswordException',
    `Password did not conform with policy: ${broken[0]}`,
    `PasswordPolicy of the pool: ${JSON.stringify(policy)}.`,
  );
}

/** Salt and SRP verifier of a password: all that is ever stored of it. About 5 ms; outside of transactions. */
export function makeVerifier(ctx: Ctx, pool: Pool, user: Pick<User, 'username'>, password: string): Verifier {
  const salt = ctx.random(SALT_BYTES);
  return { salt, verifier: verifierOf(pool.id, user.username, password, salt) };
}

/**
 * The user with a new password: policy and history checked, verifier made, lockout ended. Not stored yet.
 *
 * Takes some 5 ms, and as much again for each former password that is compared: outside of transactions.
 *
 * @throws InvalidPasswordException, InvalidParameterException as `checkPasswordPolicy`
 * @throws PasswordHistoryPolicyViolationException for one of the last `PasswordHistorySize` passwords
 */
export function withNewPassword(
  ctx: Ctx<'InvalidPasswordException' | 'InvalidParameterException' | 'PasswordHistoryPolicyViolationException'>,
  pool: Pool,
  user: User,
  password: string,
): User {
  checkPasswordPolicy(ctx, pool, password);
  const size = passwordPolicy(pool).PasswordHistorySize ?? 0;
  const former = size === 0 ? [] : formerPasswords(user).slice(0, size);
  for (const { salt, verifier } of former) {
    const old = {
      username: user.username,
      salt: Buffer.from(salt, 'base64'),
      verifier: Buffer.from(verifier, 'base64'),
    };
    if (passwordMatches(pool.id, old, password))
      return ctx.refuse(
        'PasswordHistoryPolicyViolationException',
        'Password has previously been used',
        `PasswordHistorySize of the pool is ${size}: none of the last ${size} passwords may be set again.`,
      );
  }
  const { passwordHistory: _, ...extras } = user.extras;
  const now = ctx.now();
  return {
    ...user,
    ...makeVerifier(ctx, pool, user, password),
    passwordSetAt: passwordTime(user, now),
    failures: 0,
    failedAt: 0,
    extras: former.length === 0 ? extras : { ...extras, passwordHistory: former },
    modifiedAt: now,
  };
}

/**
 * When a new password is set: now, and behind the former one even on a clock that stands still, for sign-ins that
 * know of another password than the present one are told by it.
 */
export function passwordTime({ passwordSetAt: former }: Pick<User, 'passwordSetAt'>, now: number): number {
  return former !== undefined && former >= now && former < now + 1000 ? former + 1 : now;
}

/** A random password that follows the pool's policy, for AdminCreateUser without TemporaryPassword. Uniform among those that do. */
export function temporaryPassword(ctx: Ctx, pool: Pool): string {
  const { MinimumLength = 8 } = passwordPolicy(pool);
  const strict = { ...EVERY_RULE, MinimumLength };
  for (;;) {
    const password = alphanumerics(ctx.random, Math.max(MinimumLength, TEMPORARY_LENGTH), TEMPORARY_ALPHABET);
    if (!RULES.some(([, isBroken]) => isBroken(password, strict))) return password;
  }
}

/** A space between other characters counts as a symbol. AWS, password requirements. */
const hasSymbol = (password: string): boolean =>
  Array.from(password).some((character) => SYMBOLS.includes(character)) || password.trim().includes(' ');

/** The present password and those before it, newest first. */
function formerPasswords(user: User): FormerPassword[] {
  const before = (user.extras['passwordHistory'] ?? []) as FormerPassword[];
  if (user.salt === undefined || user.verifier === undefined) return before;
  const present = { salt: toBase64(user.salt), verifier: toBase64(user.verifier) };
  return [present, ...before];
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
