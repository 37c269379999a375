import { randomBytes } from 'node:crypto';
import { verifierOf } from '../../../../electron/engine/user-pools/sign-in/srp.ts';
import { Authenticator } from '../../../support/authenticator.ts';
import { srpClient } from '../../../support/srp-client.ts';
import { OTHER_PASSWORD, PASSWORD, type Asked, type Person, type World } from './stage.ts';

/** How a sign-in comes to each challenge, with the answer that is right. */
export const CHALLENGES: Readonly<Record<string, (world: World) => Promise<Asked>>> = {
  NEW_PASSWORD_REQUIRED: async (world) => {
    const person = await world.person();
    await world.setPassword(person, PASSWORD, false);
    return world.asked(person, await world.begin(person), { NEW_PASSWORD: OTHER_PASSWORD });
  },
  SMS_MFA: async (world) => {
    const person = await world.person();
    await world.prefer(person, 'SMSMfaSettings');
    const answer = await world.begin(person);
    return world.asked(person, answer, { SMS_MFA_CODE: await world.code(person) });
  },
  'EMAIL_OTP, a second factor': async (world) => {
    const person = await world.person();
    await world.prefer(person, 'EmailMfaSettings');
    const answer = await world.begin(person);
    return world.asked(person, answer, { EMAIL_OTP_CODE: await world.code(person) });
  },
  SOFTWARE_TOKEN_MFA: async (world) => {
    const person = await world.person();
    const secret = await world.withApp(person);
    world.wait(30_000);
    return world.asked(person, await world.begin(person), { SOFTWARE_TOKEN_MFA_CODE: world.app(secret) });
  },
  SELECT_MFA_TYPE: async (world) => {
    const person = await world.person();
    await world.prefer(person, 'SMSMfaSettings', 'EmailMfaSettings');
    return world.asked(person, await world.begin(person), { ANSWER: 'SMS_MFA' });
  },
  MFA_SETUP: async (world) => {
    const person = await world.person(world.strict, { email: '', phone_number: '' });
    const { Session } = await world.begin(person);
    const { SecretCode = '', Session: next } = await world.call('cognito-idp', 'AssociateSoftwareToken', { Session });
    const { Session: last } = await world.call('cognito-idp', 'VerifySoftwareToken', {
      Session: next,
      UserCode: world.app(SecretCode),
    });
    return world.asked(person, { ChallengeName: 'MFA_SETUP', Session: last }, {});
  },
  SELECT_CHALLENGE: async (world) => {
    const person = await world.person();
    return world.asked(person, await world.choose(person), { ANSWER: 'PASSWORD', PASSWORD });
  },
  'EMAIL_OTP, a first factor': async (world) => {
    const person = await world.person();
    const answer = await world.choose(person, 'EMAIL_OTP');
    return world.asked(person, answer, { EMAIL_OTP_CODE: await world.code(person) });
  },
  SMS_OTP: async (world) => {
    const person = await world.person();
    const answer = await world.choose(person, 'SMS_OTP');
    return world.asked(person, answer, { SMS_OTP_CODE: await world.code(person) });
  },
  PASSWORD_VERIFIER: async (world) => {
    const person = await world.person();
    return world.asked(person, { ChallengeName: 'PASSWORD_VERIFIER' }, await world.srp(person));
  },
  DEVICE_SRP_AUTH: async (world) => {
    const { person, key } = await withDevice(world);
    const answer = await world.begin(person, undefined, { DEVICE_KEY: key });
    return world.asked(person, answer, { DEVICE_KEY: key, SRP_A: srpClient().SRP_A });
  },
  DEVICE_PASSWORD_VERIFIER: async (world) => {
    const { person, key, groupKey, secret } = await withDevice(world);
    const { Session } = await world.begin(person, undefined, { DEVICE_KEY: key });
    const srp = srpClient();
    const { ChallengeName, ChallengeParameters = {} } = await world.call('cognito-idp', 'RespondToAuthChallenge', {
      ClientId: person.scene.app,
      ChallengeName: 'DEVICE_SRP_AUTH',
      Session,
      ChallengeResponses: { USERNAME: person.name, DEVICE_KEY: key, SRP_A: srp.SRP_A },
    });
    const proof = srp.answer({ ...ChallengeParameters, USER_ID_FOR_SRP: key }, `_${groupKey}`, secret);
    return world.asked(person, { ChallengeName }, { ...proof, USERNAME: person.name, DEVICE_KEY: key });
  },
  WEB_AUTHN: async (world) => {
    const person = await world.person(world.keyed);
    const key = await withPasskey(world, person);
    const { answer, options } = await askedForPasskey(world, person);
    return world.asked(person, answer, { CREDENTIAL: JSON.stringify(key.get(options)) });
  },
};

/** A person's new passkey. */
export async function withPasskey(world: World, person: Person): Promise<Authenticator> {
  const { AccessToken } = await world.tokens(person);
  const { CredentialCreationOptions } = await world.call('cognito-idp', 'StartWebAuthnRegistration', { AccessToken });
  const made = new Authenticator();
  await world.call('cognito-idp', 'CompleteWebAuthnRegistration', {
    AccessToken,
    Credential: made.create(CredentialCreationOptions),
  });
  return made;
}

/** A challenge for a passkey, with its options. */
export async function askedForPasskey(world: World, person: Person) {
  const answer = await world.choose(person, 'WEB_AUTHN');
  const options: unknown = JSON.parse(answer.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '{}');
  return { answer, options };
}

export type WithDevice = {
  readonly person: Person;
  readonly key: string;
  readonly groupKey: string;
  readonly secret: string;
  readonly accessToken: string;
  readonly refreshToken: string;
};

/** A person and the device that they have confirmed. */
export async function withDevice(world: World, person?: Person): Promise<WithDevice> {
  const owner = person ?? (await world.person(world.tracked));
  const fresh = await unconfirmedDevice(world, owner);
  const { verifier, secret } = deviceVerifier(fresh);
  await world.call('cognito-idp', 'ConfirmDevice', {
    AccessToken: fresh.accessToken,
    DeviceKey: fresh.key,
    DeviceSecretVerifierConfig: verifier,
  });
  return { ...fresh, secret };
}

/** A sign-in that was given a device key and has not confirmed it. */
export async function unconfirmedDevice(world: World, person: Person): Promise<Omit<WithDevice, 'secret'>> {
  const { AuthenticationResult } = await world.begin(person);
  const { AccessToken = '', RefreshToken = '', NewDeviceMetadata } = AuthenticationResult ?? {};
  const { DeviceKey = '', DeviceGroupKey = '' } = NewDeviceMetadata ?? {};
  return { person, key: DeviceKey, groupKey: DeviceGroupKey, accessToken: AccessToken, refreshToken: RefreshToken };
}

export function deviceVerifier({ key, groupKey }: { readonly key: string; readonly groupKey: string }) {
  const secret = randomBytes(40).toString('base64');
  const salt = randomBytes(16);
  const verifier = {
    PasswordVerifier: Buffer.from(verifierOf(`_${groupKey}`, key, secret, salt)).toString('base64'),
    Salt: salt.toString('base64'),
  };
  return { secret, verifier };
}
