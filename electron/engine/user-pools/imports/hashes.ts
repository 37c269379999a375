import { pbkdf2, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { compare } from 'bcryptjs';
import { argon2Verify } from 'hash-wasm';
import type { PasswordHashingAlgorithmType } from '../../../../shared/aws/types/cognito-idp.ts';

type Algorithm = {
  /** What is wrong with a hash, in words, or nothing. */
  readonly problem: (hash: string) => string | undefined;
  /** Whether it is the hash of a password; only for hashes without a problem. */
  readonly matches: (hash: string, password: string) => Promise<boolean>;
};

const derivedByScrypt = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
);
const derivedByPbkdf2 = promisify(pbkdf2);

const BCRYPT = /^\$2([abxy])\$(\d{2})\$[./A-Za-z0-9]{53}$/;
const SCRYPT = /^(\d{1,10})\$(\d{1,10})\$(\d{1,10})\$((?:[0-9a-fA-F]{2}){1,128})\$((?:[0-9a-fA-F]{2}){16,128})$/;
const ARGON2ID =
  /^\$argon2id\$v=19\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,10})\$([A-Za-z0-9+/]{11,171})\$([A-Za-z0-9+/]{16,171})$/;
const PBKDF2 = /^\$pbkdf2-sha256\$(\d{1,10})\$([A-Za-z0-9+/.]{2,171})={0,2}\$([A-Za-z0-9+/.]{22,171})={0,2}$/;

/**
 * The four algorithms that an import job can name, with the most that AWS takes of each.
 *
 * BCRYPT `$2b$cost$…`, cost up to 12. SCRYPT `N$r$p$salt$hash`, hexadecimal, N up to 65,536, r up to 8, p 1.
 * ARGON2ID in PHC form, up to 19,456 KiB, two passes, one lane. PBKDF2_SHA256 `$pbkdf2-sha256$rounds$salt$hash`,
 * up to 600,000 rounds.
 */
const algorithms: Readonly<Record<PasswordHashingAlgorithmType, Algorithm>> = {
  BCRYPT: { problem: bcryptProblem, matches: bcryptMatches },
  SCRYPT: { problem: scryptProblem, matches: scryptMatches },
  ARGON2ID: { problem: argon2Problem, matches: (hash, password) => argon2Verify({ hash, password }) },
  PBKDF2_SHA256: { problem: pbkdf2Problem, matches: pbkdf2Matches },
};

/** Why a hash cannot be taken over: malformed, or costlier than AWS takes. Nothing for one that can. */
export const hashProblem = (algorithm: PasswordHashingAlgorithmType, hash: string): string | undefined =>
  algorithms[algorithm].problem(hash);

/**
 * Whether a password belongs to a hash for which `hashProblem` found nothing.
 *
 * Takes up to half a second at the costliest, so never inside a transaction. No user has an empty password.
 */
export const hashMatches = async (
  algorithm: PasswordHashingAlgorithmType,
  hash: string,
  password: string,
): Promise<boolean> => password !== '' && algorithms[algorithm].matches(hash, password);

const malformed = (algorithm: string, form: string): string =>
  `The password hash is not a valid ${algorithm} hash (${form}).`;

const beyond = (
  algorithm: string,
  limits: readonly (readonly [name: string, value: number, most: number])[],
): string | undefined => {
  const over = limits.find(([, value, most]) => value > most);
  return over === undefined
    ? undefined
    : `The password hash exceeds the limits of ${algorithm}: ${over[0]} is ${over[1]}, at most ${over[2]} is allowed.`;
};

function bcryptProblem(hash: string): string | undefined {
  const [, , cost] = BCRYPT.exec(hash) ?? [];
  if (cost === undefined || Number(cost) < 4) return malformed('BCRYPT', '$2b$cost$ and 53 characters');
  return beyond('BCRYPT', [['cost', Number(cost), 12]]);
}

/**
 * `$2x$` marks hashes of an old implementation that misread characters beyond ASCII; for all others it is the
 * same function, and a password with such characters is refused.
 */
async function bcryptMatches(hash: string, password: string): Promise<boolean> {
  const old = hash.startsWith('$2x$');
  // oxlint-disable-next-line no-control-regex -- ASCII is meant whole
  if (old && !/^[\x00-\x7f]*$/.test(password)) return false;
  return compare(password, old ? `$2a${hash.slice(3)}` : hash);
}

function scryptProblem(hash: string): string | undefined {
  const [, N = '', r = '', p = ''] = SCRYPT.exec(hash) ?? [];
  const cost = Number(N);
  if (N === '' || cost < 2 || !Number.isInteger(Math.log2(cost)) || Number(r) < 1 || Number(p) < 1)
    return malformed('SCRYPT', 'N$r$p$salt$hash, N a power of 2, salt and hash hexadecimal');
  return beyond('SCRYPT', [
    ['N', cost, 65_536],
    ['r', Number(r), 8],
    ['p', Number(p), 1],
  ]);
}

async function scryptMatches(hash: string, password: string): Promise<boolean> {
  const [, N = '', r = '', p = '', salt = '', digest = ''] = SCRYPT.exec(hash) ?? [];
  const expected = Buffer.from(digest, 'hex');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const maxmem = 256 * cost.N * cost.r + 1024 * 1024;
  const derived = await derivedByScrypt(password, Buffer.from(salt, 'hex'), expected.length, { ...cost, maxmem });
  return timingSafeEqual(derived, expected);
}

function argon2Problem(hash: string): string | undefined {
  const [, m = '', t = '', p = '', salt = '', digest = ''] = ARGON2ID.exec(hash) ?? [];
  const decodes = [salt, digest].every((text) => text.length % 4 !== 1);
  if (m === '' || !decodes || Number(t) < 1 || Number(p) < 1 || Number(m) < 8 * Number(p))
    return malformed('ARGON2ID', '$argon2id$v=19$m=…,t=…,p=…$salt$hash');
  return beyond('ARGON2ID', [
    ['m', Number(m), 19_456],
    ['t', Number(t), 2],
    ['p', Number(p), 1],
  ]);
}

function pbkdf2Problem(hash: string): string | undefined {
  const [, rounds = ''] = PBKDF2.exec(hash) ?? [];
  if (rounds === '' || Number(rounds) < 1)
    return malformed('PBKDF2_SHA256', '$pbkdf2-sha256$iterations$salt$hash, salt and hash base64');
  return beyond('PBKDF2_SHA256', [['iterations', Number(rounds), 600_000]]);
}

async function pbkdf2Matches(hash: string, password: string): Promise<boolean> {
  const [, rounds = '', salt = '', digest = ''] = PBKDF2.exec(hash) ?? [];
  const expected = fromAdaptedBase64(digest);
  const derived = await derivedByPbkdf2(password, fromAdaptedBase64(salt), Number(rounds), expected.length, 'sha256');
  return timingSafeEqual(derived, expected);
}

/** Base64 in which `.` may stand for `+`, as the usual writers of this form have it. */
const fromAdaptedBase64 = (text: string): Buffer => Buffer.from(text.replaceAll('.', '+'), 'base64');
