import { srpClient } from '../../../support/srp-client.ts';
import { secretHashOf } from '../../../../electron/engine/user-pools/sign-in/secret-hash.ts';
import { OTHER_PASSWORD, PASSWORD, type Attempt, type Person, type Row, type World } from './stage.ts';

const NO = 'NotAuthorizedException';
const WRONG = 'Unable to verify secret hash for client keeper';
const WRONG_SECRET = 'Unable to verify secret for client keeper';
const MISSING = 'Client keeper is configured for secret but secret was not received';
const PUBLIC = 'Client app is not configured for secret but secret was received';

type Carrier = (person: Person, client: string, hash: string | undefined) => Attempt;
const inParameters =
  (flow: string, more: (person: Person) => object): Carrier =>
  (person, client, hash) => [
    'InitiateAuth',
    {
      ClientId: client,
      AuthFlow: flow,
      AuthParameters: { USERNAME: person.name, ...(hash === undefined ? {} : { SECRET_HASH: hash }), ...more(person) },
    },
  ];
const inMember =
  (operation: Attempt[0], more: (person: Person) => object): Carrier =>
  (person, client, hash) => [
    operation,
    { ClientId: client, Username: person.name, ...(hash === undefined ? {} : { SecretHash: hash }), ...more(person) },
  ];

/** Every call that carries a SECRET_HASH. */
const CARRIERS: Readonly<Record<string, Carrier>> = {
  USER_PASSWORD_AUTH: inParameters('USER_PASSWORD_AUTH', () => ({ PASSWORD })),
  USER_SRP_AUTH: inParameters('USER_SRP_AUTH', () => ({ SRP_A: srpClient().SRP_A })),
  USER_AUTH: inParameters('USER_AUTH', () => ({})),
  SignUp: inMember('SignUp', () => ({ Password: PASSWORD })),
  ConfirmSignUp: inMember('ConfirmSignUp', () => ({ ConfirmationCode: '123456' })),
  ResendConfirmationCode: inMember('ResendConfirmationCode', () => ({})),
  ForgotPassword: inMember('ForgotPassword', () => ({})),
  ConfirmForgotPassword: inMember('ConfirmForgotPassword', () => ({
    ConfirmationCode: '123456',
    Password: OTHER_PASSWORD,
  })),
};

type Hash = readonly [
  what: string,
  message: string,
  make: (world: World, person: Person) => string | undefined,
  client?: 'app',
];
const HASHES: readonly Hash[] = [
  ['no SECRET_HASH', MISSING, () => undefined],
  ['the raw client secret', WRONG, (world) => world.home.secret],
  ['another user’s', WRONG, (world, person) => world.hash({ ...person, name: 'nobody' })],
  ['another client’s id', WRONG, (world, person) => world.hash(person, world.home.secret, world.home.second)],
  ['another pool’s secret', WRONG, (world, person) => world.hash(person, world.abroad.secret)],
  [
    'the e-mail address in place of what is sent',
    WRONG,
    (world, person) => world.hash({ ...person, name: person.email }),
  ],
  ['one in hexadecimal', WRONG, (world, person) => Buffer.from(world.hash(person), 'base64').toString('hex')],
  ['one for a client without a secret', PUBLIC, (world, person) => world.hash(person), 'app'],
];

const rotatedAway = async (world: World) => {
  const { UserPoolClient } = await world.call('cognito-idp', 'CreateUserPoolClient', {
    UserPoolId: world.home.poolId,
    ClientName: 'rotates',
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const { ClientId = '', ClientSecret = '' } = UserPoolClient ?? {};
  const person = await world.person();
  const hash = secretHashOf(ClientSecret, person.name, ClientId);
  const { RefreshToken } = await world.tokens(person, ClientId, { SECRET_HASH: hash });
  const of = { UserPoolId: world.home.poolId, ClientId };
  const { ClientSecrets = [] } = await world.call('cognito-idp', 'ListUserPoolClientSecrets', of);
  await world.call('cognito-idp', 'AddUserPoolClientSecret', of);
  await world.call('cognito-idp', 'DeleteUserPoolClientSecret', {
    ...of,
    ClientSecretId: ClientSecrets[0]?.ClientSecretId as string,
  });
  return { person, client: ClientId, secret: ClientSecret, hash, RefreshToken };
};
/** The client of a rotated secret has an id of its own, which the messages name. */
const ROTATED = '<client>';

export const secrets: readonly Row[] = [
  ...Object.entries(CARRIERS).flatMap(([call, carry]) =>
    HASHES.map(([what, message, make, client]): Row => [
      `${call}: ${what}`,
      NO,
      message,
      async (world) => {
        const person = await world.person();
        return carry(person, client ?? world.home.keeper, make(world, person));
      },
    ]),
  ),
  [
    'RespondToAuthChallenge: no SECRET_HASH',
    NO,
    MISSING,
    async (world) => {
      const { person, session } = await chosen(world);
      return [
        'RespondToAuthChallenge',
        {
          ClientId: 'keeper',
          ChallengeName: 'SELECT_CHALLENGE',
          Session: session,
          ChallengeResponses: { USERNAME: person.name, ANSWER: 'PASSWORD', PASSWORD },
        },
      ];
    },
  ],
  [
    'RespondToAuthChallenge: another user’s SECRET_HASH',
    NO,
    WRONG,
    async (world) => {
      const { person, session } = await chosen(world);
      return [
        'RespondToAuthChallenge',
        {
          ClientId: 'keeper',
          ChallengeName: 'SELECT_CHALLENGE',
          Session: session,
          ChallengeResponses: {
            USERNAME: person.name,
            ANSWER: 'PASSWORD',
            PASSWORD,
            SECRET_HASH: world.hash({ ...person, name: 'nobody' }),
          },
        },
      ];
    },
  ],
  ['REFRESH_TOKEN_AUTH: no SECRET_HASH', NO, MISSING, async (world) => refresh(world, await world.person(), {})],
  [
    'REFRESH_TOKEN_AUTH: another user’s SECRET_HASH',
    NO,
    WRONG,
    async (world) => {
      const person = await world.person();
      return refresh(world, person, { SECRET_HASH: world.hash({ ...person, name: 'nobody' }) });
    },
  ],
  ['GetTokensFromRefreshToken: no secret', NO, MISSING, async (world) => renewed(world, {})],
  [
    'GetTokensFromRefreshToken: another pool’s secret',
    NO,
    WRONG_SECRET,
    async (world) => renewed(world, { ClientSecret: world.abroad.secret }),
  ],
  [
    'GetTokensFromRefreshToken: a SECRET_HASH in place of the secret',
    NO,
    WRONG_SECRET,
    async (world) => renewed(world, { ClientSecret: world.hash(await world.person()).replaceAll(/\W/g, '') }),
  ],
  [
    'GetTokensFromRefreshToken: a secret for a client without one',
    NO,
    PUBLIC,
    async (world) => {
      const { RefreshToken } = await world.tokens(await world.person());
      return ['GetTokensFromRefreshToken', { ClientId: 'app', RefreshToken, ClientSecret: world.home.secret }];
    },
  ],
  [
    'RevokeToken: no secret',
    'UnauthorizedException',
    'Invalid client secret',
    async (world) => {
      const { RefreshToken } = await world.keeperTokens(await world.person());
      return ['RevokeToken', { ClientId: 'keeper', Token: RefreshToken }];
    },
  ],
  [
    'RevokeToken: another pool’s secret',
    'UnauthorizedException',
    'Invalid client secret',
    async (world) => {
      const { RefreshToken } = await world.keeperTokens(await world.person());
      return ['RevokeToken', { ClientId: 'keeper', Token: RefreshToken, ClientSecret: world.abroad.secret }];
    },
  ],
  [
    'GetClientToken: another pool’s secret',
    NO,
    'Invalid client or secret',
    async (world) => ['GetClientToken', { ClientId: 'keeper', Secret: world.abroad.secret }],
  ],
  [
    'GetClientToken: a client without a secret',
    NO,
    'Invalid client or secret',
    async (world) => ['GetClientToken', { ClientId: 'app', Secret: world.home.secret }],
  ],
  [
    'USER_PASSWORD_AUTH: the hash of a secret rotated away',
    NO,
    `Unable to verify secret hash for client ${ROTATED}`,
    async (world) => {
      const { person, client, hash } = await rotatedAway(world);
      return [
        'InitiateAuth',
        {
          ClientId: client,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: person.name, PASSWORD, SECRET_HASH: hash },
        },
      ];
    },
  ],
  [
    'REFRESH_TOKEN_AUTH: the hash of a secret rotated away',
    NO,
    `Unable to verify secret hash for client ${ROTATED}`,
    async (world) => {
      const { RefreshToken, client, hash } = await rotatedAway(world);
      return [
        'InitiateAuth',
        {
          ClientId: client,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: RefreshToken, SECRET_HASH: hash },
        },
      ];
    },
  ],
  [
    'GetTokensFromRefreshToken: a secret rotated away',
    NO,
    `Unable to verify secret for client ${ROTATED}`,
    async (world) => {
      const { RefreshToken, client, secret } = await rotatedAway(world);
      return ['GetTokensFromRefreshToken', { ClientId: client, RefreshToken, ClientSecret: secret }];
    },
  ],
  [
    'RevokeToken: a secret rotated away',
    'UnauthorizedException',
    'Invalid client secret',
    async (world) => {
      const { RefreshToken, client, secret } = await rotatedAway(world);
      return ['RevokeToken', { ClientId: client, Token: RefreshToken, ClientSecret: secret }];
    },
  ],
];

async function chosen(world: World) {
  const person = await world.person();
  const { Session } = await world.call('cognito-idp', 'InitiateAuth', {
    ClientId: 'keeper',
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: person.name, SECRET_HASH: world.hash(person) },
  });
  return { person, session: Session };
}

async function refresh(world: World, person: Person, more: Record<string, string>): Promise<Attempt> {
  const { RefreshToken } = await world.keeperTokens(person);
  return [
    'InitiateAuth',
    { ClientId: 'keeper', AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken, ...more } },
  ];
}

async function renewed(world: World, more: object): Promise<Attempt> {
  const { RefreshToken } = await world.keeperTokens(await world.person());
  return ['GetTokensFromRefreshToken', { ClientId: 'keeper', RefreshToken, ...more }];
}
