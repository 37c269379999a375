import type {
  AuthFactorType,
  CreateUserPoolRequest,
  InitiateAuthResponse,
  WebAuthnConfigurationType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { Authenticator, type Use } from '../../../support/authenticator.ts';
import { FLOWS, stage, type Stage } from '../../../support/signed-in.ts';

export type PasskeyStage = Stage & {
  /** An access token of alice, or of another user with the same password. */
  token(username?: string): Promise<string>;
  start(token: string): Promise<Options>;
  complete(token: string, Credential: object): Promise<void>;
  /** Registers a new passkey of a user. */
  passkey(username?: string, made?: Authenticator, use?: Use): Promise<Authenticator>;
  choose(parameters?: Record<string, string>): Promise<InitiateAuthResponse>;
  /** The options of a WEB_AUTHN challenge. */
  ask(username?: string): Promise<{ challenge: InitiateAuthResponse; options: Options }>;
};

export type Options = Record<string, unknown> & { challenge: string };

/** A pool whose users may begin with a password or a passkey, or as the test says. */
export async function passkeyStage(
  options: {
    configuration?: WebAuthnConfigurationType;
    factors?: AuthFactorType[];
    pool?: Partial<CreateUserPoolRequest>;
    now?: number;
  } = {},
): Promise<PasskeyStage> {
  const base = await stage({
    pool: {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: options.factors ?? ['PASSWORD', 'WEB_AUTHN'] } },
      ...options.pool,
    },
    client: { ExplicitAuthFlows: [...FLOWS, 'ALLOW_USER_AUTH'] },
    ...(options.now === undefined ? {} : { now: options.now }),
  });
  const { call, clientId, poolId } = base;
  await call('cognito-idp', 'SetUserPoolMfaConfig', {
    UserPoolId: poolId,
    WebAuthnConfiguration: options.configuration ?? {},
  });
  const token: PasskeyStage['token'] = async (username = 'alice') => {
    const { AuthenticationResult } = await call('cognito-idp', 'InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: 'Right-1234' },
    });
    return AuthenticationResult?.AccessToken ?? '';
  };
  const start: PasskeyStage['start'] = async (AccessToken) =>
    (await call('cognito-idp', 'StartWebAuthnRegistration', { AccessToken })).CredentialCreationOptions as Options;
  const complete: PasskeyStage['complete'] = async (AccessToken, Credential) => {
    await call('cognito-idp', 'CompleteWebAuthnRegistration', { AccessToken, Credential });
  };
  const choose: PasskeyStage['choose'] = (parameters = {}) =>
    call('cognito-idp', 'InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'alice', ...parameters },
    });
  return {
    ...base,
    token,
    start,
    complete,
    passkey: async (username, made = new Authenticator(), use = {}) => {
      const AccessToken = await token(username);
      await complete(AccessToken, made.create(await start(AccessToken), use));
      return made;
    },
    choose,
    ask: async (username = 'alice') => {
      const challenge = await choose({ USERNAME: username, PREFERRED_CHALLENGE: 'WEB_AUTHN' });
      const text = challenge.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '{}';
      return { challenge, options: JSON.parse(text) as Options };
    },
  };
}

/** The answer to a WEB_AUTHN challenge. */
export const answerTo = (
  clientId: string,
  { Session = '' }: InitiateAuthResponse,
  credential: object,
  username = 'alice',
) =>
  ({
    ClientId: clientId,
    ChallengeName: 'WEB_AUTHN',
    Session,
    ChallengeResponses: { USERNAME: username, CREDENTIAL: JSON.stringify(credential) },
  }) as const;
