import type { InitiateAuthResponse } from '../../../../shared/aws/types/cognito-idp.ts';
import type { OperationName } from '../../../../shared/contract.ts';
import { codeAt, fromBase32, stepAt } from '../../../../electron/engine/user-pools/mfa/totp.ts';
import { secretHashOf } from '../../../../electron/engine/user-pools/sign-in/secret-hash.ts';
import { startEngine, type TestEngine } from '../../../support/harness.ts';
import { srpClient } from '../../../support/srp-client.ts';
import { tokensOf, type Tokens } from '../../../support/signed-in.ts';

export const PASSWORD = 'Right-1234';
export const OTHER_PASSWORD = 'Other-5678';
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

type Op = OperationName<'cognito-idp'>;

/** A call that must be refused. */
export type Attempt = readonly [operation: Op, input: object];
/** What is wrong, AWS's code and message, and how to come to the call. */
export type Row = readonly [what: string, code: string, message: string, how: (world: World) => Promise<Attempt>];

/** A pool with its clients: `app` and `second` are public, `keeper` has a secret. */
export type Scene = {
  readonly poolId: string;
  readonly app: string;
  readonly second: string;
  readonly keeper: string;
  readonly secret: string;
};
export type Person = {
  readonly scene: Scene;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
};
/** A challenge as it was asked, with the answer that is right. */
export type Asked = {
  readonly person: Person;
  readonly name: string;
  readonly session: string | undefined;
  readonly right: Readonly<Record<string, string>>;
  readonly client: string;
};

const FLOWS = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const;
const ROLE = 'arn:aws:iam::000000000000:role/sms';

/** Two pools alike, one that remembers devices, one that demands a second factor, one of passkeys, and who lives there. */
export class World {
  readonly engine: TestEngine;
  readonly home: Scene;
  readonly abroad: Scene;
  readonly tracked: Scene;
  readonly strict: Scene;
  readonly keyed: Scene;
  #now: number;
  #people = 0;

  private constructor(
    engine: TestEngine,
    scenes: Readonly<Record<'home' | 'abroad' | 'tracked' | 'strict' | 'keyed', Scene>>,
    now: number,
  ) {
    this.engine = engine;
    this.home = scenes.home;
    this.abroad = scenes.abroad;
    this.tracked = scenes.tracked;
    this.strict = scenes.strict;
    this.keyed = scenes.keyed;
    this.#now = now;
  }

  static async start(): Promise<World> {
    const now = Date.parse('2026-03-01T12:00:00Z');
    const engine = await startEngine({ now });
    const home = await scene(engine, '');
    const abroad = await scene(engine, '-abroad');
    const tracked = await scene(engine, '-tracked', {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    });
    const strict = await scene(engine, '-strict', {}, 'ON');
    const keyed = await scene(
      engine,
      '-keyed',
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      'OFF',
    );
    return new World(engine, { home, abroad, tracked, strict, keyed }, now);
  }

  call: TestEngine['call'] = (...call) => this.engine.call(...call);

  wait(milliseconds: number): void {
    this.#now += milliseconds;
    this.engine.advance(milliseconds);
  }

  /** A confirmed user with a password and verified addresses. */
  async person(scene: Scene = this.home, attributes: Readonly<Record<string, string>> = {}): Promise<Person> {
    const person = this.#named(scene);
    const { name: Username, email, phone } = person;
    const all = {
      email,
      email_verified: 'true',
      phone_number: phone,
      phone_number_verified: 'true',
      ...attributes,
    };
    await this.call('cognito-idp', 'AdminCreateUser', {
      UserPoolId: scene.poolId,
      Username,
      MessageAction: 'SUPPRESS',
      UserAttributes: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
    });
    await this.setPassword(person, PASSWORD);
    return person;
  }

  #named(scene: Scene): Person {
    const number = ++this.#people;
    return {
      scene,
      name: `person-${number}`,
      email: `person-${number}@example.com`,
      phone: `+1555${String(number).padStart(7, '0')}`,
    };
  }

  setPassword({ scene, name }: Person, password: string, permanent = true) {
    return this.call('cognito-idp', 'AdminSetUserPassword', {
      UserPoolId: scene.poolId,
      Username: name,
      Password: password,
      Permanent: permanent,
    });
  }

  /** One who has signed up, with the code that was sent. */
  async newcomer(scene: Scene = this.home): Promise<Person & { readonly code: string; readonly session: string }> {
    const person = this.#named(scene);
    const { Session = '' } = await this.call('cognito-idp', 'SignUp', {
      ClientId: scene.app,
      Username: person.name,
      Password: PASSWORD,
      UserAttributes: [{ Name: 'email', Value: person.email }],
    });
    return { ...person, code: await this.code(person), session: Session };
  }

  /** The code of the newest message to a person. */
  async code({ scene, name }: Person): Promise<string> {
    const { messages } = await this.call('poolkeeper', 'ListMessages', {
      PoolId: scene.poolId,
      Username: name,
      Limit: 1,
    });
    const code = /\d{6,8}/.exec(messages[0]?.body ?? '')?.[0];
    if (code === undefined) throw new Error(`no code was sent to ${name}`);
    return code;
  }

  admin(
    operation:
      | 'AdminDisableUser'
      | 'AdminEnableUser'
      | 'AdminDeleteUser'
      | 'AdminUserGlobalSignOut'
      | 'AdminResetUserPassword'
      | 'AdminConfirmSignUp',
    { scene, name }: Person,
  ) {
    return this.call('cognito-idp', operation, { UserPoolId: scene.poolId, Username: name });
  }

  begin(person: Person, client = person.scene.app, more: Record<string, string> = {}): Promise<InitiateAuthResponse> {
    return this.call('cognito-idp', 'InitiateAuth', {
      ClientId: client,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: person.name, PASSWORD, ...more },
    });
  }

  choose(person: Person, preferred?: string, more: Record<string, string> = {}): Promise<InitiateAuthResponse> {
    return this.call('cognito-idp', 'InitiateAuth', {
      ClientId: person.scene.app,
      AuthFlow: 'USER_AUTH',
      AuthParameters: {
        USERNAME: person.name,
        ...(preferred === undefined ? {} : { PREFERRED_CHALLENGE: preferred }),
        ...more,
      },
    });
  }

  async tokens(person: Person, client?: string, more?: Record<string, string>): Promise<Tokens> {
    return tokensOf(await this.begin(person, client, more));
  }

  keeperTokens(person: Person): Promise<Tokens> {
    return this.tokens(person, person.scene.keeper, { SECRET_HASH: this.hash(person) });
  }

  /** The right SECRET_HASH for the client with a secret. */
  hash({ scene, name }: Person, secret = scene.secret, client = scene.keeper): string {
    return secretHashOf(secret, name, client);
  }

  prefer({ scene, name }: Person, ...factors: ('SMSMfaSettings' | 'EmailMfaSettings' | 'SoftwareTokenMfaSettings')[]) {
    return this.call('cognito-idp', 'AdminSetUserMFAPreference', {
      UserPoolId: scene.poolId,
      Username: name,
      ...Object.fromEntries(factors.map((factor) => [factor, { Enabled: true, PreferredMfa: factors.length === 1 }])),
    });
  }

  /** What an authenticator app shows, now or some steps of 30 seconds away. */
  app(secret: string, steps = 0): string {
    return codeAt(fromBase32(secret) as Uint8Array, stepAt(this.#now) + steps);
  }

  /** Sets an authenticator app up and gives its secret; its code of now is used. */
  async withApp(person: Person): Promise<string> {
    const { AccessToken } = await this.tokens(person);
    const { SecretCode = '' } = await this.call('cognito-idp', 'AssociateSoftwareToken', { AccessToken });
    await this.call('cognito-idp', 'VerifySoftwareToken', { AccessToken, UserCode: this.app(SecretCode) });
    await this.prefer(person, 'SoftwareTokenMfaSettings');
    return SecretCode;
  }

  async srp(person: Person, password = PASSWORD, client = person.scene.app): Promise<Record<string, string>> {
    const srp = srpClient();
    const { ChallengeParameters = {} } = await this.call('cognito-idp', 'InitiateAuth', {
      ClientId: client,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: person.name, SRP_A: srp.SRP_A },
    });
    return srp.answer(ChallengeParameters, person.scene.poolId, password);
  }

  asked(person: Person, answer: InitiateAuthResponse, right: Record<string, string>): Asked {
    const { ChallengeName = '', Session } = answer;
    return {
      person,
      name: ChallengeName,
      session: Session,
      right: { USERNAME: person.name, ...right },
      client: person.scene.app,
    };
  }
}

/** The answer to a challenge, spoiled where the row says so. */
export const answer = (
  { name, session, right, client }: Asked,
  spoiled: {
    session?: string | undefined;
    client?: string;
    name?: string;
    right?: Record<string, string | undefined>;
  } = {},
): Attempt => [
  'RespondToAuthChallenge',
  {
    ClientId: spoiled.client ?? client,
    ChallengeName: spoiled.name ?? name,
    ...('session' in spoiled
      ? spoiled.session === undefined
        ? {}
        : { Session: spoiled.session }
      : session === undefined
        ? {}
        : { Session: session }),
    ChallengeResponses: JSON.parse(JSON.stringify({ ...right, ...spoiled.right })) as Record<string, string>,
  },
];

/** Another code of the same length. */
export const wrong = (code: string): string =>
  String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');

/** The same text with one character changed in its middle. */
export const tampered = (text: string): string => {
  const middle = Math.floor(text.length / 2);
  return `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`;
};

async function scene(
  { call }: TestEngine,
  suffix: string,
  settings: object = {},
  mfa: 'OFF' | 'OPTIONAL' | 'ON' = 'OPTIONAL',
): Promise<Scene> {
  const { UserPool } = await call('cognito-idp', 'CreateUserPool', {
    PoolName: `pool${suffix}`,
    AutoVerifiedAttributes: ['email'],
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
    EmailConfiguration: {
      EmailSendingAccount: 'DEVELOPER',
      SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/a@example.com',
    },
    SmsConfiguration: { SnsCallerArn: ROLE },
    Schema: [{ Name: 'fixed', AttributeDataType: 'String', Mutable: false }],
    ...settings,
  });
  const poolId = UserPool?.Id as string;
  await call('cognito-idp', 'SetUserPoolMfaConfig', {
    UserPoolId: poolId,
    MfaConfiguration: mfa,
    ...(mfa === 'OFF'
      ? { WebAuthnConfiguration: {} }
      : {
          SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: ROLE } },
          SoftwareTokenMfaConfiguration: { Enabled: true },
          EmailMfaConfiguration: {},
        }),
  });
  const client = async (name: string, more: object = {}) => {
    const { UserPoolClient } = await call('cognito-idp', 'CreateUserPoolClient', {
      UserPoolId: poolId,
      ClientName: `_custom_id_:${name}`,
      ExplicitAuthFlows: [...FLOWS],
      ...more,
    });
    return { id: UserPoolClient?.ClientId as string, secret: UserPoolClient?.ClientSecret ?? '' };
  };
  const plain = suffix.replaceAll('-', '_');
  const keeper = await client(`keeper${plain}`, { GenerateSecret: true });
  return {
    poolId,
    app: (await client(`app${plain}`)).id,
    second: (await client(`second${plain}`)).id,
    keeper: keeper.id,
    secret: keeper.secret,
  };
}
