import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ChecksumAlgorithm } from '../store/resources.ts';

/** A checksum in the making. */
export type Digest = { update(chunk: Uint8Array): void; /** Base64, as S3 writes it. */ value(): string };

/** Every algorithm that S3 knows, in the order in which it names them. */
export const ALGORITHMS: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

/** The algorithm of that name in any case, if there is one. */
export const algorithmOf = (name: string): ChecksumAlgorithm | undefined =>
  ALGORITHMS.find((algorithm) => algorithm === name.toUpperCase());

/** Starts a checksum. */
export function digestOf(algorithm: ChecksumAlgorithm): Digest {
  switch (algorithm) {
    case 'SHA1':
    case 'SHA256': {
      const hash = createHash(algorithm.toLowerCase());
      return { update: (chunk) => void hash.update(chunk), value: () => hash.digest('base64') };
    }
    case 'CRC32':
      return crcOf32((chunk, sum) => crc32(chunk, sum));
    case 'CRC32C':
      return crcOf32(crc32c);
    case 'CRC64NVME':
      return crc64nvme();
  }
}

/** The checksum of bytes that are at hand. */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  const digest = digestOf(algorithm);
  digest.update(bytes);
  return digest.value();
}

function crcOf32(next: (chunk: Uint8Array, sum: number) => number): Digest {
  let sum = 0;
  return {
    update: (chunk) => {
      sum = next(chunk, sum);
    },
    value: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(sum >>> 0);
      return bytes.toString('base64');
    },
  };
}

let castagnoli: Uint32Array | undefined;

/** CRC-32C (Castagnoli), reflected polynomial 0x82F63B78; RFC 3720 appendix B.4. */
function crc32c(chunk: Uint8Array, sum: number): number {
  castagnoli ??= castagnoliTables();
  const tables = castagnoli;
  let crc = ~sum;
  let at = 0;
  // Eight bytes a step, each with a table of its own.
  for (const end = chunk.length - 7; at < end; at += 8) {
    crc ^=
      (chunk[at] as number) |
      ((chunk[at + 1] as number) << 8) |
      ((chunk[at + 2] as number) << 16) |
      ((chunk[at + 3] as number) << 24);
    crc =
      (tables[0x700 | (crc & 0xff)] as number) ^
      (tables[0x600 | ((crc >>> 8) & 0xff)] as number) ^
      (tables[0x500 | ((crc >>> 16) & 0xff)] as number) ^
      (tables[0x400 | (crc >>> 24)] as number) ^
      (tables[0x300 | (chunk[at + 4] as number)] as number) ^
      (tables[0x200 | (chunk[at + 5] as number)] as number) ^
      (tables[0x100 | (chunk[at + 6] as number)] as number) ^
      (tables[chunk[at + 7] as number] as number);
  }
  for (; at < chunk.length; at++) crc = (crc >>> 8) ^ (tables[(crc ^ (chunk[at] as number)) & 0xff] as number);
  return ~crc >>> 0;
}

/** Table k at k * 256: the effect of a byte that k further bytes follow. */
function castagnoliTables(): Uint32Array {
  const tables = new Uint32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    tables[byte] = crc;
  }
  for (let at = 256; at < tables.length; at++) {
    const before = tables[at - 256] as number;
    tables[at] = (before >>> 8) ^ (tables[before & 0xff] as number);
  }
  return tables;
}

let nvme: { readonly high: Int32Array; readonly low: Int32Array } | undefined;

/** CRC-64/NVME, reflected polynomial 0x9A6C9329AC4BC9B5; NVM Express NVM Command Set Specification 5.2.1.3.4. */
function crc64nvme(): Digest {
  nvme ??= nvmeTables();
  const { high, low } = nvme;
  // Two halves: numbers of 64 bits would be far slower.
  let top = -1;
  let bottom = -1;
  return {
    update: (chunk) => {
      let h = top;
      let l = bottom;
      let at = 0;
      for (const end = chunk.length - 7; at < end; at += 8) {
        l ^=
          (chunk[at] as number) |
          ((chunk[at + 1] as number) << 8) |
          ((chunk[at + 2] as number) << 16) |
          ((chunk[at + 3] as number) << 24);
        h ^=
          (chunk[at + 4] as number) |
          ((chunk[at + 5] as number) << 8) |
          ((chunk[at + 6] as number) << 16) |
          ((chunk[at + 7] as number) << 24);
        const a = 0x700 | (l & 0xff);
        const b = 0x600 | ((l >>> 8) & 0xff);
        const c = 0x500 | ((l >>> 16) & 0xff);
        const d = 0x400 | (l >>> 24);
        const e = 0x300 | (h & 0xff);
        const f = 0x200 | ((h >>> 8) & 0xff);
        const g = 0x100 | ((h >>> 16) & 0xff);
        const i = h >>> 24;
        h =
          (high[a] as number) ^
          (high[b] as number) ^
          (high[c] as number) ^
          (high[d] as number) ^
          (high[e] as number) ^
          (high[f] as number) ^
          (high[g] as number) ^
          (high[i] as number);
        l =
          (low[a] as number) ^
          (low[b] as number) ^
          (low[c] as number) ^
          (low[d] as number) ^
          (low[e] as number) ^
          (low[f] as number) ^
          (low[g] as number) ^
          (low[i] as number);
      }
      for (; at < chunk.length; at++) {
        const index = (l ^ (chunk[at] as number)) & 0xff;
        l = ((l >>> 8) | (h << 24)) ^ (low[index] as number);
        h = (h >>> 8) ^ (high[index] as number);
      }
      top = h;
      bottom = l;
    },
    value: () => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32BE(~top >>> 0);
      bytes.writeUInt32BE(~bottom >>> 0, 4);
      return bytes.toString('base64');
    },
  };
}

function nvmeTables(): { high: Int32Array; low: Int32Array } {
  const [high, low] = [new Int32Array(8 * 256), new Int32Array(8 * 256)];
  for (let byte = 0; byte < 256; byte++) {
    let [h, l] = [0, byte];
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd === 1) {
        h ^= 0x9a6c9329;
        l ^= 0xac4bc9b5;
      }
    }
    high[byte] = h;
    low[byte] = l;
  }
  for (let at = 256; at < high.length; at++) {
    const [h, l] = [high[at - 256] as number, low[at - 256] as number];
    const index = l & 0xff;
    low[at] = ((l >>> 8) | (h << 24)) ^ (low[index] as number);
    high[at] = (h >>> 8) ^ (high[index] as number);
  }
  return { high, low };
}
