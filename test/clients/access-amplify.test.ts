import { S3 } from '@aws-sdk/client-s3';
import { fromCognitoIdentity, fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { Amplify } from 'aws-amplify';
import { decodeJWT, fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { cognitoCredentialsProvider, cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { downloadData, list, uploadData } from 'aws-amplify/storage';
import { ConsoleLogger } from 'aws-amplify/utils';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SAMPLE_PASSWORD, sampleIds } from '../../electron/engine/workspace/sample/content.ts';
import { ACT_NAMES, ACTS, ALLOWED, expectedRow, type Act, type ActName, type Outcome } from './access-acts.ts';
import {
  accessStage,
  bucket,
  clientId,
  identityPoolId,
  VIEWERS,
  type AccessStage,
  type ViewerName,
} from './access-stage.ts';
import { tlsFront, type TlsFront } from './tls-front.ts';
import { there } from './sdk.ts';

/**
 * The streaming platform by aws-amplify: the session's credentials for each kind of login, and Storage with them.
 *
 * User pool sign-ins and guests are Amplify's own; an OpenID Connect token comes by a token provider; SAML and
 * developer identities by a credentials provider, as Amplify's documentation has it for other logins.
 */

let stage: AccessStage;
let front: TlsFront;

/** Tokens stay in memory: Node has no localStorage. */
const items = new Map<string, string>();

beforeAll(async () => {
  // It warns at each configuration that the endpoints are not AWS's.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  stage = await accessStage();
  front = await tlsFront(stage.server, bucket);
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void items.set(key, value),
    getItem: async (key) => items.get(key) ?? null,
    removeItem: async (key) => void items.delete(key),
    clear: async () => items.clear(),
  });
});
afterEach(async () => {
  configure();
  await signOut();
});
afterAll(async () => {
  await front.stop();
  await stage.server.stop();
});

type Library = Parameters<typeof Amplify.configure>[1];

function configure(library?: Library): void {
  const { endpoint } = stage.server;
  Amplify.configure(
    {
      Auth: {
        Cognito: {
          userPoolId: sampleIds('us-east-1').poolId,
          userPoolClientId: clientId,
          userPoolEndpoint: endpoint,
          identityPoolId,
          identityPoolEndpoint: endpoint,
          allowGuestAccess: true,
        },
      },
      Storage: { S3: { bucket, region: 'us-east-1' } },
    },
    library ?? {
      Auth: { tokenProvider: cognitoUserPoolsTokenProvider, credentialsProvider: cognitoCredentialsProvider },
    },
  );
  cognitoUserPoolsTokenProvider.setAuthConfig(there(Amplify.getConfig().Auth));
}

const WAYS: Partial<Record<ViewerName, () => Promise<void>>> = {
  guest: async () => configure(),
  'free viewer': () => byPassword('free-viewer'),
  'premium viewer': () => byPassword('premium-viewer'),
  'upgraded viewer': () => byPassword('upgraded-viewer'),
  'developer identity': () => byCredentials('developer identity'),
  'SAML, of a studio': () => byCredentials('SAML, of a studio'),
  'SAML, of none': () => byCredentials('SAML, of none'),
  'OIDC, gold': () => byToken('OIDC, gold'),
  'OIDC, plain': () => byToken('OIDC, plain'),
  Google: () => byToken('Google'),
  Facebook: () => byCredentials('Facebook'),
};
const viewers = Object.keys(WAYS) as ViewerName[];
const arrive = (viewer: ViewerName): Promise<void> => there(WAYS[viewer])();

async function byPassword(username: string): Promise<void> {
  configure();
  await signIn({ username, password: SAMPLE_PASSWORD });
}

async function byToken(viewer: ViewerName): Promise<void> {
  const token = decodeJWT(there(Object.values((await stage.login[viewer]()).logins)[0]));
  configure({
    Auth: {
      tokenProvider: { getTokens: async () => ({ accessToken: token, idToken: token }) },
      credentialsProvider: cognitoCredentialsProvider,
    },
  });
}

async function byCredentials(viewer: ViewerName): Promise<void> {
  const { logins, identityId } = await stage.login[viewer]();
  const clientConfig = { endpoint: stage.server.endpoint, region: 'us-east-1' };
  const provide =
    identityId === undefined
      ? fromCognitoIdentityPool({ identityPoolId, logins, clientConfig })
      : fromCognitoIdentity({ identityId, logins, clientConfig });
  configure({
    Auth: {
      credentialsProvider: {
        getCredentialsAndIdentityId: async () => {
          const { identityId: id, ...credentials } = await provide();
          return { credentials, identityId: id };
        },
        clearCredentialsAndIdentityId: () => undefined,
      },
    },
  });
}

const sentence = (error: unknown): Outcome => {
  const { name, message } = error as Error;
  return `${name}: ${message}`;
};

async function row(own: string, tries: (act: Act) => Promise<unknown>, names = ACT_NAMES): Promise<object> {
  await stage.server.call('s3', 'PutObject', {
    Bucket: bucket,
    Key: `history/${own}/seen.json`,
    Body: Buffer.from('[]'),
  });
  const outcomes: Partial<Record<ActName, Outcome>> = {};
  for (const name of names) outcomes[name] = await tries(ACTS[name]).then(() => ALLOWED, sentence);
  return outcomes;
}

test.each(viewers)('%s: the credentials of fetchAuthSession', async (viewer) => {
  await arrive(viewer);
  const session = await fetchAuthSession();
  const own = there(session.identityId);
  const Bucket = bucket;
  const s3 = new S3({
    endpoint: stage.server.endpoint,
    region: 'us-east-1',
    credentials: there(session.credentials),
    forcePathStyle: true,
  });
  const outcomes = await row(own, async (act) =>
    act.kind === 'list'
      ? s3.listObjectsV2({ Bucket, Prefix: act.prefix })
      : act.kind === 'put'
        ? s3.putObject({ Bucket, Key: act.key(own), Body: 'seen' })
        : s3.getObject({ Bucket, Key: act.key(own) }).then(({ Body }) => Body?.transformToString()),
  );
  s3.destroy();
  expect(outcomes).toEqual(expectedRow(VIEWERS[viewer], own));
});

/** Storage takes an endpoint without a scheme and speaks HTTPS to it, the bucket before its name. */
const options = () => ({ customEndpoint: front.host }) as object;

test.each(viewers)('%s: Storage', async (viewer) => {
  await arrive(viewer);
  const own = there((await fetchAuthSession()).identityId);
  const outcomes = await row(own, async (act) =>
    act.kind === 'list'
      ? list({ path: act.prefix ?? '', options: options() })
      : act.kind === 'put'
        ? uploadData({ path: act.key(own), data: 'seen', options: options() }).result
        : downloadData({ path: act.key(own), options: options() }).result.then(({ body }) => body.text()),
  );
  expect(outcomes).toEqual(expectedRow(VIEWERS[viewer], own));
});
