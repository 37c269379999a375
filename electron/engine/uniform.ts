/** A uniform number from 0 to `limit` - 1, `limit` at most 2^32: values of the uneven rest are thrown away. */
export function below(random: (bytes: number) => Uint8Array, limit: number): number {
  const even = 2 ** 32 - (2 ** 32 % limit);
  for (;;) {
    const value = Buffer.from(random(4)).readUInt32BE();
    if (value < even) return value % limit;
  }
}
