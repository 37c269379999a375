/** A count with its word: `1 key`, `2 keys`, `0 identities`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
