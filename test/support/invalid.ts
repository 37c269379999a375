/** The message for one member of an input of ours that is not as declared. */
export const invalid = (path: string, rule: string): string =>
  `1 validation error detected: Value at '${path}' failed to satisfy constraint: Member must ${rule}`;
