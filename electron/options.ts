import { parseArgs } from 'node:util';
import { SETTING_FORMS } from '../shared/poolkeeper/settings.ts';

/** What the command line and the environment say, read and checked. */
export type ServeOptions = {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly sample: boolean;
  readonly settings: { region?: string; account?: string; issuer?: 'local' | 'aws'; strict?: boolean; smtp?: string };
  readonly logLevel: string;
};

/** A command line that cannot be followed; its message is for the user. */
export class UsageError extends Error {}

export const HELP = `poolkeeper serve: Amazon Cognito, STS, IAM and S3 on this machine, without a window

  --port <number>      port to listen on; 0 picks a free one       POOLKEEPER_PORT        (9229)
  --host <address>     address to listen on                        POOLKEEPER_HOST        (127.0.0.1)
  --data <file>        the database, or :memory:                   POOLKEEPER_DATA        (./poolkeeper.db)
  --sample             put the streaming sample in place           POOLKEEPER_SAMPLE
  --strict             refuse access keys that are not known       POOLKEEPER_STRICT
  --issuer <form>      issuer of tokens: local or aws              POOLKEEPER_ISSUER      (local)
  --region <region>    region of unsigned calls                    POOLKEEPER_REGION      (us-east-1)
  --account <digits>   account of all ARNs                         POOLKEEPER_ACCOUNT     (000000000000)
  --smtp <host:port>   mail catcher that gets the e-mails           POOLKEEPER_SMTP
  --allow-host <name>  another name that clients may call it by;   POOLKEEPER_ALLOW_HOST
                       may be repeated; the variable takes commas
  --log <level>        trace, debug, info, warn, error or silent   POOLKEEPER_LOG         (info)
  --help               this text
  --version            the version

A flag comes before its variable. --no-sample and --no-strict say no. Region, account, issuer and strict that
are not given are those that the database was last set to.
`;

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  sample: { type: 'boolean' },
  strict: { type: 'boolean' },
  issuer: { type: 'string' },
  region: { type: 'string' },
  account: { type: 'string' },
  smtp: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  log: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

/**
 * Reads flags and `POOLKEEPER_*` variables.
 *
 * @returns `help` or `version` where that was asked for
 * @throws UsageError naming what is wrong and where it was said
 */
export function serveOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ServeOptions | 'help' | 'version' {
  const flags = flagsOf(args);
  if (flags.help === true) return 'help';
  if (flags.version === true) return 'version';
  const text = (flag: 'port' | 'host' | 'data' | 'issuer' | 'region' | 'account' | 'smtp' | 'log'): Said | undefined =>
    said(`--${flag}`, flags[flag]) ?? said(variable(flag), env[variable(flag)]);
  const yesNo = (flag: 'sample' | 'strict'): boolean | undefined =>
    flags[flag] ?? booleanOf(said(variable(flag), env[variable(flag)]));
  const strict = yesNo('strict');
  const region = formed(text('region'), SETTING_FORMS.region);
  const account = formed(text('account'), SETTING_FORMS.account);
  const issuer = checked(text('issuer'), /^(local|aws)$/, 'local or aws') as 'local' | 'aws' | undefined;
  const smtp = formed(text('smtp'), SETTING_FORMS.smtp);
  const logLevel = checked(text('log'), new RegExp(`^(${LEVELS.join('|')})$`), `one of ${LEVELS.join(', ')}`);
  return {
    data: text('data')?.value ?? './poolkeeper.db',
    host: text('host')?.value ?? '127.0.0.1',
    port: portOf(text('port')),
    allowedHosts:
      flags['allow-host'] ??
      env[variable('allow-host')]
        ?.split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '') ??
      [],
    sample: yesNo('sample') ?? false,
    settings: {
      ...(region === undefined ? {} : { region }),
      ...(account === undefined ? {} : { account }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(strict === undefined ? {} : { strict }),
      ...(smtp === undefined ? {} : { smtp }),
    },
    logLevel: logLevel ?? 'info',
  };
}

type Said = { readonly where: string; readonly value: string };

function flagsOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowNegative: true, strict: true, allowPositionals: false })
      .values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const variable = (flag: string): string => `POOLKEEPER_${flag.toUpperCase().replaceAll('-', '_')}`;

const said = (where: string, value: string | undefined): Said | undefined =>
  value === undefined || value === '' ? undefined : { where, value };

function checked(given: Said | undefined, form: RegExp, words: string): string | undefined {
  if (given !== undefined && !form.test(given.value))
    throw new UsageError(`${given.where} is ${words}, not ${JSON.stringify(given.value)}.`);
  return given?.value;
}

const formed = (given: Said | undefined, { pattern, words }: { pattern: RegExp; words: string }): string | undefined =>
  checked(given, pattern, words);

function portOf(given: Said | undefined): number {
  const port = Number(checked(given, /^\d{1,5}$/, 'a port from 0 to 65535') ?? 9229);
  if (port > 65535) throw new UsageError(`${given?.where} is a port from 0 to 65535, not ${port}.`);
  return port;
}

function booleanOf(given: Said | undefined): boolean | undefined {
  const value = checked(given, /^(1|0|true|false|yes|no)$/i, 'true or false');
  return value === undefined ? undefined : /^(1|true|yes)$/i.test(value);
}
