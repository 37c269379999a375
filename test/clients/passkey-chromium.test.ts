import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { sdk, there, type Sdk } from './sdk.ts';
import { serveInside, type Inside } from './server.ts';

/**
 * A passkey made and used by Chromium on http://localhost: its own virtual authenticator, AWS's SDK in between.
 * The app's page is made up on the spot; the address bar is what counts.
 */

const APP = 'http://localhost:4321/';
const PASSWORD = 'Right-1234';

let server: Inside;
let aws: Sdk;
let browser: Browser;
let page: Page;
let devtools: CDPSession;
let poolId: string;
let clientId: string;

beforeAll(async () => {
  server = await serveInside();
  aws = sdk(server.endpoint);
  const { idp } = aws;
  const { UserPool } = await idp.createUserPool({
    PoolName: 'passkeys',
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
  });
  poolId = there(UserPool?.Id);
  const { UserPoolClient } = await idp.createUserPoolClient({
    UserPoolId: poolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  clientId = there(UserPoolClient?.ClientId);
  await idp.setUserPoolMfaConfig({ UserPoolId: poolId, WebAuthnConfiguration: { UserVerification: 'required' } });
  await idp.adminCreateUser({ UserPoolId: poolId, Username: 'nora', MessageAction: 'SUPPRESS' });
  await idp.adminSetUserPassword({ UserPoolId: poolId, Username: 'nora', Password: PASSWORD, Permanent: true });
  browser = await launchChromium();
  page = await browser.newPage();
  await page.route(`${APP}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>An app</h1>' }));
  await page.goto(APP);
  devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
});
afterAll(async () => {
  await browser.close();
  aws.close();
  await server.stop();
});

/** `navigator.credentials.create` or `.get` on the app's page; JSON in, JSON out. */
const create = (options: unknown): Promise<object> =>
  page.evaluate(async (given) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(given as never);
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    return { ...made.toJSON() };
  }, options);
const assert = (options: unknown): Promise<string> =>
  page.evaluate(async (given) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(given as never);
    const made = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    return JSON.stringify(made.toJSON());
  }, options);

async function ask(): Promise<{ Session: string; options: Record<string, unknown> }> {
  const asked = await aws.idp.initiateAuth({
    ClientId: clientId,
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: 'nora', PREFERRED_CHALLENGE: 'WEB_AUTHN' },
  });
  expect(asked.ChallengeName).toBe('WEB_AUTHN');
  const options = JSON.parse(there(asked.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'])) as Record<
    string,
    unknown
  >;
  return { Session: there(asked.Session), options };
}

const answer = (Session: string, CREDENTIAL: string) =>
  aws.idp.respondToAuthChallenge({
    ClientId: clientId,
    ChallengeName: 'WEB_AUTHN',
    Session,
    ChallengeResponses: { USERNAME: 'nora', CREDENTIAL },
  });

test('Chromium makes a passkey, signs in with it twice, and a replay is refused', async () => {
  const { AuthenticationResult } = await aws.idp.initiateAuth({
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'nora', PASSWORD },
  });
  const AccessToken = there(AuthenticationResult?.AccessToken);
  const { CredentialCreationOptions } = await aws.idp.startWebAuthnRegistration({ AccessToken });
  await aws.idp.completeWebAuthnRegistration({
    AccessToken,
    Credential: (await create(CredentialCreationOptions)) as never,
  });
  expect((await aws.idp.listWebAuthnCredentials({ AccessToken })).Credentials).toMatchObject([
    { RelyingPartyId: 'localhost', AuthenticatorAttachment: 'platform', AuthenticatorTransports: ['internal'] },
  ]);
  // The browser itself refuses a second one: excludeCredentials names the first.
  const again = await aws.idp.startWebAuthnRegistration({ AccessToken });
  await expect(create(again.CredentialCreationOptions)).rejects.toThrow(/InvalidStateError/);
  let last = '';
  for (let round = 0; round < 2; round++) {
    const { Session, options } = await ask();
    last = await assert(options);
    const done = await answer(Session, last);
    expect(done.AuthenticationResult?.IdToken).toBeTruthy();
  }
  const { Session } = await ask();
  await expect(answer(Session, last)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
});

test('an assertion for another challenge is refused', async () => {
  const { Session, options } = await ask();
  const credential = await assert({ ...options, challenge: Buffer.alloc(32, 3).toString('base64url') });
  await expect(answer(Session, credential)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});
