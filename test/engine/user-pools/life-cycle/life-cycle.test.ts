import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationName } from '../../../../shared/contract.ts';
import { startEngine, type TestEngine } from '../../../support/harness.ts';
import { Model, type Asked, type Expected, type Given, type SignIn } from './model.ts';

/** Random lives of users in the engine and in the model. `SEQUENCES` sets how many; each has up to 20 calls. */
const SEQUENCES = Number(process.env['SEQUENCES'] ?? 2000);

type Op = OperationName<'cognito-idp'>;
let engine: TestEngine;
let poolId = '';
let clientId = '';
let people = 0;

beforeAll(async () => {
  engine = await startEngine({ now: Date.parse('2026-03-01T12:00:00Z') });
  const { UserPool } = await engine.call('cognito-idp', 'CreateUserPool', {
    PoolName: 'lives',
    AutoVerifiedAttributes: ['email'],
  });
  poolId = UserPool?.Id as string;
  const { UserPoolClient } = await engine.call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  clientId = UserPoolClient?.ClientId as string;
});
afterAll(() => engine.stop());

const given = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Given>('right') },
  { weight: 1, arbitrary: fc.constant<Given>('former') },
  { weight: 1, arbitrary: fc.constant<Given>('wrong') },
);
/** The newest, or one of those before it. */
const which = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) });

const STEPS = {
  signUp: 5,
  adminCreate: 3,
  confirm: 6,
  resend: 2,
  forgot: 3,
  recover: 4,
  adminConfirm: 1,
  adminSetPassword: 3,
  adminReset: 2,
  disable: 1,
  enable: 2,
  signOutByAdmin: 1,
  remove: 1,
  signIn: 9,
  newPassword: 4,
  getUser: 3,
  changePassword: 2,
  signOut: 1,
  removeSelf: 1,
  refresh: 4,
  wait: 3,
} as const;
type Name = keyof typeof STEPS;

const step = fc.record({
  name: fc.oneof(...Object.entries(STEPS).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as Name) }))),
  given,
  which,
  permanent: fc.boolean(),
  seconds: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(1, 4, 31) },
    { weight: 1, arbitrary: fc.constantFrom(181, 16 * 60, 3600, 25 * 3600, 8 * 24 * 3600, 31 * 24 * 3600) },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const first = (name: Name): Step => ({ name, given: 'right', which: 0, permanent: true, seconds: 1 });
/** Where a life begins; a life from nothing seldom comes far. */
const BEGINNINGS: readonly (readonly Name[])[] = [
  [],
  ['signUp'],
  ['signUp', 'confirm', 'signIn'],
  ['adminCreate', 'signIn'],
  ['adminCreate', 'adminSetPassword', 'signIn'],
];
const life = fc
  .tuple(fc.constantFrom(...BEGINNINGS), fc.array(step, { minLength: 4, maxLength: 17 }))
  .map(([beginning, steps]) => [...beginning.map(first), ...steps]);

test(`${SEQUENCES} random lives go as the model says`, { timeout: 1_800_000 }, async () => {
  const counts = new Map<string, number>();
  const started = performance.now();
  await fc.assert(
    fc.asyncProperty(life, async (steps) => {
      const run = new Run(counts);
      for (const one of steps) await run.take(one);
    }),
    { numRuns: SEQUENCES },
  );
  const calls = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${SEQUENCES} lives, ${calls} calls in ${((performance.now() - started) / 1000).toFixed(1)} s: ` +
      `${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')}`,
  );
  // The lives are worth something only if they get somewhere.
  for (const kind of ['done', 'tokens', 'challenge', 'refused'])
    expect(counts.get(kind) ?? 0, kind).toBeGreaterThan(SEQUENCES / 10);
});

/** One life: the engine and the model side by side. */
class Run {
  readonly #username = `life-${++people}`;
  readonly #model = new Model(engine.engine.workspace.clock.now());
  readonly #counts: Map<string, number>;
  /** The codes in the order in which the model sent them. */
  readonly #codes: string[] = [];
  readonly #tokens = new Map<SignIn, { readonly access: string; readonly refresh: string }>();
  readonly #sessions = new Map<Asked, string>();

  constructor(counts: Map<string, number>) {
    this.#counts = counts;
  }

  async take(step: Step): Promise<void> {
    const model = this.#model;
    model.now = engine.engine.workspace.clock.now();
    const signIn = model.signIns.at(-1 - step.which);
    const asked = model.asked.at(-1 - step.which);
    const fresh = passwordNumber(model.passwords + 1);
    const password = this.#password(step.given);
    const admin = { UserPoolId: poolId, Username: this.#username };
    const self = { ClientId: clientId, Username: this.#username };
    const UserAttributes = [{ Name: 'email', Value: `${this.#username}@example.com` }];
    const bearer = { AccessToken: signIn === undefined ? '' : this.#tokens.get(signIn)?.access };
    switch (step.name) {
      case 'wait':
        return engine.advance(step.seconds * 1000);
      case 'signUp':
        return this.#same(model.signUp(), 'SignUp', { ...self, Password: fresh, UserAttributes }, true);
      case 'adminCreate':
        return this.#same(model.adminCreate(), 'AdminCreateUser', {
          ...admin,
          TemporaryPassword: fresh,
          MessageAction: 'SUPPRESS',
          UserAttributes: [...UserAttributes, { Name: 'email_verified', Value: 'true' }],
        });
      case 'confirm': {
        const [number, ConfirmationCode] = this.#code('SignUp', step.given);
        return this.#same(model.confirm(number), 'ConfirmSignUp', { ...self, ConfirmationCode });
      }
      case 'resend':
        return this.#same(model.resend(), 'ResendConfirmationCode', self, true);
      case 'forgot':
        return this.#same(model.forgot(), 'ForgotPassword', self, true);
      case 'recover': {
        const [number, ConfirmationCode] = this.#code('ForgotPassword', step.given);
        const input = { ...self, ConfirmationCode, Password: fresh };
        return this.#same(model.recover(number), 'ConfirmForgotPassword', input);
      }
      case 'adminConfirm':
        return this.#same(model.adminConfirm(), 'AdminConfirmSignUp', admin);
      case 'adminSetPassword': {
        const input = { ...admin, Password: fresh, Permanent: step.permanent };
        return this.#same(model.adminSetPassword(step.permanent), 'AdminSetUserPassword', input);
      }
      case 'adminReset':
        return this.#same(model.adminReset(), 'AdminResetUserPassword', admin, true);
      case 'disable':
        return this.#same(model.enable(false), 'AdminDisableUser', admin);
      case 'enable':
        return this.#same(model.enable(true), 'AdminEnableUser', admin);
      case 'signOutByAdmin':
        return this.#same(model.signOutByAdmin(), 'AdminUserGlobalSignOut', admin);
      case 'remove':
        return this.#same(model.remove(), 'AdminDeleteUser', admin);
      case 'signIn': {
        const AuthParameters = { USERNAME: this.#username, PASSWORD: password };
        const input = { ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters };
        return this.#same(model.signIn(step.given), 'InitiateAuth', input);
      }
      case 'newPassword':
        if (asked === undefined) return;
        return this.#newPassword(asked);
      case 'getUser':
        if (signIn === undefined) return;
        return this.#same(model.getUser(signIn), 'GetUser', bearer);
      case 'changePassword': {
        if (signIn === undefined) return;
        const input = { ...bearer, PreviousPassword: password, ProposedPassword: fresh };
        return this.#same(model.changePassword(signIn, step.given), 'ChangePassword', input);
      }
      case 'signOut':
        if (signIn === undefined) return;
        return this.#same(model.signOut(signIn), 'GlobalSignOut', bearer);
      case 'removeSelf':
        if (signIn === undefined) return;
        return this.#same(model.removeSelf(signIn), 'DeleteUser', bearer);
      case 'refresh': {
        if (signIn === undefined) return;
        const AuthParameters = { REFRESH_TOKEN: this.#tokens.get(signIn)?.refresh };
        const input = { ClientId: clientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters };
        return this.#same(model.refresh(signIn), 'InitiateAuth', input);
      }
    }
  }

  #newPassword(asked: Asked): Promise<void> {
    const input = {
      ClientId: clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: this.#sessions.get(asked),
      ChallengeResponses: { USERNAME: this.#username, NEW_PASSWORD: passwordNumber(this.#model.passwords + 1) },
    };
    return this.#same(this.#model.newPassword(asked), 'RespondToAuthChallenge', input);
  }

  /** Calls the engine and holds its answer, and the user's state behind it, against the model's. */
  async #same(expected: Expected, operation: Op, input: object, sends = false): Promise<void> {
    const kind = typeof expected === 'string' ? expected : 'refused';
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    const reply = await engine.engine.call('cognito-idp', operation, input as never);
    const answer = reply.ok ? reply.output : undefined;
    const { AuthenticationResult: tokens, Session } = (answer ?? {}) as {
      AuthenticationResult?: { AccessToken: string; RefreshToken?: string };
      Session?: string;
    };
    const got = reply.ok ? (Session === undefined ? 'done' : 'challenge') : reply.fault.message;
    if (kind === 'refused') expect(expected, `${operation}: ${got}`).toContain(got);
    else expect(got, operation).toBe(kind === 'challenge' ? 'challenge' : 'done');
    if (kind === 'tokens') {
      const signIn = this.#model.signIns.at(-1) as SignIn;
      this.#tokens.set(signIn, { access: tokens?.AccessToken ?? '', refresh: tokens?.RefreshToken ?? '' });
    }
    if (kind === 'challenge') this.#sessions.set(this.#model.asked.at(-1) as Asked, Session ?? '');
    if (sends && kind === 'done') this.#codes.push(this.#newestCode());
    this.#look();
  }

  #look(): void {
    const user = engine.engine.workspace.store.users.byKey(poolId, this.#username);
    const { life } = this.#model;
    expect({
      status: user?.status,
      enabled: user?.enabled,
      verified: user?.attributes['email_verified'] === 'true',
    }).toEqual({
      status: life?.status,
      enabled: life?.enabled,
      verified: life?.verified ?? false,
    });
  }

  #newestCode(): string {
    const { messages } = engine.engine.workspace.store;
    const [message] = messages.list({ poolId, username: this.#username }, 1);
    const code = /\d{6}/.exec(message?.body ?? '')?.[0];
    if (code === undefined) throw new Error('no code was sent');
    return code;
  }

  #password(wanted: Given): string {
    const { life, passwords } = this.#model;
    if (wanted === 'wrong') return 'Never-0000';
    if (wanted === 'right') return passwordNumber(life?.password ?? passwords);
    return passwordNumber(-1);
  }

  /** The number of a code in the model, and the code. Another purpose's code that is the same by chance is as good. */
  #code(purpose: 'SignUp' | 'ForgotPassword', wanted: Given): readonly [number | undefined, string] {
    const numbers = this.#model.sent.flatMap((sent, index) => (sent === purpose ? [index + 1] : []));
    const open = this.#model.life?.codes.get(purpose)?.number;
    const number = wanted === 'former' ? numbers.at(-2) : (open ?? numbers.at(-1));
    const right = open === undefined ? undefined : this.#codes[open - 1];
    if (wanted === 'wrong' || number === undefined) return [undefined, right === '000000' ? '000001' : '000000'];
    const code = this.#codes[number - 1] as string;
    return [code === right ? open : number, code];
  }
}

const passwordNumber = (number: number): string => `Pass-word-${number}`;
