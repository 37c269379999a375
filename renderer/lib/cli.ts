import type { Input, OperationName, Service } from '../../shared/contract.ts';

/**
 * botocore's name of an operation or member on the command line: `ListObjectsV2` → `list-objects-v2`.
 *
 * An abbreviation in the plural stays one word: `CallbackURLs` → `callback-urls`.
 */
export function kebab(name: string): string {
  return name
    .replace(/[A-Z]{2,}s$/, (plural) => plural.charAt(0) + plural.slice(1).toLowerCase())
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** One word for a POSIX shell: as it is where that is safe, else in single quotes. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}

/** One member of an input as the words of its option. */
function option(name: string, value: unknown): string[] {
  const flag = `--${kebab(name)}`;
  if (typeof value === 'boolean') return [value ? flag : `--no-${kebab(name)}`];
  if (typeof value === 'number' || typeof value === 'string') {
    const text = String(value);
    // A value that begins with a dash would be read as an option of its own.
    return text.startsWith('-') ? [`${flag}=${quoted(text)}`] : [flag, quoted(text)];
  }
  const simple =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'string' && /^[^-{["\s]/.test(item));
  if (simple) return [flag, ...(value as string[]).map(quoted)];
  return [flag, quoted(JSON.stringify(value))];
}

/** The AWS CLI's command for a service. */
const COMMANDS: Readonly<Record<Exclude<Service, 'poolkeeper'>, string>> = {
  'cognito-idp': 'cognito-idp',
  'cognito-identity': 'cognito-identity',
  iam: 'iam',
  sts: 'sts',
  s3: 's3api',
};

/**
 * The AWS CLI line that does the same as a call of the console.
 *
 * Members that are undefined are left out. Structures and lists of them are given as JSON, which the
 * CLI accepts for every parameter.
 */
export function cliLine(
  service: Exclude<Service, 'poolkeeper'>,
  operation: string,
  input: object,
  where: { readonly endpoint: string; readonly region: string },
): string {
  const words = Object.entries(input)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => option(name, value));
  return [
    'aws',
    COMMANDS[service],
    kebab(operation),
    '--endpoint-url',
    quoted(where.endpoint),
    '--region',
    quoted(where.region),
    ...words,
  ].join(' ');
}

/** A call of an AWS service, to be shown as a command. */
export type CliCall = {
  readonly service: Exclude<Service, 'poolkeeper'>;
  readonly operation: string;
  readonly input: object;
};

/** One call for `CopyAsCli`, with its input checked against the contract. */
export function cli<S extends Exclude<Service, 'poolkeeper'>, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: Input<S, O>,
): CliCall {
  return { service, operation, input: input as object };
}

/** A call that is yet to be made, of AWS's services or of Poolkeeper's own. */
export type PlannedCall = { readonly service: Service; readonly operation: string; readonly input: object };

/** One call to be made later, with its input checked against the contract. */
export function planned<S extends Service, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: Input<S, O>,
): PlannedCall {
  return { service, operation, input: input as object };
}

/** Those of the calls that the AWS CLI can make too. */
export function cliCalls(calls: readonly PlannedCall[]): readonly CliCall[] {
  return calls.flatMap(({ service, ...rest }) => (service === 'poolkeeper' ? [] : [{ service, ...rest }]));
}
