import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

/** A page with which an authenticator is used, and what it says of its user. */
export type Use = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  readonly attachment?: 'platform' | 'cross-platform';
  /** In place of the counter that the authenticator would show. */
  readonly counter?: number;
  readonly userHandle?: string;
};

type Creation = { rp: { id?: string }; user: { id: string }; challenge: string };
type Request = { rpId?: string; challenge: string };

/**
 * An authenticator in software: makes a passkey and signs with it, as Web Authentication sections 6.3.2 and
 * 6.3.3 say. Written apart from the engine, whose library it puts to the test.
 */
export class Authenticator {
  readonly id: string;
  readonly #algorithm: 'ES256' | 'RS256' | 'EdDSA';
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #counts: boolean;
  counter = 0;
  userHandle = '';

  constructor(options: { algorithm?: 'ES256' | 'RS256' | 'EdDSA'; counts?: boolean; id?: string } = {}) {
    this.#algorithm = options.algorithm ?? 'ES256';
    this.#counts = options.counts ?? true;
    this.id = options.id ?? randomBytes(32).toString('base64url');
    const pair =
      this.#algorithm === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : this.#algorithm === 'RS256'
          ? generateKeyPairSync('rsa', { modulusLength: 2048 })
          : generateKeyPairSync('ed25519');
    this.#privateKey = pair.privateKey;
    this.#publicKey = pair.publicKey;
  }

  /** `navigator.credentials.create`, as RegistrationResponseJSON; attestation "none". */
  create(options: unknown, use: Use = {}) {
    const { rp, user, challenge } = options as Creation;
    this.userHandle = user.id;
    const id = Buffer.from(this.id, 'base64url');
    const attested = Buffer.concat([Buffer.alloc(16), short(id.length), id, this.#coseKey()]);
    const authData = Buffer.concat([this.#authData(use.rpId ?? rp.id ?? 'localhost', use, 0x40), attested]);
    const attestationObject = cborMap([
      [cborText('fmt'), cborText('none')],
      [cborText('attStmt'), cborMap([])],
      [cborText('authData'), cborBytes(authData)],
    ]);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      authenticatorAttachment: use.attachment ?? 'platform',
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData(use.type ?? 'webauthn.create', use.challenge ?? challenge, use.origin),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** `navigator.credentials.get`, as AuthenticationResponseJSON. */
  get(options: unknown, use: Use = {}) {
    const { rpId, challenge } = options as Request;
    if (this.#counts) this.counter++;
    const authenticatorData = this.#authData(use.rpId ?? rpId ?? 'localhost', use, 0);
    const clientDataJSON = clientData(use.type ?? 'webauthn.get', use.challenge ?? challenge, use.origin);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signature = createSign('sha256').update(authenticatorData).update(hash).sign(this.#privateKey);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      authenticatorAttachment: use.attachment ?? 'platform',
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        authenticatorData: authenticatorData.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: use.userHandle ?? this.userHandle,
      },
    };
  }

  #authData(rpId: string, use: Use, flags: number): Buffer {
    const seen = ((use.userPresent ?? true) ? 1 : 0) | ((use.userVerified ?? true) ? 4 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(use.counter ?? this.counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags | seen]), counter]);
  }

  #coseKey(): Buffer {
    const jwk = this.#publicKey.export({ format: 'jwk' });
    const part = (name: 'x' | 'y' | 'n' | 'e'): Buffer => cborBytes(Buffer.from(jwk[name] ?? '', 'base64url'));
    switch (this.#algorithm) {
      case 'ES256':
        return cborMap([
          [cborInt(1), cborInt(2)],
          [cborInt(3), cborInt(-7)],
          [cborInt(-1), cborInt(1)],
          [cborInt(-2), part('x')],
          [cborInt(-3), part('y')],
        ]);
      case 'RS256':
        return cborMap([
          [cborInt(1), cborInt(3)],
          [cborInt(3), cborInt(-257)],
          [cborInt(-1), part('n')],
          [cborInt(-2), part('e')],
        ]);
      case 'EdDSA':
        return cborMap([
          [cborInt(1), cborInt(1)],
          [cborInt(3), cborInt(-8)],
          [cborInt(-1), cborInt(6)],
          [cborInt(-2), part('x')],
        ]);
    }
  }
}

const clientData = (type: string, challenge: string, origin = 'http://localhost:3000'): string =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url');

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** RFC 8949, as much of it as a credential needs. */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  return value < 256
    ? Buffer.from([(major << 5) | 24, value])
    : Buffer.concat([Buffer.from([(major << 5) | 25]), short(value)]);
}
const cborInt = (value: number): Buffer => (value < 0 ? head(1, -1 - value) : head(0, value));
const cborBytes = (bytes: Uint8Array): Buffer => Buffer.concat([head(2, bytes.length), bytes]);
const cborText = (text: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(text)), Buffer.from(text)]);
const cborMap = (entries: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([head(5, entries.length), ...entries.flat()]);
