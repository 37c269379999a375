import { createPublicKey, createPrivateKey, generateKeyPair, type JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '../kernel/clock.ts';
import type { Ports } from '../kernel/ports.ts';
import type { Key, Keys } from '../kernel/workspace.ts';
import type { KeyUse } from '../store/keys.ts';

const generate = promisify(generateKeyPair);

/** A fresh RSA-2048 private key as JWK. Takes 50 to 500 ms on libuv's threads, never on the event loop. */
export async function newRsaKey(): Promise<JsonWebKey> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return privateKey.export({ format: 'jwk' });
}

/**
 * The RSA keys of pools and of the workspace.
 *
 * A key is made when it is first wanted and stored before it is used; whoever wants the same key in the
 * meantime waits for the same promise. A crash before the key was stored loses nothing: nothing was signed.
 */
export class KeyRing implements Keys {
  readonly #ports: Ports;
  readonly #clock: Clock;
  readonly #keys = new Map<string, Promise<Key>>();
  /** Keys being made, those of owners deleted in the meantime too. */
  readonly #making = new Set<Promise<Key>>();

  constructor(ports: Ports, clock: Clock) {
    this.#ports = ports;
    this.#clock = clock;
  }

  /** Makes the workspace's own key ahead of the first sign-in. */
  start(): void {
    void this.key('workspace', 'refresh').catch((error: unknown) =>
      this.#ports.log.error({ err: error }, 'the key of refresh tokens could not be made'),
    );
  }

  /** Waits for keys under way, so that none is written after the database was closed. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.#making);
  }

  /** Makes a pool's two signing keys in the background. */
  ensure(poolId: string): void {
    for (const use of ['id', 'access'] as const) {
      void this.key(poolId, use).catch((error: unknown) =>
        this.#ports.log.error({ err: error, poolId, use }, 'a signing key could not be made'),
      );
    }
  }

  /** The key of an owner (pool id, identity pool's region, `workspace`) for one use. */
  key(owner: string, use: KeyUse): Promise<Key> {
    const name = `${owner} ${use}`;
    let key = this.#keys.get(name);
    if (key === undefined) {
      const made: Promise<Key> = this.#load(owner, use, () => this.#keys.get(name) === made);
      key = made;
      this.#keys.set(name, made);
      this.#making.add(made);
      made
        .catch(() => this.#keys.get(name) === made && this.#keys.delete(name))
        .finally(() => this.#making.delete(made));
    }
    return key;
  }

  /** Forgets the keys of a deleted owner; the rows went with `store.keys.removeOwner`. */
  forget(owner: string): void {
    for (const name of this.#keys.keys()) if (name.startsWith(`${owner} `)) this.#keys.delete(name);
  }

  /** A pool's public keys as its `jwks.json` lists them: the ID token's first. RFC 7517. */
  async jwks(poolId: string): Promise<Record<string, string>[]> {
    const keys = await Promise.all([this.key(poolId, 'id'), this.key(poolId, 'access')]);
    return keys.map(({ kid, publicJwk }) => ({
      alg: 'RS256',
      e: publicJwk.e,
      kid,
      kty: publicJwk.kty,
      n: publicJwk.n,
      use: 'sig',
    }));
  }

  /** @param wanted whether the owner still exists once the key is made */
  async #load(owner: string, use: KeyUse, wanted: () => boolean): Promise<Key> {
    const { store, random } = this.#ports;
    const stored = store.keys.get(owner, use);
    if (stored !== undefined) return keyOf(stored.kid, stored.privateJwk);
    const privateJwk = await this.#ports.newRsaKey();
    const kid = Buffer.from(random(32)).toString('base64');
    if (wanted()) store.write(() => store.keys.insert({ kid, owner, use, privateJwk, createdAt: this.#clock.now() }));
    return keyOf(kid, privateJwk);
  }
}

function keyOf(kid: string, privateJwk: JsonWebKey): Key {
  const privateKey = createPrivateKey({ key: privateJwk, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  const { n, e } = publicKey.export({ format: 'jwk' });
  return { kid, privateKey, publicKey, publicJwk: { kty: 'RSA', n: n as string, e: e as string } };
}
