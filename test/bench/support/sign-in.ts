import { srpClient, type SrpClient } from '../../support/srp-client.ts';
import type { Api } from './api.ts';

export const PASSWORD = 'Bench-Password-1';

/** What a sign-in needs to know. */
export type Stage = {
  readonly call: Api;
  readonly poolId: string;
  readonly clientId: string;
  readonly usernames: readonly string[];
};

/** Makes a pool with a client, two groups and users who can sign in, by the API alone. */
export async function stageByApi(call: Api, users: number): Promise<Stage> {
  const { UserPool } = await call('CreateUserPool', { PoolName: 'bench' });
  const poolId = UserPool?.Id as string;
  const { UserPoolClient } = await call('CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'bench',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const groups = ['free', 'premium'];
  for (const GroupName of groups)
    await call('CreateGroup', {
      UserPoolId: poolId,
      GroupName,
      RoleArn: `arn:aws:iam::000000000000:role/bench-${GroupName}`,
    });
  const usernames = Array.from({ length: users }, (_, index) => `viewer-${index}`);
  for (const [index, Username] of usernames.entries()) {
    await call('AdminCreateUser', {
      UserPoolId: poolId,
      Username,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
    });
    await call('AdminSetUserPassword', { UserPoolId: poolId, Username, Password: PASSWORD, Permanent: true });
    await call('AdminAddUserToGroup', {
      UserPoolId: poolId,
      Username,
      GroupName: groups[index % groups.length] as string,
    });
  }
  return { call, poolId, clientId: UserPoolClient?.ClientId as string, usernames };
}

/**
 * Signs `width` users in at the same time by USER_PASSWORD_AUTH.
 *
 * @returns milliseconds a sign-in: those of all divided by their number
 */
export async function passwordSignIns(stage: Stage, width: number): Promise<number> {
  const names = pick(stage.usernames, width);
  const started = performance.now();
  const replies = await Promise.all(
    names.map((USERNAME) =>
      stage.call('InitiateAuth', {
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: stage.clientId,
        AuthParameters: { USERNAME, PASSWORD },
      }),
    ),
  );
  const took = performance.now() - started;
  insistOnTokens(replies);
  return took / width;
}

/**
 * Signs `width` users in at the same time by USER_SRP_AUTH: two calls each.
 *
 * What a client computes between the calls is done while nothing is measured.
 *
 * @returns milliseconds a sign-in, both calls together
 */
export async function srpSignIns(stage: Stage, width: number): Promise<number> {
  const { call, clientId: ClientId, poolId } = stage;
  const runs = pick(stage.usernames, width).map((USERNAME) => ({ USERNAME, client: nextClient() }));
  const begun = performance.now();
  const challenges = await Promise.all(
    runs.map(({ USERNAME, client }) =>
      call('InitiateAuth', {
        AuthFlow: 'USER_SRP_AUTH',
        ClientId,
        AuthParameters: { USERNAME, SRP_A: client.SRP_A },
      }),
    ),
  );
  const first = performance.now() - begun;
  const answers = runs.map(({ client }, index) =>
    client.answer(challenges[index]?.ChallengeParameters ?? {}, poolId, PASSWORD),
  );
  const resumed = performance.now();
  const replies = await Promise.all(
    answers.map((ChallengeResponses) =>
      call('RespondToAuthChallenge', { ChallengeName: 'PASSWORD_VERIFIER', ClientId, ChallengeResponses }),
    ),
  );
  const second = performance.now() - resumed;
  insistOnTokens(replies);
  return (first + second) / width;
}

const clients: SrpClient[] = Array.from({ length: 16 }, srpClient);
let drawn = 0;

/** One of 16 clients' secret exponents, made beforehand: making one takes longer than the sign-in. */
export const nextClient = (): SrpClient => clients[drawn++ % clients.length] as SrpClient;

let turn = 0;

function pick(usernames: readonly string[], count: number): string[] {
  return Array.from({ length: count }, () => usernames[turn++ % usernames.length] as string);
}

function insistOnTokens(replies: readonly { AuthenticationResult?: { IdToken?: string } | undefined }[]): void {
  const without = replies.find(({ AuthenticationResult }) => AuthenticationResult?.IdToken === undefined);
  if (without !== undefined) throw new Error(`a sign-in gave no tokens: ${JSON.stringify(without)}`);
}
