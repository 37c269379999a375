import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Passkey } from '../../store/passkeys.ts';
import type { User } from '../../store/users.ts';
import { ALGORITHMS } from './verify.ts';

type Transports = PublicKeyCredentialCreationOptionsJSON['excludeCredentials'];

/** How a browser names the user to the authenticator: the user's `sub`, base64url. */
export const userHandleOf = ({ sub }: Pick<User, 'sub'>): string => Buffer.from(sub, 'utf8').toString('base64url');

const descriptors = (passkeys: readonly Passkey[]): NonNullable<Transports> =>
  passkeys.map(({ id, transports }) => ({
    id,
    type: 'public-key',
    transports: [...transports] as NonNullable<NonNullable<Transports>[number]['transports']>,
  }));

/** What a browser makes a passkey from: Web Authentication section 5.4. `timeout` in milliseconds. */
export function creationOptions(of: {
  readonly rpId: string;
  readonly user: User;
  readonly challenge: string;
  readonly existing: readonly Passkey[];
  readonly userVerification: 'required' | 'preferred';
  readonly timeout: number;
}): PublicKeyCredentialCreationOptionsJSON {
  const { username, attributes } = of.user;
  const name = attributes['email'] ?? attributes['phone_number'] ?? username;
  return {
    rp: { id: of.rpId, name: of.rpId },
    user: { id: userHandleOf(of.user), name, displayName: attributes['name'] ?? name },
    challenge: of.challenge,
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: of.timeout,
    excludeCredentials: descriptors(of.existing),
    authenticatorSelection: {
      requireResidentKey: true,
      residentKey: 'required',
      userVerification: of.userVerification,
    },
  };
}

/** What a browser signs in with: Web Authentication section 5.5. */
export const requestOptions = (of: {
  readonly rpId: string;
  readonly challenge: string;
  readonly passkeys: readonly Passkey[];
  readonly userVerification: 'required' | 'preferred';
  readonly timeout: number;
}): PublicKeyCredentialRequestOptionsJSON => ({
  challenge: of.challenge,
  timeout: of.timeout,
  rpId: of.rpId,
  allowCredentials: descriptors(of.passkeys),
  userVerification: of.userVerification,
});
