import { randomBytes } from 'node:crypto';
import type {
  CreateUserPoolRequest,
  DeviceConfigurationType,
  InitiateAuthResponse,
  UserPoolMfaType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { verifierOf } from '../../../../electron/engine/user-pools/sign-in/srp.ts';
import { PASSWORD, stage, type Stage } from '../../../support/signed-in.ts';
import { srpClient } from '../../../support/srp-client.ts';

export const REMEMBER: DeviceConfigurationType = {
  ChallengeRequiredOnNewDevice: true,
  DeviceOnlyRememberedOnUserPrompt: false,
};

/** A device as an app keeps it. */
export type KeptDevice = { readonly key: string; readonly groupKey: string; readonly secret: string };

export type DeviceStage = Stage & {
  signIn(parameters?: Record<string, string>, username?: string): Promise<InitiateAuthResponse>;
  /** Confirms the new device of a sign-in as the SDKs do, with a fresh secret. */
  confirm(of: InitiateAuthResponse, name?: string): Promise<KeptDevice & { necessary: boolean | undefined }>;
  /** Signs in with a new device and confirms it. */
  device(username?: string): Promise<KeptDevice & { tokens: InitiateAuthResponse }>;
  /** Answers DEVICE_SRP_AUTH up to the proof, whose parameters a test may spoil. */
  begin(asked: InitiateAuthResponse, device: KeptDevice): Promise<Record<string, string>>;
  prove(responses: Record<string, string>): Promise<InitiateAuthResponse>;
};

/** A pool that tracks devices, with a user of a known password. */
export async function deviceStage(
  configuration: DeviceConfigurationType | undefined = REMEMBER,
  options: { pool?: Partial<CreateUserPoolRequest>; mfa?: UserPoolMfaType; attributes?: Record<string, string> } = {},
): Promise<DeviceStage> {
  const base = await stage({
    pool: { ...(configuration === undefined ? {} : { DeviceConfiguration: configuration }), ...options.pool },
    ...(options.attributes === undefined ? {} : { attributes: options.attributes }),
  });
  const { call, clientId, poolId } = base;
  const signIn: DeviceStage['signIn'] = (parameters = {}, username = 'alice') =>
    call('cognito-idp', 'InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD, ...parameters },
    });
  const confirm: DeviceStage['confirm'] = async ({ AuthenticationResult }, name = 'Laptop') => {
    const { DeviceKey = '', DeviceGroupKey = '' } = AuthenticationResult?.NewDeviceMetadata ?? {};
    const secret = randomBytes(40).toString('base64');
    const salt = randomBytes(16);
    const { UserConfirmationNecessary } = await call('cognito-idp', 'ConfirmDevice', {
      AccessToken: AuthenticationResult?.AccessToken ?? '',
      DeviceKey,
      DeviceName: name,
      DeviceSecretVerifierConfig: {
        PasswordVerifier: Buffer.from(verifierOf(`_${DeviceGroupKey}`, DeviceKey, secret, salt)).toString('base64'),
        Salt: salt.toString('base64'),
      },
    });
    return { key: DeviceKey, groupKey: DeviceGroupKey, secret, necessary: UserConfirmationNecessary };
  };
  return {
    ...base,
    poolId,
    signIn,
    confirm,
    device: async (username) => {
      const tokens = await signIn({}, username);
      return { ...(await confirm(tokens)), tokens };
    },
    begin: async (asked, device) => {
      const srp = srpClient();
      const { ChallengeParameters = {} } = await call('cognito-idp', 'RespondToAuthChallenge', {
        ClientId: clientId,
        ChallengeName: 'DEVICE_SRP_AUTH',
        ...(asked.Session === undefined ? {} : { Session: asked.Session }),
        ChallengeResponses: { USERNAME: 'alice', DEVICE_KEY: device.key, SRP_A: srp.SRP_A },
      });
      const challenge = { ...ChallengeParameters, USER_ID_FOR_SRP: device.key };
      return {
        ...srp.answer(challenge, `_${device.groupKey}`, device.secret),
        USERNAME: 'alice',
        DEVICE_KEY: device.key,
      };
    },
    prove: (responses) =>
      call('cognito-idp', 'RespondToAuthChallenge', {
        ClientId: clientId,
        ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
        ChallengeResponses: responses,
      }),
  };
}
