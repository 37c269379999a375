/** Bytes that may be large: a whole array, or chunks that are read one after the other. */
export type ByteStream = Uint8Array | AsyncIterable<Uint8Array>;

/** Bytes that fields may follow, in lower case by name; they are known once the last byte was read. RFC 9110 6.5. */
export type TrailedBytes = AsyncIterable<Uint8Array> & { readonly trailers: ReadonlyMap<string, string> };
