import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Passkey } from '../../store/passkeys.ts';

/** ES256 and RS256, COSE algorithm numbers: what AWS takes. */
export const ALGORITHMS = [-7, -257] as const;

/**
 * The library is loaded with the first passkey: most engines never see one. Attestations are read but not
 * traced to their makers, as AWS does not either; without roots the library asks no server for revocations.
 */
async function library() {
  const loaded = await import('@simplewebauthn/server');
  for (const identifier of ['apple', 'android-key', 'android-safetynet', 'mds'] as const)
    loaded.SettingsService.setRootCertificates({ identifier, certificates: [] });
  return loaded;
}

type Expected = {
  readonly challenge: string;
  readonly origin: string;
  readonly rpId: string;
  readonly verified: boolean;
};

/** A credential that holds, or why it does not. */
export type Registered =
  | {
      readonly ok: true;
      readonly id: string;
      readonly publicKey: Uint8Array;
      readonly counter: number;
      readonly aaguid: string;
    }
  | { readonly ok: false; readonly why: 'relying party' | 'credential'; readonly reason: string };

/** Verifies a new credential: Web Authentication section 7.1. */
export async function verifyRegistration(response: RegistrationResponseJSON, expected: Expected): Promise<Registered> {
  const { verifyRegistrationResponse } = await library();
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      requireUserVerification: expected.verified,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    if (!verified) return { ok: false, why: 'credential', reason: 'The attestation does not hold.' };
    const { credential, aaguid } = registrationInfo;
    if (credential.id !== response.id)
      return { ok: false, why: 'credential', reason: 'The attested credential has another id.' };
    return { ok: true, id: credential.id, publicKey: credential.publicKey, counter: credential.counter, aaguid };
  } catch (error) {
    return { ok: false, why: isRelyingParty(error) ? 'relying party' : 'credential', reason: textOf(error) };
  }
}

/** An assertion that holds, or why it does not. */
type Asserted =
  | { readonly ok: true; readonly counter: number; readonly userVerified: boolean }
  | { readonly ok: false; readonly reason: string };

/** Verifies an assertion of a known credential: Web Authentication section 7.2. */
export async function verifyAssertion(
  response: AuthenticationResponseJSON,
  passkey: Passkey,
  expected: Expected,
): Promise<Asserted> {
  const { verifyAuthenticationResponse } = await library();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      requireUserVerification: expected.verified,
      credential: { id: passkey.id, publicKey: Uint8Array.from(passkey.publicKey), counter: passkey.counter },
    });
    return verified
      ? { ok: true, counter: authenticationInfo.newCounter, userVerified: authenticationInfo.userVerified }
      : { ok: false, reason: 'The signature does not fit the passkey’s public key.' };
  } catch (error) {
    return { ok: false, reason: textOf(error) };
  }
}

/** The library names its faults by classes whose names are not exported. */
const isRelyingParty = (error: unknown): boolean => /RP ?ID/i.test(`${(error as Error).name} ${textOf(error)}`);

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
