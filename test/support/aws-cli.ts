import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const HOW =
  'Install it (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html), ' +
  'or on Debian and Ubuntu run: sudo apt-get install awscli';

/** Where system packages and AWS's own installer put it, before what else the PATH has. */
const USUAL = ['/usr/bin/aws', '/usr/local/bin/aws', '/opt/homebrew/bin/aws'];

let found: string | undefined;

/**
 * Path of the AWS CLI: version 2 where there is one, else version 1; installed by apt-get for root on Debian
 * and its kin where there is none. `POOLKEEPER_AWS_CLI` names one that must be taken.
 *
 * @throws Error that says what to install
 */
export function needAwsCli(): string {
  found ??= findAwsCli() ?? installAwsCli();
  return found;
}

function findAwsCli(): string | undefined {
  const named = process.env['POOLKEEPER_AWS_CLI'];
  if (named !== undefined && named !== '') {
    if (versionOf(named) === undefined) throw new Error(`POOLKEEPER_AWS_CLI names ${named}, which is not the AWS CLI.`);
    return named;
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, `aws${suffix}`));
  let older: string | undefined;
  for (const path of new Set([...USUAL, ...onPath])) {
    const version = existsSync(path) ? versionOf(path) : undefined;
    if (version !== undefined && version >= 2) return path;
    if (version !== undefined) older ??= path;
  }
  return older;
}

function versionOf(path: string): number | undefined {
  const { stdout, status } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  const version = /^aws-cli\/(\d+)\./.exec(stdout ?? '')?.[1];
  return status === 0 && version !== undefined ? Number(version) : undefined;
}

function installAwsCli(): string {
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-q'],
      ['install', '-y', '-q', '--no-install-recommends', 'awscli'],
    ])
      spawnSync('/usr/bin/apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const installed = findAwsCli();
    if (installed !== undefined) return installed;
  }
  throw new Error(`These tests need the AWS CLI, and none was found or could be installed. ${HOW}`);
}

/** A refusal as the CLI prints it: `An error occurred (CODE) when calling the OPERATION operation: MESSAGE`. */
export class CliRefusal extends Error {
  readonly code: string;
  readonly said: string;
  constructor(code: string, said: string) {
    super(`${code}: ${said}`);
    this.code = code;
    this.said = said;
  }
}

export type CliCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** Runs the CLI with these arguments and gives what it prints: parsed where that is JSON, else the text. */
export type Cli = (...args: string[]) => Promise<unknown>;

let config: string | undefined;

/** A configuration that says one thing: version 1 of the CLI presigns with Signature Version 2 where it is not told otherwise. */
function configFile(): string {
  if (config === undefined) {
    config = join(mkdtempSync(join(tmpdir(), 'poolkeeper-aws-')), 'config');
    writeFileSync(config, '[default]\ns3 =\n  signature_version = s3v4\n');
  }
  return config;
}

/** The CLI pointed at an endpoint, knowing nothing of this machine's own configuration. */
export function awsCli(
  endpoint: string,
  credentials: CliCredentials = { accessKeyId: 'test', secretAccessKey: 'test' },
): Cli {
  const program = needAwsCli();
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken }),
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_CONFIG_FILE: configFile(),
    AWS_SHARED_CREDENTIALS_FILE: join('nowhere', 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
  return (...args) =>
    new Promise((resolve, reject) => {
      const all = ['--endpoint-url', endpoint, '--output', 'json', ...args];
      execFile(program, all, { env, encoding: 'utf8', timeout: 120_000 }, (error, stdout, stderr) => {
        if (error === null) return resolve(answerOf(stdout));
        const refused =
          /An error occurred \(([^)]+)\) when calling the \S+ operation(?: \([^)]*\))?: ([\s\S]*?)\s*$/.exec(stderr);
        reject(
          refused === null
            ? new Error(`aws ${args.join(' ')}: ${error.message}\n${stderr}`)
            : new CliRefusal(refused[1] as string, refused[2] as string),
        );
      });
    });
}

function answerOf(stdout: string): unknown {
  if (!/^\s*[{[]/.test(stdout)) return stdout;
  return JSON.parse(stdout);
}

/** The refusal of a call that must be refused, as `[code, message]`. */
export async function refusalOf(call: Promise<unknown>): Promise<[code: string, message: string]> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof CliRefusal) return [error.code, error.said];
    throw error;
  }
  throw new Error(`answered where a refusal was expected: ${JSON.stringify(answer)}`);
}
