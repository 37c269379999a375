/**
 * Every option of a start, said once: the command line, the `POOLKEEPER_*` variables, `--help`, and what the
 * desktop window and `npm start` hand on to the engine are read from one table.
 */
import { parseArgs } from 'node:util';
import type { WorkspaceSettings } from '../shared/poolkeeper/operations.ts';
import { DEFAULT_PORT, DEFAULT_SETTINGS, ISSUER_FORMS, SETTING_FORMS } from '../shared/poolkeeper/settings.ts';

/** One option. Its variable is `POOLKEEPER_` and its name in capitals. */
type Option = {
  /** What stands after the flag. An option without is a yes; `--no-` before its name says no. */
  readonly value?: string;
  /** What a value looks like, and the same in words. */
  readonly form?: { readonly pattern: RegExp; readonly words: string };
  /** The values that there are. */
  readonly choices?: readonly string[];
  /** The flag may be given more than once; the variable takes commas. */
  readonly repeats?: true;
  /** What holds where neither flag nor variable is given. */
  readonly default?: string;
  /** Asks about the program rather than telling it something: has no variable, and a flag of one letter. */
  readonly letter?: string;
  readonly help: string;
};

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** The options of the engine, however it is started, in the order of `--help`. */
export const OPTIONS = {
  port: {
    value: '<number>',
    form: {
      pattern: /^(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/,
      words: 'a port from 0 to 65535',
    },
    default: String(DEFAULT_PORT),
    help: 'port to listen on; 0 picks a free one',
  },
  host: { value: '<address>', default: '127.0.0.1', help: 'address to listen on' },
  data: { value: '<file>', default: './poolkeeper.db', help: 'the database, or :memory:' },
  sample: { help: 'put the streaming sample in place' },
  strict: { help: 'refuse access keys that are not known' },
  issuer: {
    value: '<form>',
    choices: ISSUER_FORMS,
    default: DEFAULT_SETTINGS.issuer,
    help: 'issuer of tokens: local or aws',
  },
  region: {
    value: '<region>',
    form: SETTING_FORMS.region,
    default: DEFAULT_SETTINGS.region,
    help: 'region of unsigned calls',
  },
  account: {
    value: '<digits>',
    form: SETTING_FORMS.account,
    default: DEFAULT_SETTINGS.account,
    help: 'account of all ARNs',
  },
  smtp: {
    value: '<host:port>',
    form: SETTING_FORMS.smtp,
    help: 'mail catcher that gets the e-mails',
  },
  'allow-host': {
    value: '<name>',
    repeats: true,
    help: 'another name that clients may call it by; may be repeated; the variable takes commas',
  },
  log: {
    value: '<level>',
    choices: LOG_LEVELS,
    default: 'info',
    help: 'trace, debug, info, warn, error or silent',
  },
  help: { letter: 'h', help: 'this text' },
  version: { letter: 'v', help: 'the version' },
} as const satisfies Readonly<Record<string, Option>>;

/** What `npm start` takes besides. */
export const START_OPTIONS = {
  browser: { help: 'npm start alone: no window, the console in the browser' },
} as const satisfies Readonly<Record<string, Option>>;

type OptionName = keyof typeof OPTIONS;
type OptionWith<Member extends keyof Option> = {
  [N in OptionName]: (typeof OPTIONS)[N] extends { [M in Member]: unknown } ? N : never;
}[OptionName];
type YesNo = Exclude<OptionName, OptionWith<'value'> | OptionWith<'letter'>>;

/** What the command line and the environment say, read and checked. */
export type ServeOptions = {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly allowedHosts: readonly string[];
  readonly sample: boolean;
  /** Only what was said; the rest is what the database was last set to. */
  readonly settings: Partial<WorkspaceSettings>;
  readonly logLevel: (typeof LOG_LEVELS)[number];
};

/** A command line that cannot be followed; its message is for the user. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Arguments = readonly string[];
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads flags and `POOLKEEPER_*` variables. A flag comes before its variable, an empty variable says nothing.
 *
 * @returns `help` or `version` where that was asked for
 * @throws UsageError naming what is wrong and where it was said
 */
export function serveOptions(args: Arguments, env: Environment): ServeOptions | 'help' | 'version' {
  const flags = flagsOf(args);
  if (flags['help'] === true) return 'help';
  if (flags['version'] === true) return 'version';
  const said = (name: OptionName): Said | undefined => {
    const flag = flags[name];
    return (
      saidAt(`--${name}`, typeof flag === 'string' ? flag : undefined) ??
      saidAt(variableOf(name), env[variableOf(name)])
    );
  };
  const text = (name: OptionWith<'value'>): string | undefined => checked(OPTIONS[name], said(name));
  const choice = <N extends OptionWith<'choices'>>(name: N): (typeof OPTIONS)[N]['choices'][number] | undefined => {
    const value = text(name);
    return OPTIONS[name].choices.find((one) => one === value);
  };
  const yesNo = (name: YesNo): boolean | undefined => {
    const flag = flags[name];
    return typeof flag === 'boolean' ? flag : booleanOf(said(name));
  };
  return {
    data: text('data') ?? OPTIONS.data.default,
    host: text('host') ?? OPTIONS.host.default,
    port: Number(text('port') ?? OPTIONS.port.default),
    allowedHosts: listOf(flags['allow-host'], env[variableOf('allow-host')]),
    sample: yesNo('sample') ?? false,
    settings: whatIsSaid({
      region: text('region'),
      account: text('account'),
      issuer: choice('issuer'),
      strict: yesNo('strict'),
      smtp: text('smtp'),
    }),
    logLevel: choice('log') ?? OPTIONS.log.default,
  };
}

/**
 * The command line of an engine on the user's own workspace, as the desktop window and `npm start` begin one: the
 * engine's flags among `args`, which may hold others' too (Chromium reads its own from the same command line), and
 * what they leave open: that workspace's database, the sample, a quiet log.
 *
 * @param data absolute path of the user's database
 * @returns one argument a flag, so that none is mistaken for one of Electron's
 */
export function workspaceFlags(args: Arguments, env: Environment, data: string): string[] {
  const { tokens } = parseArgs({ ...parsing, args: [...args], strict: false, allowPositionals: true, tokens: true });
  const given = tokens.flatMap((token) =>
    token.kind === 'option' && isOption(token.name) && !('letter' in OPTIONS[token.name])
      ? [{ name: token.name, flag: flagOf(token) }]
      : [],
  );
  const isOpen = (name: OptionName): boolean =>
    !given.some((one) => one.name === name) && saidAt('', env[variableOf(name)]) === undefined;
  return [
    ...(isOpen('data') ? [`--data=${data}`] : []),
    ...(isOpen('sample') ? ['--sample'] : []),
    ...(isOpen('log') ? ['--log=warn'] : []),
    ...given.map(({ flag }) => flag),
  ];
}

/** What `--help` prints, with the options that this start takes besides. */
export function helpText(further: Readonly<Record<string, Option>> = {}): string {
  const rows = Object.entries<Option>({ ...OPTIONS, ...further }).map(([name, option]) => helpRow(name, option));
  return `poolkeeper serve: Amazon Cognito, STS, IAM and S3 on this machine, without a window

${rows.join('\n')}

A flag comes before its variable. --no-sample and --no-strict say no. Region, account, issuer and strict that
are not given are those that the database was last set to.
`;
}

const FLAG_WIDTH = 21;
const TEXT_WIDTH = 42;
const VARIABLE_WIDTH = 23;

function helpRow(name: string, option: Option): string {
  const [first = '', ...more] = wrapped(option.help, TEXT_WIDTH);
  const flag = `--${name}${option.value === undefined ? '' : ` ${option.value}`}`;
  const variable = hasVariable(name) ? variableOf(name) : '';
  const standard = option.default === undefined ? '' : `(${option.default})`;
  const row = `${flag.padEnd(FLAG_WIDTH)}${first.padEnd(TEXT_WIDTH)}  ${variable.padEnd(VARIABLE_WIDTH)}${standard}`;
  return [row, ...more.map((line) => `${' '.repeat(FLAG_WIDTH)}${line}`)]
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

/** A text in lines of at most `width` characters. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** The table as Node's reader of command lines wants it. */
const parsing = {
  options: Object.fromEntries(
    Object.entries<Option>(OPTIONS).map(([name, { value, repeats, letter }]) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(repeats === undefined ? {} : { multiple: true }),
        ...(letter === undefined ? {} : { short: letter }),
      },
    ]),
  ),
  allowNegative: true,
};

function flagsOf(args: Arguments): Readonly<Record<string, unknown>> {
  try {
    return parseArgs({ ...parsing, args: [...args], strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

const isOption = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);
const hasVariable = (name: string): boolean => isOption(name) && !('letter' in OPTIONS[name]);
const variableOf = (name: string): string => `POOLKEEPER_${name.toUpperCase().replaceAll('-', '_')}`;

/** A flag and its value as one argument. */
const flagOf = ({ rawName, value }: { readonly rawName: string; readonly value?: string | undefined }): string =>
  value === undefined ? rawName : `${rawName}=${value}`;

type Said = { readonly where: string; readonly value: string };

const saidAt = (where: string, value: string | undefined): Said | undefined =>
  value === undefined || value === '' ? undefined : { where, value };

function checked({ form, choices }: Option, said: Said | undefined): string | undefined {
  if (said === undefined) return undefined;
  if (form !== undefined && !form.pattern.test(said.value)) throw wrong(said, form.words);
  if (choices !== undefined && !choices.includes(said.value))
    throw wrong(said, choices.length === 2 ? choices.join(' or ') : `one of ${choices.join(', ')}`);
  return said.value;
}

const wrong = ({ where, value }: Said, words: string): UsageError =>
  new UsageError(`${where} is ${words}, not ${JSON.stringify(value)}.`);

const YES_NO = {
  form: { pattern: /^(1|0|true|false|yes|no)$/i, words: 'true or false' },
  help: '',
} as const satisfies Option;

function booleanOf(said: Said | undefined): boolean | undefined {
  const value = checked(YES_NO, said);
  return value === undefined ? undefined : /^(1|true|yes)$/i.test(value);
}

function listOf(flag: unknown, variable = ''): readonly string[] {
  if (Array.isArray(flag)) return flag.map(String);
  return variable.split(',').flatMap((name) => name.trim() || []);
}

/** The members that have a value. */
const whatIsSaid = <T extends object>(settings: { [M in keyof T]: T[M] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>;
