import { createCipheriv, hkdfSync } from 'node:crypto';
import type { Workspace } from '../kernel/workspace.ts';
import { workspaceSecret } from '../kernel/secrets.ts';

/** The namespace and wrapping under which the workspace's key stands in place of a KMS key. */
export const KEY_NAMESPACE = 'poolkeeper';
export const WRAPPING = 'AES256_GCM_IV12_TAG16_NO_PADDING';

/** AES-256-GCM with HKDF-SHA512 and key commitment, no signature: opened under every commitment policy. */
const SUITE = 0x0478;
const FRAME = 4096;
const TAG_BITS = 128;
const IV_BYTES = 12;

/** The 32 bytes that wrap the codes of custom senders in this workspace; the same after a restart. */
export const senderKey = (workspace: Workspace): Promise<Buffer> => workspaceSecret(workspace, 'custom senders');

/**
 * Encrypts a code for a custom sender: an AWS Encryption SDK message (format 2.0), base64.
 *
 * AWS wraps the data key with the pool's KMS key. Here it is wrapped with the workspace's own, as the SDK's
 * raw AES keyring does, so a function opens it with the same SDK and this keyring in place of the KMS one:
 *
 *     import { buildClient, CommitmentPolicy, RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from '@aws-crypto/client-node'
 *     const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT)
 *     const keyring = new RawAesKeyringNode({
 *       keyNamespace: 'poolkeeper',
 *       keyName: process.env.KEY_ARN,                                       // KMSKeyID of the pool's LambdaConfig
 *       unencryptedMasterKey: new Uint8Array(Buffer.from(process.env.SENDER_KEY, 'base64')), // `key` of GetSenderKey
 *       wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
 *     })
 *     const { plaintext } = await decrypt(keyring, Buffer.from(event.request.code, 'base64'))
 *
 * AWS Encryption SDK developer guide, "Message format reference", "Body additional authenticated data".
 *
 * @param of.key 32 bytes
 * @param of.keyName the ARN of the KMS key it stands for
 * @param of.context the encryption context; authenticated, not secret
 */
export function encryptedCode(
  random: (bytes: number) => Uint8Array,
  of: {
    readonly code: string;
    readonly key: Uint8Array;
    readonly keyName: string;
    readonly context: Record<string, string>;
  },
): string {
  const dataKey = random(32);
  const messageId = random(32);
  const derived = (info: Buffer): Buffer => Buffer.from(hkdfSync('sha512', dataKey, messageId, info, 32));
  const bodyKey = derived(Buffer.concat([uint16(SUITE), Buffer.from('DERIVEKEY')]));
  const context = serialized(of.context);
  const header = Buffer.concat([
    Buffer.from([2]),
    uint16(SUITE),
    messageId,
    sized(context),
    uint16(1),
    wrappedKey(random, of, dataKey, context),
    Buffer.from([2]),
    uint32(FRAME),
    derived(Buffer.from('COMMITKEY')),
  ]);
  const { tag: headerTag } = sealed(bodyKey, Buffer.alloc(IV_BYTES), header, Buffer.alloc(0));
  return Buffer.concat([header, headerTag, finalFrame(bodyKey, messageId, Buffer.from(of.code, 'utf8'))]).toString(
    'base64',
  );
}

/** The one frame of a short body: its mark, number, IV, length, content, tag. */
function finalFrame(key: Uint8Array, messageId: Uint8Array, content: Buffer): Buffer {
  const iv = Buffer.concat([Buffer.alloc(IV_BYTES - 4), uint32(1)]);
  const about = Buffer.concat([
    messageId,
    Buffer.from('AWSKMSEncryptionClient Final Frame'),
    uint32(1),
    Buffer.alloc(4),
    uint32(content.length),
  ]);
  const { text, tag } = sealed(key, iv, about, content);
  return Buffer.concat([uint32(0xffffffff), uint32(1), iv, uint32(text.length), text, tag]);
}

/** The data key as the raw AES keyring writes it: namespace, name with tag length, IV length and IV, ciphertext. */
function wrappedKey(
  random: (bytes: number) => Uint8Array,
  { key, keyName }: { readonly key: Uint8Array; readonly keyName: string },
  dataKey: Uint8Array,
  context: Buffer,
): Buffer {
  const iv = random(IV_BYTES);
  const { text, tag } = sealed(key, iv, context, dataKey);
  return Buffer.concat([
    sized(Buffer.from(KEY_NAMESPACE)),
    sized(Buffer.concat([Buffer.from(keyName), uint32(TAG_BITS), uint32(IV_BYTES), iv])),
    sized(Buffer.concat([text, tag])),
  ]);
}

/** Names and values in the order of their bytes, with their number in front. */
function serialized(context: Record<string, string>): Buffer {
  const pairs = Object.entries(context)
    .map(([name, value]) => [Buffer.from(name), Buffer.from(value)] as const)
    .toSorted(([one], [other]) => Buffer.compare(one, other));
  return Buffer.concat([uint16(pairs.length), ...pairs.flatMap((pair) => pair.map(sized))]);
}

function sealed(key: Uint8Array, iv: Uint8Array, about: Uint8Array, plain: Uint8Array): { text: Buffer; tag: Buffer } {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(about);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { text, tag: cipher.getAuthTag() };
}

const sized = (bytes: Buffer): Buffer => Buffer.concat([uint16(bytes.length), bytes]);

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
