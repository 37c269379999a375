/**
 * The workspace's settings: what each may be, said once for the command line, the environment, the engine and the
 * console's form.
 */

/** Forms of issuers: `local` is this engine's own address, `aws` is AWS's issuer string. */
export const ISSUER_FORMS = ['local', 'aws'] as const;

/** Settings that are texts: the form of each and the same in words, fit for `region is …, not "x".` */
export const SETTING_FORMS = {
  region: { pattern: /^[a-z]{2}(-[a-z]+)+-\d$/, words: 'an AWS region such as us-east-1' },
  account: { pattern: /^\d{12}$/, words: 'twelve digits' },
  /** Empty, where it may be empty, means no mail catcher; the pattern is that of an address. */
  smtp: { pattern: /^(\[[0-9a-f:]+\]|[\w.-]+)(:\d{1,5})?$/i, words: 'host:port of a mail catcher' },
} as const;

/** What holds where neither the start nor the workspace's store says otherwise. */
export const DEFAULT_SETTINGS = {
  region: 'us-east-1',
  account: '000000000000',
  issuer: 'local',
  strict: false,
  smtp: '',
} as const;

/** The port of the HTTP endpoint where none was chosen. */
export const DEFAULT_PORT = 9229;

/** Where clients reach an engine on that port. */
export const DEFAULT_ENDPOINT = `http://localhost:${DEFAULT_PORT}`;
