import { CHALLENGES, deviceVerifier, unconfirmedDevice, withDevice, type WithDevice } from './challenges.ts';
import { answer, PASSWORD, type Asked, type Attempt, type Row, type World } from './stage.ts';
import { srpClient, timestamp } from '../../../support/srp-client.ts';

const NO = 'NotAuthorizedException';
const WRONG = 'Incorrect username or password.';
const DEVICE = ['ResourceNotFoundException', 'Device does not exist.'] as const;
const REFRESH = 'Invalid Refresh Token';

const asked = (world: World, challenge: string): Promise<Asked> =>
  (CHALLENGES[challenge] as (world: World) => Promise<Asked>)(world);
const spoil =
  (challenge: string, how: (right: Readonly<Record<string, string>>, world: World) => Record<string, string>) =>
  async (world: World): Promise<Attempt> => {
    const one = await asked(world, challenge);
    return answer(one, { right: how(one.right, world) });
  };

/** SRP proofs of a password and of a device: the same spoils, one after the other. */
export const signatures: readonly Row[] = ['PASSWORD_VERIFIER', 'DEVICE_PASSWORD_VERIFIER'].flatMap(
  (challenge): readonly Row[] => [
    [
      `${challenge}: no proof`,
      'InvalidParameterException',
      'Missing required parameter PASSWORD_CLAIM_SIGNATURE',
      spoil(challenge, () => ({ PASSWORD_CLAIM_SIGNATURE: '' })),
    ],
    [
      `${challenge}: a proof of zeros`,
      NO,
      WRONG,
      spoil(challenge, () => ({ PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64') })),
    ],
    [
      `${challenge}: a proof that is cut`,
      NO,
      WRONG,
      spoil(challenge, ({ PASSWORD_CLAIM_SIGNATURE = '' }) => ({
        PASSWORD_CLAIM_SIGNATURE: Buffer.from(PASSWORD_CLAIM_SIGNATURE, 'base64').subarray(0, 16).toString('base64'),
      })),
    ],
    [
      `${challenge}: a proof of another time`,
      NO,
      WRONG,
      spoil(challenge, () => ({ TIMESTAMP: timestamp(new Date('2020-02-02T02:02:02Z')) })),
    ],
    [
      `${challenge}: a time in another form`,
      NO,
      WRONG,
      spoil(challenge, () => ({ TIMESTAMP: '2026-03-01T12:00:00Z' })),
    ],
    [
      `${challenge}: another sign-in’s proof`,
      NO,
      WRONG,
      async (world) => {
        const [one, other] = [await asked(world, challenge), await asked(world, challenge)];
        return answer(one, { right: { PASSWORD_CLAIM_SIGNATURE: other.right['PASSWORD_CLAIM_SIGNATURE'] } });
      },
    ],
  ],
);

const start = (key: string, person: WithDevice['person']): Attempt => [
  'InitiateAuth',
  {
    ClientId: person.scene.app,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: person.name, PASSWORD, DEVICE_KEY: key },
  },
];
const refresh = (token: string, client: string, key?: string): Attempt => [
  'InitiateAuth',
  {
    ClientId: client,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: token, ...(key === undefined ? {} : { DEVICE_KEY: key }) },
  },
];
const forget = ({ person, key }: WithDevice, world: World) =>
  world.call('cognito-idp', 'AdminForgetDevice', {
    UserPoolId: person.scene.poolId,
    Username: person.name,
    DeviceKey: key,
  });
const confirm = (AccessToken: string, device: { readonly key: string; readonly groupKey: string }): Attempt => [
  'ConfirmDevice',
  { AccessToken, DeviceKey: device.key, DeviceSecretVerifierConfig: deviceVerifier(device).verifier },
];

export const passwords: readonly Row[] = [
  [
    'USER_SRP_AUTH: a wrong password',
    NO,
    WRONG,
    async (world) => {
      const person = await world.person();
      return answer(world.asked(person, { ChallengeName: 'PASSWORD_VERIFIER' }, await world.srp(person, 'Wrong-1234')));
    },
  ],
  [
    'USER_SRP_AUTH: another user’s password',
    NO,
    WRONG,
    async (world) => {
      const [person, other] = [await world.person(), await world.person()];
      await world.setPassword(other, 'Theirs-1234');
      return answer(
        world.asked(person, { ChallengeName: 'PASSWORD_VERIFIER' }, await world.srp(person, 'Theirs-1234')),
      );
    },
  ],
  [
    'USER_SRP_AUTH: A is zero',
    'InvalidParameterException',
    'SRP_A is not a valid public value',
    async (world) => [
      'InitiateAuth',
      {
        ClientId: 'app',
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: (await world.person()).name, SRP_A: '0' },
      },
    ],
  ],
  [
    'USER_PASSWORD_AUTH: a wrong password',
    NO,
    WRONG,
    async (world) => [
      'InitiateAuth',
      {
        ClientId: 'app',
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: (await world.person()).name, PASSWORD: 'Wrong-1234' },
      },
    ],
  ],
  [
    'USER_PASSWORD_AUTH: a user of another pool',
    'UserNotFoundException',
    'User does not exist.',
    async (world) => [
      'InitiateAuth',
      {
        ClientId: 'app_abroad',
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: (await world.person()).name, PASSWORD },
      },
    ],
  ],
  [
    'USER_PASSWORD_AUTH: the sixth attempt at once',
    NO,
    'Password attempts exceeded',
    async (world) => {
      const { name } = await world.person();
      const attempt = (password: string): Attempt => [
        'InitiateAuth',
        { ClientId: 'app', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: name, PASSWORD: password } },
      ];
      for (let count = 0; count < 5; count++) await world.engine.refused('cognito-idp', ...attempt('Wrong-1234'));
      return attempt(PASSWORD);
    },
  ],
  [
    'USER_PASSWORD_AUTH: a temporary password past its days',
    NO,
    'Temporary password has expired and must be reset by an administrator.',
    async (world) => {
      const person = await world.person();
      await world.setPassword(person, PASSWORD, false);
      world.wait(8 * 24 * 3_600_000);
      return [
        'InitiateAuth',
        { ClientId: 'app', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: person.name, PASSWORD } },
      ];
    },
  ],
  [
    'USER_PASSWORD_AUTH: one who has not confirmed',
    'UserNotConfirmedException',
    'User is not confirmed.',
    async (world) => [
      'InitiateAuth',
      {
        ClientId: 'app',
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: (await world.newcomer()).name, PASSWORD },
      },
    ],
  ],
  [
    'USER_PASSWORD_AUTH: a wrong password of one who has not confirmed',
    NO,
    WRONG,
    async (world) => [
      'InitiateAuth',
      {
        ClientId: 'app',
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: (await world.newcomer()).name, PASSWORD: 'Wrong-1234' },
      },
    ],
  ],
  [
    'ChangePassword: a wrong previous password',
    NO,
    WRONG,
    async (world) => {
      const { AccessToken } = await world.tokens(await world.person());
      return ['ChangePassword', { AccessToken, PreviousPassword: 'Wrong-1234', ProposedPassword: 'Newer-1234' }];
    },
  ],
  [
    'ChangePassword: the sixth within an hour',
    'LimitExceededException',
    'Attempt limit exceeded, please try after some time.',
    async (world) => {
      const { AccessToken } = await world.tokens(await world.person());
      const attempt: Attempt = [
        'ChangePassword',
        { AccessToken, PreviousPassword: 'Wrong-1234', ProposedPassword: 'Newer-1234' },
      ];
      for (let count = 0; count < 5; count++) await world.engine.refused('cognito-idp', ...attempt);
      return attempt;
    },
  ],
];

export const devices: readonly Row[] = [
  [
    'DEVICE_KEY: one that was never given',
    ...DEVICE,
    async (world) => start('us-east-1_00000000-0000-4000-8000-000000000000', await world.person(world.tracked)),
  ],
  [
    'DEVICE_KEY: another user’s',
    ...DEVICE,
    async (world) => start((await withDevice(world)).key, await world.person(world.tracked)),
  ],
  [
    'DEVICE_KEY: one that was not confirmed',
    ...DEVICE,
    async (world) => {
      const device = await unconfirmedDevice(world, await world.person(world.tracked));
      return start(device.key, device.person);
    },
  ],
  [
    'DEVICE_KEY: one that was forgotten',
    ...DEVICE,
    async (world) => {
      const device = await withDevice(world);
      await forget(device, world);
      return start(device.key, device.person);
    },
  ],
  [
    'DEVICE_SRP_AUTH: another device of the user',
    ...DEVICE,
    async (world) => {
      const one = await withDevice(world);
      const other = await withDevice(world, one.person);
      const begun = await world.begin(one.person, undefined, { DEVICE_KEY: one.key });
      return answer(world.asked(one.person, begun, { DEVICE_KEY: other.key, SRP_A: srpClient().SRP_A }));
    },
  ],
  [
    'DEVICE_SRP_AUTH: forgotten meanwhile',
    ...DEVICE,
    async (world) => {
      const device = await withDevice(world);
      const begun = await world.begin(device.person, undefined, { DEVICE_KEY: device.key });
      await forget(device, world);
      return answer(world.asked(device.person, begun, { DEVICE_KEY: device.key, SRP_A: srpClient().SRP_A }));
    },
  ],
  [
    'DEVICE_SRP_AUTH: A is zero',
    'InvalidParameterException',
    'SRP_A is not a valid public value',
    spoil('DEVICE_SRP_AUTH', () => ({ SRP_A: '00' })),
  ],
  [
    'DEVICE_PASSWORD_VERIFIER: another key',
    ...DEVICE,
    spoil('DEVICE_PASSWORD_VERIFIER', () => ({ DEVICE_KEY: 'us-east-1_00000000-0000-4000-8000-000000000000' })),
  ],
  [
    'DEVICE_PASSWORD_VERIFIER: another device’s secret',
    NO,
    WRONG,
    async (world) => {
      const device = await withDevice(world);
      const { Session } = await world.begin(device.person, undefined, { DEVICE_KEY: device.key });
      const srp = srpClient();
      const { ChallengeName, ChallengeParameters = {} } = await world.call('cognito-idp', 'RespondToAuthChallenge', {
        ClientId: device.person.scene.app,
        ChallengeName: 'DEVICE_SRP_AUTH',
        Session,
        ChallengeResponses: { USERNAME: device.person.name, DEVICE_KEY: device.key, SRP_A: srp.SRP_A },
      });
      const proof = srp.answer(
        { ...ChallengeParameters, USER_ID_FOR_SRP: device.key },
        `_${device.groupKey}`,
        (await withDevice(world)).secret,
      );
      return answer(
        world.asked(
          device.person,
          { ChallengeName },
          { ...proof, USERNAME: device.person.name, DEVICE_KEY: device.key },
        ),
      );
    },
  ],
  [
    'ConfirmDevice: twice',
    'DeviceKeyExistsException',
    'Device already exists.',
    async (world) => {
      const device = await withDevice(world);
      return confirm(device.accessToken, device);
    },
  ],
  [
    'ConfirmDevice: another sign-in’s key',
    ...DEVICE,
    async (world) => {
      const person = await world.person(world.tracked);
      const [one, other] = [await unconfirmedDevice(world, person), await unconfirmedDevice(world, person)];
      return confirm(one.accessToken, other);
    },
  ],
  [
    'ConfirmDevice: another user’s key',
    ...DEVICE,
    async (world) => {
      const [one, other] = [
        await unconfirmedDevice(world, await world.person(world.tracked)),
        await unconfirmedDevice(world, await world.person(world.tracked)),
      ];
      return confirm(one.accessToken, other);
    },
  ],
  [
    'ConfirmDevice: one that was forgotten, by a later sign-in',
    ...DEVICE,
    async (world) => {
      const one = await asked(world, 'DEVICE_PASSWORD_VERIFIER');
      const { scene, name } = one.person;
      const key = one.right['DEVICE_KEY'] as string;
      const reply = await world.call('cognito-idp', ...(answer(one) as readonly ['RespondToAuthChallenge', never]));
      await world.call('cognito-idp', 'AdminForgetDevice', {
        UserPoolId: scene.poolId,
        Username: name,
        DeviceKey: key,
      });
      return confirm(reply.AuthenticationResult?.AccessToken as string, { key, groupKey: '-abcdefgh' });
    },
  ],
  [
    'ConfirmDevice: a pool that does not track devices',
    'InvalidUserPoolConfigurationException',
    'Device tracking is not enabled for the user pool.',
    async (world) =>
      confirm((await world.tokens(await world.person())).AccessToken, {
        key: 'us-east-1_00000000-0000-4000-8000-000000000000',
        groupKey: '-abcdefgh',
      }),
  ],
  ...(['GetDevice', 'ForgetDevice', 'UpdateDeviceStatus'] as const).flatMap((operation): readonly Row[] => [
    [
      `${operation}: another user’s device`,
      ...DEVICE,
      async (world) => {
        const [one, other] = [await withDevice(world), await withDevice(world)];
        return [
          operation,
          {
            AccessToken: one.accessToken,
            DeviceKey: other.key,
            ...(operation === 'UpdateDeviceStatus' ? { DeviceRememberedStatus: 'remembered' } : {}),
          },
        ];
      },
    ],
    [
      `Admin${operation}: another user’s device`,
      ...DEVICE,
      async (world) => {
        const [{ person }, { key }] = [await withDevice(world), await withDevice(world)];
        return [
          `Admin${operation}`,
          {
            UserPoolId: person.scene.poolId,
            Username: person.name,
            DeviceKey: key,
            ...(operation === 'UpdateDeviceStatus' ? { DeviceRememberedStatus: 'remembered' } : {}),
          },
        ];
      },
    ],
  ]),
  [
    'REFRESH_TOKEN_AUTH: without its DEVICE_KEY',
    NO,
    REFRESH,
    async (world) => {
      const { refreshToken, person } = await withDevice(world);
      return refresh(refreshToken, person.scene.app);
    },
  ],
  [
    'REFRESH_TOKEN_AUTH: with another DEVICE_KEY of the user',
    NO,
    REFRESH,
    async (world) => {
      const one = await withDevice(world);
      const other = await withDevice(world, one.person);
      return refresh(one.refreshToken, one.person.scene.app, other.key);
    },
  ],
  [
    'REFRESH_TOKEN_AUTH: of a device that was not confirmed',
    NO,
    REFRESH,
    async (world) => {
      const { refreshToken, person, key } = await unconfirmedDevice(world, await world.person(world.tracked));
      return refresh(refreshToken, person.scene.app, key);
    },
  ],
  [
    'REFRESH_TOKEN_AUTH: of a device that was forgotten',
    NO,
    REFRESH,
    async (world) => {
      const device = await withDevice(world);
      await forget(device, world);
      return refresh(device.refreshToken, device.person.scene.app, device.key);
    },
  ],
];
