import type { Judgement } from '../../../shared/poolkeeper/operations.ts';
import type { Client } from '../store/clients.ts';
import type { Pool } from '../store/pools.ts';
import type { User } from '../store/users.ts';
import type { Key } from '../kernel/workspace.ts';
import type { JsonObject, ReadToken } from '../tokens/parse.ts';

export type Check = Judgement['checks'][number];
export type Use = 'id' | 'access';

/** What the checks of one token look at. */
export type Subject = {
  readonly token: string;
  readonly read: ReadToken;
  readonly header: JsonObject;
  readonly payload: JsonObject;
  /** Workspace clock, epoch milliseconds. */
  readonly now: number;
  /** What the caller wants the token for, where they said so. */
  readonly wanted: {
    readonly poolId?: string;
    readonly clientId?: string;
    readonly use?: Use;
    readonly scope?: string;
  };
  /** The pool against which is judged: the one asked for, else the one that the token names. */
  readonly pool: Pool | undefined;
  readonly issuer: string | undefined;
  readonly client: Client | undefined;
  readonly user: User | undefined;
  readonly keys: { readonly id: Key; readonly access: Key } | undefined;
  readonly revoked: string | undefined;
  /** Names of the groups the user is in now, best precedence first, and their roles. */
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly preferredRole: string | undefined;
};

type Values = { readonly expected?: string | undefined; readonly actual?: string | undefined };

/** What a check says, without its id, name and why. */
export type Finding = Values & { readonly outcome: Check['outcome']; readonly reason: string };

/** What was checked is as it should be. */
export const passed = (reason: string, values: Values = {}): Finding => ({ outcome: 'passed', reason, ...values });

/** What was checked makes the token worthless. */
export const failed = (reason: string, values: Values = {}): Finding => ({ outcome: 'failed', reason, ...values });

/** What was checked is allowed, and probably not meant. */
export const warned = (reason: string, values: Values = {}): Finding => ({ outcome: 'warned', reason, ...values });

/** What could not be checked, and why. */
export const notChecked = (reason: string, values: Values = {}): Finding => ({
  outcome: 'not checked',
  reason,
  ...values,
});

/** One row of a table of checks: id, what a reader calls it, why it matters, how it is made. */
export type CheckRow = readonly [
  id: string,
  name: string,
  why: string,
  make: (subject: Subject) => Finding | Promise<Finding>,
];

/** Makes every check of a table, in order. */
export async function makeChecks(rows: readonly CheckRow[], subject: Subject): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [id, name, why, make] of rows) {
    const { expected, actual, ...finding } = await make(subject);
    checks.push({
      id,
      name,
      ...finding,
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual }),
      why,
    });
  }
  return checks;
}

/** A claim as a reader sees it; long values are cut. */
export function shown(value: unknown): string {
  if (value === undefined) return '(absent)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** Epoch seconds as an ISO date, or nothing for what is no time. */
export function dateOf(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || Math.abs(seconds) > 8.64e12) return undefined;
  return new Date(seconds * 1000).toISOString();
}

/** A length of time in the largest units that fit, for example `1 h 5 min`. */
export function lengthOf(seconds: number): string {
  const units: readonly [number, string][] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  let rest = Math.round(Math.abs(seconds));
  const parts: string[] = [];
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) parts.push(`${count} ${unit}`);
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}
