import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeAt, stepAt } from '../../../../electron/engine/user-pools/mfa/totp.ts';
import { otherThan, ROLE } from '../../../support/factors.ts';
import { startEngine, type TestEngine } from '../../../support/harness.ts';
import { PASSWORD } from '../../../support/signed-in.ts';
import { Model, type Expected, type Factor, type Mode, type ModelSession, type Start } from './machine-model.ts';

/**
 * Random sequences of calls against the engine and the reference model. `SEQUENCES` sets how
 * many; each has up to 12 calls.
 */
const SEQUENCES = Number(process.env['SEQUENCES'] ?? 2000);
const SECRET = Buffer.alloc(32, 7);
const MODES: readonly Mode[] = ['OFF', 'OPTIONAL', 'ON'];

type Scene = { readonly poolId: string; readonly clientId: string; readonly userId: number };
let engine: TestEngine;
const scenes = new Map<Mode, Scene>();

beforeAll(async () => {
  engine = await startEngine({ now: Date.parse('2026-03-01T12:00:00Z') });
  for (const mode of MODES) scenes.set(mode, await scene(mode));
});
afterAll(() => engine.stop());

async function scene(mode: Mode): Promise<Scene> {
  const { call } = engine;
  const { UserPool } = await call('cognito-idp', 'CreateUserPool', {
    PoolName: mode,
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
    EmailConfiguration: {
      EmailSendingAccount: 'DEVELOPER',
      SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/a',
    },
    SmsConfiguration: { SnsCallerArn: ROLE },
  });
  const poolId = UserPool?.Id as string;
  if (mode !== 'OFF')
    await call('cognito-idp', 'SetUserPoolMfaConfig', {
      UserPoolId: poolId,
      MfaConfiguration: mode,
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: ROLE } },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: {},
    });
  const { UserPoolClient } = await call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  await call('cognito-idp', 'AdminCreateUser', {
    UserPoolId: poolId,
    Username: 'ann',
    MessageAction: 'SUPPRESS',
    UserAttributes: [
      { Name: 'email', Value: 'ann@example.com' },
      { Name: 'phone_number', Value: '+14255550123' },
    ],
  });
  await call('cognito-idp', 'AdminSetUserPassword', {
    UserPoolId: poolId,
    Username: 'ann',
    Password: PASSWORD,
    Permanent: true,
  });
  const user = engine.engine.workspace.store.users.byKey(poolId, 'ann');
  if (user === undefined) throw new Error('no user');
  return { poolId, clientId: UserPoolClient?.ClientId as string, userId: user.id };
}

const CHALLENGES = [
  'SMS_MFA',
  'EMAIL_OTP',
  'SMS_OTP',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'SELECT_CHALLENGE',
  'PASSWORD',
];
const given = fc.oneof(
  { weight: 4, arbitrary: fc.constant('right' as const) },
  { weight: 2, arbitrary: fc.constant('wrong' as const) },
);
const choice = fc.constantFrom('SMS_MFA', 'EMAIL_OTP', 'SOFTWARE_TOKEN_MFA', 'PASSWORD', 'SMS_OTP', 'WEB_AUTHN');
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('password' as const), given }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('choose' as const),
      preferred: fc.option(fc.constantFrom('EMAIL_OTP', 'SMS_OTP', 'PASSWORD', 'WEB_AUTHN'), { nil: undefined }),
      given,
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(4) }),
      as: fc.oneof(
        { weight: 8, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(...CHALLENGES) },
      ),
      given,
      choice,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      milliseconds: fc.constantFrom(1000, 4000, 30_000, 90_000, 180_000, 16 * 60_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('enable' as const), enabled: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const beginning = fc
  .record({
    mode: fc.constantFrom(...MODES),
    on: fc.subarray<Factor>(['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']),
    prefers: fc.nat(5),
    hasApp: fc.boolean(),
    failures: fc.constantFrom(0, 0, 3, 4, 5, 8),
    codeUsed: fc.boolean(),
  })
  .map(({ mode, on, prefers, ...rest }): Start => {
    const usable = mode === 'OFF' ? [] : on.filter((factor) => factor !== 'SOFTWARE_TOKEN_MFA' || rest.hasApp);
    return { mode, on: usable, preferred: usable[prefers], ...rest };
  });

test(`${SEQUENCES} random sequences go as the model says`, { timeout: 600_000 }, async () => {
  const counts: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(beginning, fc.array(step, { minLength: 1, maxLength: 12 }), async (start, steps) => {
      const run = new Run(start, counts);
      for (const one of steps) await run.take(one);
    }),
    { numRuns: SEQUENCES },
  );
  // The sequences are worth something only if they get somewhere.
  for (const kind of ['tokens', 'challenge', 'refused']) expect(counts[kind] ?? 0).toBeGreaterThan(SEQUENCES / 10);
});

/** One sequence: the engine and the model side by side. */
class Run {
  readonly #scene: Scene;
  readonly #model: Model;
  readonly #counts: Record<string, number>;
  /** What the client holds of each session of the model. */
  readonly #held = new Map<ModelSession, { readonly text: string; readonly code: string | undefined }>();

  constructor(start: Start, counts: Record<string, number>) {
    this.#scene = scenes.get(start.mode) as Scene;
    this.#counts = counts;
    this.#model = new Model({ ...start, now: this.#now() });
    const { store } = engine.engine.workspace;
    const { userId } = this.#scene;
    store.write(() => {
      const user = store.users.get(userId);
      if (user === undefined) throw new Error('no user');
      const mfa = { UserMFASettingList: [...start.on], PreferredMfaSetting: start.preferred };
      store.users.update({ ...user, failures: start.failures, failedAt: this.#now(), enabled: true, extras: { mfa } });
      store.softwareTokens.remove(userId);
      if (!start.hasApp) return;
      store.softwareTokens.setPending(userId, SECRET);
      store.softwareTokens.verify(userId, undefined, start.codeUsed ? stepAt(this.#now()) : -1);
    });
  }

  async take(step: Step): Promise<void> {
    const { clientId: ClientId } = this.#scene;
    this.#model.now = this.#now();
    switch (step.do) {
      case 'wait':
        engine.advance(step.milliseconds);
        return;
      case 'enable':
        this.#enable(step.enabled);
        return;
      case 'password':
        return this.#compare(this.#model.password(step.given), 'InitiateAuth', {
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'ann', PASSWORD: passwordFor(step.given) },
        });
      case 'choose':
        return this.#compare(this.#model.choose(step.preferred, step.given), 'InitiateAuth', {
          ClientId,
          AuthFlow: 'USER_AUTH',
          AuthParameters: {
            USERNAME: 'ann',
            PASSWORD: passwordFor(step.given),
            ...(step.preferred === undefined ? {} : { PREFERRED_CHALLENGE: step.preferred }),
          },
        });
      case 'answer': {
        const session = this.#model.sessions.at(-1 - step.which);
        if (session === undefined) return;
        const name = step.as ?? session.challenge;
        const held = this.#held.get(session);
        const responses = {
          USERNAME: 'ann',
          ANSWER: step.choice,
          PASSWORD: passwordFor(step.given),
          ...this.#codes(held?.code, step.given),
        };
        return this.#compare(this.#model.answer(session, name, step.given, step.choice), 'RespondToAuthChallenge', {
          ClientId,
          ChallengeName: name,
          Session: held?.text,
          ChallengeResponses: responses,
        });
      }
    }
  }

  #codes(sent: string | undefined, given: 'right' | 'wrong'): Record<string, string> {
    const right = sent ?? '00000000';
    const code = given === 'right' ? right : otherThan(right);
    const app = codeAt(SECRET, stepAt(this.#now()));
    return {
      SMS_MFA_CODE: code,
      SMS_OTP_CODE: code,
      EMAIL_OTP_CODE: code,
      SOFTWARE_TOKEN_MFA_CODE: given === 'right' ? app : this.#noCode(),
    };
  }

  /** A code of none of the three time steps that are taken. */
  #noCode(): string {
    const now = stepAt(this.#now());
    const taken = [now - 1, now, now + 1].map((one) => codeAt(SECRET, one));
    return ['000000', '000001', '000002', '000003'].find((one) => !taken.includes(one)) as string;
  }

  async #compare(
    expected: Expected,
    operation: 'InitiateAuth' | 'RespondToAuthChallenge',
    input: object,
  ): Promise<void> {
    this.#counts[expected.kind] = (this.#counts[expected.kind] ?? 0) + 1;
    const reply = await engine.engine.call('cognito-idp', operation, input as never);
    if (expected.kind === 'refused') {
      expect(reply.ok ? reply.output : expected.messages, 'refused').toContain(
        reply.ok ? 'refusal' : reply.fault.message,
      );
      return;
    }
    if (!reply.ok)
      throw new Error(
        `${operation} refused where the model says ${expected.kind}: ${reply.fault.message} (${reply.fault.reason})`,
      );
    const { ChallengeName, Session, AuthenticationResult } = reply.output as Record<string, string | undefined>;
    expect(AuthenticationResult !== undefined).toBe(expected.kind === 'tokens');
    if (expected.kind === 'tokens') return;
    expect(ChallengeName).toBe(expected.session.challenge);
    const [message] = engine.engine.workspace.store.messages.list(
      { poolId: this.#scene.poolId, username: undefined },
      1,
    );
    const code = /\d{6,8}/.exec(message?.body ?? '')?.[0];
    this.#held.set(expected.session, { text: Session as string, code });
  }

  #enable(enabled: boolean): void {
    const { store } = engine.engine.workspace;
    const user = store.users.get(this.#scene.userId);
    if (user === undefined) throw new Error('no user');
    store.write(() => store.users.update({ ...user, enabled }));
    this.#model.enabled = enabled;
  }

  #now(): number {
    return engine.engine.workspace.clock.now();
  }
}

const passwordFor = (given: 'right' | 'wrong'): string => (given === 'right' ? PASSWORD : 'Wrong-1234');
