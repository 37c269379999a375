/** Bytes that may be large: a whole array, or chunks that are read one after the other. */
export type ByteStream = Uint8Array | AsyncIterable<Uint8Array>;
