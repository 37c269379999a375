import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsCli, CliRefusal, type Cli } from '../support/aws-cli.ts';
import { ACTS, ALLOWED, expectedRow, type Act, type ActName, type Outcome } from './access-acts.ts';
import {
  accessStage,
  bucket,
  identityPoolId,
  openIdToken,
  roleArn,
  VIEWERS,
  type AccessStage,
  type ViewerName,
} from './access-stage.ts';
import { there } from './sdk.ts';

/** The streaming platform by the AWS CLI: credentials by its own commands, then what they open and what not. */

type Reading = Act & { readonly kind: 'get' };

let stage: AccessStage;
let folder: string;
let body: string;
beforeAll(async () => {
  stage = await accessStage();
  folder = mkdtempSync(join(tmpdir(), 'poolkeeper-access-'));
  body = join(folder, 'body');
  writeFileSync(body, 'seen');
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stage.server.stop();
});

/** Each viewer at the border of what is allowed: one thing that is allowed and one that is not. */
const BORDERS = {
  guest: ['reads a poster', 'reads a free film'],
  'free viewer': ['reads a free film', 'reads a premium film'],
  'premium viewer': ['reads a premium film', 'writes another’s history'],
  'developer identity': ['writes their own history', 'reads another’s history'],
  'SAML, of a studio': ['writes to the studio North', 'reads the studio South'],
  'OIDC, gold': ['lists the premium films', 'lists the whole bucket'],
  Facebook: ['lists the free films', 'lists the premium films'],
} as const satisfies Partial<Record<ViewerName, readonly ActName[]>>;

type Session = { readonly identityId: string; readonly cli: Cli };

type Issued = { readonly AccessKeyId: string; readonly SecretAccessKey: string; readonly SessionToken: string };

const cliOf = ({ AccessKeyId, SecretAccessKey, SessionToken }: Issued): Cli =>
  awsCli(stage.server.endpoint, {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  });

async function enhanced(viewer: ViewerName): Promise<Session> {
  const { endpoint } = stage.server;
  const { logins, identityId: known } = await stage.login[viewer]();
  const cli = awsCli(endpoint);
  const given = Object.keys(logins).length === 0 ? [] : ['--logins', JSON.stringify(logins)];
  const identityId =
    known ??
    (
      (await cli('cognito-identity', 'get-id', '--identity-pool-id', identityPoolId, ...given)) as {
        IdentityId: string;
      }
    ).IdentityId;
  const { Credentials } = (await cli(
    'cognito-identity',
    'get-credentials-for-identity',
    `--identity-id=${identityId}`,
    ...given,
  )) as { Credentials: Issued & { SecretKey: string } };
  return { identityId, cli: cliOf({ ...Credentials, SecretAccessKey: Credentials.SecretKey }) };
}

const tries = (cli: Cli, act: Act, own: string): Promise<Outcome> => {
  const where = ['--bucket', bucket];
  const done =
    act.kind === 'list'
      ? cli('s3api', 'list-objects-v2', ...where, ...(act.prefix === undefined ? [] : ['--prefix', act.prefix]))
      : act.kind === 'put'
        ? cli('s3api', 'put-object', ...where, '--key', act.key(own), '--body', body)
        : cli('s3api', 'get-object', ...where, '--key', act.key(own), join(folder, 'read'));
  return done.then(
    () => ALLOWED,
    (error: unknown) => {
      if (error instanceof CliRefusal) return `${error.code}: ${error.said}`;
      throw error;
    },
  );
};

async function border(session: Session, names: readonly ActName[]): Promise<Record<string, Outcome>> {
  const outcomes = names.map(async (name) => [name, await tries(session.cli, ACTS[name], session.identityId)] as const);
  return Object.fromEntries(await Promise.all(outcomes));
}

test.each(Object.keys(BORDERS) as (keyof typeof BORDERS)[])('%s, by get-credentials-for-identity', async (viewer) => {
  const names = BORDERS[viewer];
  const session = await enhanced(viewer);
  const expected = expectedRow(VIEWERS[viewer], session.identityId, undefined, names);
  expect(Object.values(expected).filter((outcome) => outcome === ALLOWED)).toHaveLength(1);
  expect(await border(session, names)).toEqual(expected);
});

test('the token of the classic flow, by assume-role-with-web-identity', async () => {
  const { identityId, token } = await openIdToken(stage, 'SAML, of a studio');
  const { Credentials } = (await awsCli(stage.server.endpoint)(
    'sts',
    'assume-role-with-web-identity',
    `--role-arn=${roleArn('StreamingStudio')}`,
    '--role-session-name=cutting-room',
    `--web-identity-token=${token}`,
  )) as { Credentials: Issued };
  const names = BORDERS['SAML, of a studio'];
  expect(await border({ identityId, cli: cliOf(Credentials) }, names)).toEqual(
    expectedRow('StreamingStudio', identityId, 'cutting-room', names),
  );
});

test('aws s3 presign gives an address that opens what its signer may read', async () => {
  const { logins: Logins } = await stage.login['free viewer']();
  const { call } = stage.server;
  const { IdentityId = '' } = await call('cognito-identity', 'GetId', { IdentityPoolId: identityPoolId, Logins });
  const { Credentials } = await call('cognito-identity', 'GetCredentialsForIdentity', { IdentityId, Logins });
  const cli = cliOf({ ...there(Credentials), SecretAccessKey: there(Credentials?.SecretKey) } as never);
  for (const name of BORDERS['free viewer']) {
    const url = String(await cli('s3', 'presign', `s3://${bucket}/${(ACTS[name] as Reading).key(IdentityId)}`)).trim();
    const expected = expectedRow('StreamingFree', IdentityId)[name];
    expect((await fetch(url)).status, name).toBe(expected === ALLOWED ? 200 : 403);
  }
});
