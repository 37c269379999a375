import { CHALLENGES } from './challenges.ts';
import { answer, OTHER_PASSWORD, tampered, type Asked, type Attempt, type Row, type World } from './stage.ts';

const INVALID = 'Invalid session for the user.';
const USED = 'Invalid session for the user, session can only be used once.';
const EXPIRED = 'Invalid session for the user, session is expired.';
const NO = 'NotAuthorizedException';

/** Where a sign-in keeps its session: SRP's proofs carry it in their secret block. */
const BLOCK = 'PASSWORD_CLAIM_SECRET_BLOCK';
const sessionOf = ({ session, right }: Asked): string => session ?? right[BLOCK] ?? '';
const withSession = (asked: Asked, text: string): Attempt =>
  asked.session === undefined ? answer(asked, { right: { [BLOCK]: text } }) : answer(asked, { session: text });

type Spoil = readonly [
  what: string,
  code: string,
  message: string,
  how: (world: World, asked: Asked) => Promise<Attempt>,
];

/** What is done to the session of each challenge before its right answer is given. */
const SPOILS: readonly Spoil[] = [
  [
    'with the name of another user',
    NO,
    INVALID,
    async (world, asked) => answer(asked, { right: { USERNAME: (await world.person(asked.person.scene)).name } }),
  ],
  ['with the name of nobody', NO, INVALID, async (_, asked) => answer(asked, { right: { USERNAME: 'nobody' } })],
  ['through another client', NO, INVALID, async (_, asked) => answer(asked, { client: asked.person.scene.second })],
  [
    'through a client of another pool',
    NO,
    INVALID,
    async (world, asked) => answer(asked, { client: world.abroad.app }),
  ],
  ['that was tampered with', NO, INVALID, async (_, asked) => withSession(asked, tampered(sessionOf(asked)))],
  [
    'of the right length, made up',
    NO,
    INVALID,
    async (_, asked) => withSession(asked, 'A'.repeat(sessionOf(asked).length)),
  ],
  [
    'of another challenge',
    NO,
    INVALID,
    async (world, asked) => {
      const other = asked.name === 'SELECT_MFA_TYPE' ? 'SELECT_CHALLENGE' : 'SELECT_MFA_TYPE';
      return withSession(asked, sessionOf(await (CHALLENGES[other] as (world: World) => Promise<Asked>)(world)));
    },
  ],
  [
    'of another user’s sign-in',
    NO,
    INVALID,
    async (world, asked) => {
      const other = await Object.values(CHALLENGES)[nth(asked)]?.(world);
      return withSession(asked, sessionOf(other as Asked));
    },
  ],
  [
    'that has expired',
    NO,
    EXPIRED,
    async (world, asked) => {
      world.wait(180_000);
      return answer(asked);
    },
  ],
  [
    'that was answered before',
    NO,
    USED,
    async (world, asked) => {
      await world.call('cognito-idp', ...(answer(asked) as [never, never]));
      // The right answer to NEW_PASSWORD_REQUIRED changes the password; the session is judged before.
      return answer(asked);
    },
  ],
  [
    'of before a new password',
    NO,
    INVALID,
    async (world, asked) => {
      await world.setPassword(asked.person, OTHER_PASSWORD);
      return answer(asked);
    },
  ],
  [
    'of a user who was disabled',
    NO,
    'User is disabled.',
    async (world, asked) => {
      await world.admin('AdminDisableUser', asked.person);
      return answer(asked);
    },
  ],
  [
    'of a user who was deleted',
    NO,
    INVALID,
    async (world, asked) => {
      await world.admin('AdminDeleteUser', asked.person);
      return answer(asked);
    },
  ],
  [
    'that is missing',
    'InvalidParameterException',
    '',
    async (_, asked) =>
      asked.session === undefined
        ? answer(asked, { right: { [BLOCK]: undefined } })
        : answer(asked, { session: undefined }),
  ],
];

const names = Object.keys(CHALLENGES);
const nth = ({ name }: Asked): number => names.findIndex((one) => one.startsWith(name));

const missing = (challenge: string): string =>
  `Missing required parameter ${challenge.endsWith('PASSWORD_VERIFIER') ? BLOCK : 'Session'}`;

/** What leads to tokens or to another factor, and whose user can have the password reset. */
const RESETTABLE = [
  'SMS_MFA',
  'EMAIL_OTP, a second factor',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_CHALLENGE',
  'EMAIL_OTP, a first factor',
  'SMS_OTP',
  'PASSWORD_VERIFIER',
  'DEVICE_PASSWORD_VERIFIER',
  'WEB_AUTHN',
];

const ofReset = RESETTABLE.map((challenge): Row => [
  `${challenge}: a session of a user whose password was reset`,
  'PasswordResetRequiredException',
  'Password reset required for the user',
  async (world) => {
    const asked = await (CHALLENGES[challenge] as (world: World) => Promise<Asked>)(world);
    await world.admin('AdminResetUserPassword', asked.person);
    return answer(asked);
  },
]);

/** The next user must not come in by what a deleted one left behind, not even within the same millisecond. */
const ofPredecessor = Object.entries(CHALLENGES).map(([challenge, ask]): Row => [
  `${challenge}: a deleted user’s session with the name of the next user`,
  NO,
  INVALID,
  async (world) => {
    const asked = await ask(world);
    await world.admin('AdminDeleteUser', asked.person);
    return answer(asked, { right: { USERNAME: (await world.person(asked.person.scene)).name } });
  },
]);

/** The session of every challenge, spoiled in every way. */
export const sessionRows: readonly Row[] = [
  ...ofReset,
  ...ofPredecessor,
  ...Object.entries(CHALLENGES).flatMap(([challenge, ask]) =>
    SPOILS.map(([what, code, message, how]): Row => [
      `${challenge}: a session ${what}`,
      code,
      message === '' ? missing(challenge) : message,
      async (world) => how(world, await ask(world)),
    ]),
  ),
];
