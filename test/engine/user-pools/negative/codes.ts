import {
  HOUR_MS,
  MINUTE_MS,
  OTHER_PASSWORD,
  PASSWORD,
  wrong,
  type Attempt,
  type Person,
  type Row,
  type World,
} from './stage.ts';

const MISMATCH = ['CodeMismatchException', 'Invalid verification code provided, please try again.'] as const;
const GONE = ['ExpiredCodeException', 'Invalid code provided, please request a code again.'] as const;
const CODED = ['CodeMismatchException', 'Invalid code or auth state for the user.'] as const;
const LIMIT = ['LimitExceededException', 'Attempt limit exceeded, please try after some time.'] as const;
const LOCKED = ['NotAuthorizedException', 'Password attempts exceeded'] as const;
const NOBODY = ['UserNotFoundException', 'Username/client id combination not found.'] as const;
const DAY_MS = 24 * HOUR_MS;

const confirm = (person: Person, code: string, client = person.scene.app): Attempt => [
  'ConfirmSignUp',
  { ClientId: client, Username: person.name, ConfirmationCode: code },
];
const resend = ({ scene, name }: Person): Attempt => [
  'ResendConfirmationCode',
  { ClientId: scene.app, Username: name },
];
const recover = (person: Person, code: string, client = person.scene.app, password = OTHER_PASSWORD): Attempt => [
  'ConfirmForgotPassword',
  { ClientId: client, Username: person.name, ConfirmationCode: code, Password: password },
];
const forgot = ({ scene, name }: Person): Attempt => ['ForgotPassword', { ClientId: scene.app, Username: name }];
const done = (world: World, [operation, input]: Attempt) => world.call('cognito-idp', operation, input as never);

/** A recovery that has begun, with its code. */
async function recovering(world: World, person?: Person): Promise<readonly [Person, string]> {
  const one = person ?? (await world.person());
  await done(world, forgot(one));
  return [one, await world.code(one)];
}

/** A change of address that waits for its code. */
type Verifying = { readonly person: Person; readonly token: string; readonly code: string };
async function verifying(world: World, person?: Person): Promise<Verifying> {
  const one = person ?? (await world.person());
  const { AccessToken } = await world.tokens(one);
  await world.call('cognito-idp', 'GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
  return { person: one, token: AccessToken, code: await world.code(one) };
}
const verify = (AccessToken: string, Code: string, AttributeName = 'email'): Attempt => [
  'VerifyUserAttribute',
  { AccessToken, AttributeName, Code },
];

export const signUpCodes: readonly Row[] = [
  [
    'sign-up: a wrong code',
    ...MISMATCH,
    async (world) => {
      const person = await world.newcomer();
      return confirm(person, wrong(person.code));
    },
  ],
  [
    'sign-up: an expired code',
    ...GONE,
    async (world) => {
      const person = await world.newcomer();
      world.wait(DAY_MS);
      return confirm(person, person.code);
    },
  ],
  [
    'sign-up: a used code',
    'NotAuthorizedException',
    'User cannot be confirmed. Current status is CONFIRMED',
    async (world) => {
      const person = await world.newcomer();
      await done(world, confirm(person, person.code));
      return confirm(person, person.code);
    },
  ],
  [
    'sign-up: a code that a newer one replaced',
    ...MISMATCH,
    async (world) => {
      const person = await world.newcomer();
      await done(world, resend(person));
      return confirm(person, (await world.code(person)) === person.code ? wrong(person.code) : person.code);
    },
  ],
  [
    'sign-up: another user’s code',
    ...MISMATCH,
    async (world) => {
      const [one, other] = [await world.newcomer(), await world.newcomer()];
      return confirm(one, other.code === one.code ? wrong(one.code) : other.code);
    },
  ],
  [
    'sign-up: the right code through another pool’s client',
    ...NOBODY,
    async (world) => {
      const person = await world.newcomer();
      return confirm(person, person.code, world.abroad.app);
    },
  ],
  [
    'sign-up: the right code through a client that is gone',
    'ResourceNotFoundException',
    'User pool client nobody does not exist.',
    async (world) => {
      const person = await world.newcomer();
      return confirm(person, person.code, 'nobody');
    },
  ],
  [
    'sign-up: a code for nobody',
    ...NOBODY,
    async (world) => confirm({ ...(await world.newcomer()), name: 'nobody' }, '123456'),
  ],
  [
    'sign-up: the code of a user whom an administrator has confirmed',
    'NotAuthorizedException',
    'User cannot be confirmed. Current status is CONFIRMED',
    async (world) => {
      const person = await world.newcomer();
      await world.admin('AdminConfirmSignUp', person);
      return confirm(person, person.code);
    },
  ],
  [
    'sign-up: the code of a disabled user',
    'NotAuthorizedException',
    'User is disabled.',
    async (world) => {
      const person = await world.newcomer();
      await world.admin('AdminDisableUser', person);
      return confirm(person, person.code);
    },
  ],
  [
    'sign-up: the code of a deleted user',
    ...NOBODY,
    async (world) => {
      const person = await world.newcomer();
      await world.admin('AdminDeleteUser', person);
      return confirm(person, person.code);
    },
  ],
  [
    'sign-up: the code of a user deleted and signed up anew',
    ...MISMATCH,
    async (world) => {
      const person = await world.newcomer();
      await world.admin('AdminDeleteUser', person);
      await world.call('cognito-idp', 'SignUp', {
        ClientId: person.scene.app,
        Username: person.name,
        Password: PASSWORD,
        UserAttributes: [{ Name: 'email', Value: person.email }],
      });
      return confirm(person, (await world.code(person)) === person.code ? wrong(person.code) : person.code);
    },
  ],
  [
    'sign-up: the code of a recovery',
    'NotAuthorizedException',
    'User cannot be confirmed. Current status is CONFIRMED',
    async (world) => confirm(...(await recovering(world))),
  ],
  [
    'sign-up: the sixteenth attempt within an hour',
    ...LIMIT,
    async (world) => {
      const person = await world.newcomer();
      for (let count = 0; count < 15; count++)
        await world.engine.refused('cognito-idp', ...confirm(person, wrong(person.code)));
      return confirm(person, person.code);
    },
  ],
  [
    'sign-up: a sixth code within an hour',
    ...LIMIT,
    async (world) => {
      const person = await world.newcomer();
      for (let count = 0; count < 5; count++) await done(world, resend(person));
      return resend(person);
    },
  ],
  [
    'sign-up: a new code for one who is confirmed',
    'InvalidParameterException',
    'User is already confirmed.',
    async (world) => resend(await world.person()),
  ],
  [
    'sign-up: the session of another user',
    'NotAuthorizedException',
    'Invalid session for the user.',
    async (world) => {
      const [one, other] = [await world.newcomer(), await world.newcomer()];
      const [operation, input] = confirm(one, one.code);
      return [operation, { ...input, Session: other.session }];
    },
  ],
  [
    'sign-up: its session when it has expired',
    'NotAuthorizedException',
    'Invalid session for the user, session is expired.',
    async (world) => {
      const person = await world.newcomer();
      world.wait(3 * MINUTE_MS);
      const [operation, input] = confirm(person, person.code);
      return [operation, { ...input, Session: person.session }];
    },
  ],
  [
    'sign-up: its session in place of a sign-in’s',
    'NotAuthorizedException',
    'Invalid session for the user.',
    async (world) => {
      const person = await world.newcomer();
      return [
        'RespondToAuthChallenge',
        {
          ClientId: person.scene.app,
          ChallengeName: 'SELECT_CHALLENGE',
          Session: person.session,
          ChallengeResponses: { USERNAME: person.name, ANSWER: 'PASSWORD', PASSWORD },
        },
      ];
    },
  ],
];

export const recoveryCodes: readonly Row[] = [
  [
    'recovery: a wrong code',
    ...MISMATCH,
    async (world) => {
      const [person, code] = await recovering(world);
      return recover(person, wrong(code));
    },
  ],
  [
    'recovery: an expired code',
    ...GONE,
    async (world) => {
      const [person, code] = await recovering(world);
      world.wait(HOUR_MS);
      return recover(person, code);
    },
  ],
  [
    'recovery: a used code',
    ...GONE,
    async (world) => {
      const [person, code] = await recovering(world);
      await done(world, recover(person, code));
      return recover(person, code);
    },
  ],
  [
    'recovery: a code that a newer one replaced',
    ...MISMATCH,
    async (world) => {
      const [person, code] = await recovering(world);
      const [, newer] = await recovering(world, person);
      return recover(person, newer === code ? wrong(code) : code);
    },
  ],
  ['recovery: no code was requested', ...GONE, async (world) => recover(await world.person(), '123456')],
  [
    'recovery: another user’s code',
    ...MISMATCH,
    async (world) => {
      const [[one, own], [, other]] = [await recovering(world), await recovering(world)];
      return recover(one, other === own ? wrong(own) : other);
    },
  ],
  [
    'recovery: another user’s code, none requested',
    ...GONE,
    async (world) => {
      const [, code] = await recovering(world);
      return recover(await world.person(), code);
    },
  ],
  [
    'recovery: through another pool’s client',
    ...NOBODY,
    async (world) => {
      const [person, code] = await recovering(world);
      return recover(person, code, world.abroad.app);
    },
  ],
  [
    'recovery: the code of an address’s proof',
    ...GONE,
    async (world) => {
      const { person, code } = await verifying(world);
      return recover(person, code);
    },
  ],
  [
    'recovery: a disabled user’s code',
    'NotAuthorizedException',
    'User is disabled.',
    async (world) => {
      const [person, code] = await recovering(world);
      await world.admin('AdminDisableUser', person);
      return recover(person, code);
    },
  ],
  [
    'recovery: a deleted user’s code',
    ...NOBODY,
    async (world) => {
      const [person, code] = await recovering(world);
      await world.admin('AdminDeleteUser', person);
      return recover(person, code);
    },
  ],
  [
    'recovery: the right code with a password against the policy',
    'InvalidPasswordException',
    'Password did not conform with policy: Password not long enough',
    async (world) => {
      const [person, code] = await recovering(world);
      return recover(person, code, undefined, 'Ab1-');
    },
  ],
  [
    'recovery: the twenty-first attempt within an hour',
    ...LIMIT,
    async (world) => {
      const [person, code] = await recovering(world);
      for (let count = 0; count < 19; count++)
        await world.engine.refused('cognito-idp', ...recover(person, wrong(code)));
      return recover(person, code);
    },
  ],
  [
    'recovery: for one with a temporary password',
    'NotAuthorizedException',
    'User password cannot be reset in the current state.',
    async (world) => {
      const person = await world.person();
      await world.setPassword(person, PASSWORD, false);
      return forgot(person);
    },
  ],
  [
    'recovery: for one without a verified address',
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
    async (world) => forgot(await world.person(undefined, { email_verified: 'false', phone_number_verified: 'false' })),
  ],
  [
    'recovery: the old password after a reset',
    'PasswordResetRequiredException',
    'Password reset required for the user',
    async (world) => {
      const person = await world.person();
      await world.admin('AdminResetUserPassword', person);
      return [
        'InitiateAuth',
        {
          ClientId: person.scene.app,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: person.name, PASSWORD },
        },
      ];
    },
  ],
];

export const attributeCodes: readonly Row[] = [
  [
    'attribute: a wrong code',
    ...MISMATCH,
    async (world) => {
      const { token, code } = await verifying(world);
      return verify(token, wrong(code));
    },
  ],
  [
    'attribute: an expired code',
    ...GONE,
    async (world) => {
      const person = await world.person();
      await verifying(world, person);
      world.wait(DAY_MS);
      return verify((await world.tokens(person)).AccessToken, await world.code(person));
    },
  ],
  [
    'attribute: a used code',
    ...GONE,
    async (world) => {
      const { token, code } = await verifying(world);
      await done(world, verify(token, code));
      return verify(token, code);
    },
  ],
  [
    'attribute: no code was requested',
    ...GONE,
    async (world) => verify((await world.tokens(await world.person())).AccessToken, '123456'),
  ],
  [
    'attribute: a code that a newer one replaced',
    ...MISMATCH,
    async (world) => {
      const first = await verifying(world);
      const { token, code } = await verifying(world, first.person);
      return verify(token, first.code === code ? wrong(code) : first.code);
    },
  ],
  [
    'attribute: another user’s code',
    ...MISMATCH,
    async (world) => {
      const [one, other] = [await verifying(world), await verifying(world)];
      return verify(one.token, other.code === one.code ? wrong(one.code) : other.code);
    },
  ],
  [
    'attribute: the code of the other attribute',
    ...GONE,
    async (world) => {
      const { token, code } = await verifying(world);
      return verify(token, code, 'phone_number');
    },
  ],
  [
    'attribute: the code of a recovery',
    ...GONE,
    async (world) => {
      const [person, code] = await recovering(world);
      return verify((await world.tokens(person)).AccessToken, code);
    },
  ],
  [
    'attribute: the sixteenth attempt within an hour',
    ...LIMIT,
    async (world) => {
      const { token, code } = await verifying(world);
      for (let count = 0; count < 15; count++) await world.engine.refused('cognito-idp', ...verify(token, wrong(code)));
      return verify(token, code);
    },
  ],
  [
    'attribute: the code of a deleted user',
    'UserNotFoundException',
    'User does not exist.',
    async (world) => {
      const { person, token, code } = await verifying(world);
      await world.admin('AdminDeleteUser', person);
      return verify(token, code);
    },
  ],
  [
    'attribute: an address that cannot be proven',
    'InvalidParameterException',
    'Attribute nickname cannot be verified.',
    async (world) => {
      const { token, code } = await verifying(world);
      return verify(token, code, 'nickname');
    },
  ],
];

/** The answer to a challenge of codes. */
const coded = (person: Person, name: string, session: string | undefined, code: string): Attempt => [
  'RespondToAuthChallenge',
  {
    ClientId: person.scene.app,
    ChallengeName: name,
    Session: session,
    ChallengeResponses: { USERNAME: person.name, [`${name}_CODE`]: code },
  },
];

type Kind = readonly [
  challenge: 'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP',
  as: string,
  ask: (world: World, person: Person) => Promise<string | undefined>,
];
const second = (setting: 'SMSMfaSettings' | 'EmailMfaSettings') => async (world: World, person: Person) => {
  await world.prefer(person, setting);
  return (await world.begin(person)).Session;
};
const first = (factor: string) => async (world: World, person: Person) => (await world.choose(person, factor)).Session;
const KINDS: readonly Kind[] = [
  ['SMS_MFA', 'SMS_MFA', second('SMSMfaSettings')],
  ['EMAIL_OTP', 'EMAIL_OTP, second factor', second('EmailMfaSettings')],
  ['EMAIL_OTP', 'EMAIL_OTP, first factor', first('EMAIL_OTP')],
  ['SMS_OTP', 'SMS_OTP', first('SMS_OTP')],
];

/** Codes that were sent for a sign-in: each belongs to its session alone. */
export const sentCodes: readonly Row[] = KINDS.flatMap(([challenge, as, ask]): readonly Row[] => [
  [
    `${as}: a wrong code`,
    ...CODED,
    async (world) => {
      const person = await world.person();
      const session = await ask(world, person);
      return coded(person, challenge, session, wrong(await world.code(person)));
    },
  ],
  [
    `${as}: a code that is cut`,
    ...CODED,
    async (world) => {
      const person = await world.person();
      const session = await ask(world, person);
      return coded(person, challenge, session, (await world.code(person)).slice(1));
    },
  ],
  [
    `${as}: no code`,
    'InvalidParameterException',
    `Missing required parameter ${challenge}_CODE`,
    async (world) => {
      const person = await world.person();
      return coded(person, challenge, await ask(world, person), '');
    },
  ],
  [
    `${as}: another user’s code`,
    ...CODED,
    async (world) => {
      const [one, other] = [await world.person(), await world.person()];
      const session = await ask(world, one);
      await ask(world, other);
      const [own, foreign] = [await world.code(one), await world.code(other)];
      return coded(one, challenge, session, own === foreign ? wrong(own) : foreign);
    },
  ],
  [
    `${as}: the code of another session of the same user`,
    ...CODED,
    async (world) => {
      const person = await world.person();
      const session = await ask(world, person);
      const own = await world.code(person);
      await ask(world, person);
      const newer = await world.code(person);
      return coded(person, challenge, session, own === newer ? wrong(own) : newer);
    },
  ],
  [
    `${as}: the right code after the address changed`,
    ...CODED,
    async (world) => {
      const person = await world.person();
      const session = await ask(world, person);
      const code = await world.code(person);
      await world.call('cognito-idp', 'AdminUpdateUserAttributes', {
        UserPoolId: person.scene.poolId,
        Username: person.name,
        UserAttributes: [
          { Name: 'email', Value: `new-${person.email}` },
          { Name: 'phone_number', Value: '+15559990000' },
        ],
      });
      return coded(person, challenge, session, code);
    },
  ],
  [
    `${as}: the right code while locked out`,
    ...LOCKED,
    async (world) => {
      const person = await world.person();
      const session = await ask(world, person);
      const code = await world.code(person);
      for (let count = 0; count < 5; count++)
        await world.engine.refused('cognito-idp', ...coded(person, challenge, session, wrong(code)));
      return coded(person, challenge, session, code);
    },
  ],
]);

const app = (person: Person, session: string | undefined, code: string): Attempt =>
  coded(person, 'SOFTWARE_TOKEN_MFA', session, code);
const WRONG_APP = ['CodeMismatchException', 'Invalid code received for user'] as const;
const SAME_APP = ['ExpiredCodeException', 'Your software token has already been used once.'] as const;
const NOT_VERIFIED = ['EnableSoftwareTokenMFAException', 'Code mismatch'] as const;

export const appCodes: readonly Row[] = [
  [
    'app: a wrong code',
    ...WRONG_APP,
    async (world) => {
      const person = await world.person();
      const secret = await world.withApp(person);
      return app(person, (await world.begin(person)).Session, otherApp(world, secret));
    },
  ],
  [
    'app: letters',
    ...WRONG_APP,
    async (world) => {
      const person = await world.person();
      await world.withApp(person);
      return app(person, (await world.begin(person)).Session, 'abcdef');
    },
  ],
  [
    'app: the code that VerifySoftwareToken took',
    ...SAME_APP,
    async (world) => {
      const person = await world.person();
      const secret = await world.withApp(person);
      return app(person, (await world.begin(person)).Session, world.app(secret));
    },
  ],
  [
    'app: the code of the sign-in before',
    ...SAME_APP,
    async (world) => {
      const person = await world.person();
      const secret = await world.withApp(person);
      world.wait(30_000);
      await done(world, app(person, (await world.begin(person)).Session, world.app(secret)));
      return app(person, (await world.begin(person)).Session, world.app(secret));
    },
  ],
  [
    'app: an older code than the last',
    ...SAME_APP,
    async (world) => {
      const person = await world.person();
      const secret = await world.withApp(person);
      world.wait(90_000);
      await done(world, app(person, (await world.begin(person)).Session, world.app(secret, 1)));
      return app(person, (await world.begin(person)).Session, world.app(secret));
    },
  ],
  [
    'app: a code two steps old',
    ...WRONG_APP,
    async (world) => {
      const person = await world.person();
      const secret = await world.withApp(person);
      world.wait(120_000);
      return app(person, (await world.begin(person)).Session, world.app(secret, -2));
    },
  ],
  [
    'app: a code two steps ahead',
    ...WRONG_APP,
    async (world) => {
      const person = await world.person();
      const secret = await world.withApp(person);
      world.wait(30_000);
      return app(person, (await world.begin(person)).Session, world.app(secret, 2));
    },
  ],
  [
    'app: another user’s code',
    ...WRONG_APP,
    async (world) => {
      const [one, other] = [await world.person(), await world.person()];
      await world.withApp(one);
      const foreign = await world.withApp(other);
      world.wait(30_000);
      return app(one, (await world.begin(one)).Session, world.app(foreign));
    },
  ],
  [
    'app: one that was removed',
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA is not set up for the user',
    async (world) => {
      const person = await world.person();
      const secret = await world.withApp(person);
      world.wait(30_000);
      const { Session } = await world.begin(person);
      await world.call('cognito-idp', 'AdminDeleteSoftwareToken', {
        UserPoolId: person.scene.poolId,
        Username: person.name,
      });
      return app(person, Session, world.app(secret));
    },
  ],
  [
    'app: the right code while locked out',
    ...LOCKED,
    async (world) => {
      const person = await world.person();
      const secret = await world.withApp(person);
      world.wait(30_000);
      const { Session } = await world.begin(person);
      for (let count = 0; count < 5; count++)
        await world.engine.refused('cognito-idp', ...app(person, Session, otherApp(world, secret)));
      return app(person, Session, world.app(secret));
    },
  ],
  [
    'app set-up: a wrong code',
    ...NOT_VERIFIED,
    async (world) => {
      const { AccessToken } = await world.tokens(await world.person());
      const { SecretCode = '' } = await world.call('cognito-idp', 'AssociateSoftwareToken', { AccessToken });
      return ['VerifySoftwareToken', { AccessToken, UserCode: otherApp(world, SecretCode) }];
    },
  ],
  [
    'app set-up: the code of a secret that a newer one replaced',
    ...NOT_VERIFIED,
    async (world) => {
      const { AccessToken } = await world.tokens(await world.person());
      const { SecretCode = '' } = await world.call('cognito-idp', 'AssociateSoftwareToken', { AccessToken });
      await world.call('cognito-idp', 'AssociateSoftwareToken', { AccessToken });
      return ['VerifySoftwareToken', { AccessToken, UserCode: world.app(SecretCode) }];
    },
  ],
  [
    'app set-up: another user’s code',
    ...NOT_VERIFIED,
    async (world) => {
      const [one, other] = [await world.tokens(await world.person()), await world.tokens(await world.person())];
      await world.call('cognito-idp', 'AssociateSoftwareToken', { AccessToken: one.AccessToken });
      const { SecretCode = '' } = await world.call('cognito-idp', 'AssociateSoftwareToken', {
        AccessToken: other.AccessToken,
      });
      return ['VerifySoftwareToken', { AccessToken: one.AccessToken, UserCode: world.app(SecretCode) }];
    },
  ],
  [
    'app set-up: nothing was associated',
    'InvalidParameterException',
    'User has not associated a software token.',
    async (world) => {
      const { AccessToken } = await world.tokens(await world.person());
      return ['VerifySoftwareToken', { AccessToken, UserCode: '123456' }];
    },
  ],
  [
    'app set-up: the session of another challenge',
    'NotAuthorizedException',
    'Invalid session for the user.',
    async (world) => {
      const person = await world.person();
      return ['AssociateSoftwareToken', { Session: (await world.choose(person)).Session }];
    },
  ],
  [
    'app set-up: a session that was used',
    'NotAuthorizedException',
    'Invalid session for the user, session can only be used once.',
    async (world) => {
      const person = await world.person(world.strict, { email: '', phone_number: '' });
      const { Session } = await world.begin(person);
      await world.call('cognito-idp', 'AssociateSoftwareToken', { Session });
      return ['AssociateSoftwareToken', { Session }];
    },
  ],
  [
    'app set-up: MFA_SETUP is answered before VerifySoftwareToken',
    'InvalidParameterException',
    'User has not verified software token mfa',
    async (world) => {
      const person = await world.person(world.strict, { email: '', phone_number: '' });
      const { Session } = await world.begin(person);
      const { Session: next } = await world.call('cognito-idp', 'AssociateSoftwareToken', { Session });
      return [
        'RespondToAuthChallenge',
        {
          ClientId: person.scene.app,
          ChallengeName: 'MFA_SETUP',
          Session: next,
          ChallengeResponses: { USERNAME: person.name },
        },
      ];
    },
  ],
];

/** A code that no time step near the present one has. */
function otherApp(world: World, secret: string): string {
  const near = [-1, 0, 1].map((steps) => world.app(secret, steps));
  return ['000000', '000001', '000002', '000003'].find((code) => !near.includes(code)) as string;
}
