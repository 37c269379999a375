import type { OperationName } from '../../../../shared/contract.ts';
import type { ResourceKind } from '../../../../shared/resources.ts';
import { masked } from '../../kernel/mask.ts';
import {
  tracked,
  foundBy,
  pick,
  text,
  type Tracked,
  type OperationCall,
  type TrackedResource,
  type Values,
} from '../terms.ts';

/** A bucket with what hangs on it; objects are data, not configuration. */
const bucket: TrackedResource = {
  kind: 'bucket',
  subject: (input) => text(input, 'Bucket'),
  look: async (ask, input) => {
    const named = pick(input, 'Bucket');
    if ((await ask('HeadBucket', named)) === undefined) return undefined;
    return {
      ...named,
      ...pick(await ask('GetBucketPolicy', named), 'Policy'),
      ...pick(await ask('GetBucketCors', named), 'CORSRules'),
    };
  },
};

const policyBack = (input: Values, before: Values | undefined): OperationCall =>
  before?.['Policy'] === undefined
    ? ['DeleteBucketPolicy', pick(input, 'Bucket')]
    : ['PutBucketPolicy', { ...pick(input, 'Bucket'), Policy: before['Policy'] }];

const corsBack = (input: Values, before: Values | undefined): OperationCall =>
  before?.['CORSRules'] === undefined
    ? ['DeleteBucketCors', pick(input, 'Bucket')]
    : ['PutBucketCors', { ...pick(input, 'Bucket'), CORSConfiguration: pick(before, 'CORSRules') }];

/** The operations on buckets that change configuration. */
export const s3Tracked: { readonly [O in OperationName<'s3'>]?: Tracked } = {
  CreateBucket: tracked(bucket, ({ input }) => [['DeleteBucket', pick(input, 'Bucket')]]),
  DeleteBucket: tracked(bucket, ({ input, before }) => [
    ['CreateBucket', pick(input, 'Bucket')],
    ...(before?.['Policy'] === undefined ? [] : [policyBack(input, before)]),
    ...(before?.['CORSRules'] === undefined ? [] : [corsBack(input, before)]),
  ]),
  PutBucketPolicy: tracked(bucket, ({ input, before }) => [policyBack(input, before)]),
  DeleteBucketPolicy: tracked(bucket, ({ input, before }) => [policyBack(input, before)]),
  PutBucketCors: tracked(bucket, ({ input, before }) => [corsBack(input, before)]),
  DeleteBucketCors: tracked(bucket, ({ input, before }) => [corsBack(input, before)]),
};

/** One of a list that is read whole, by its name. */
const named = (kind: ResourceKind, member: string, key: string): TrackedResource => {
  const { id, read } = foundBy(kind, 'list');
  return {
    kind,
    subject: (input) => text(input, id),
    look: async (ask, input) => {
      const items = ((await ask(read, {}))?.[member] ?? []) as Values[];
      return items.find((item) => item[key] === input[id]);
    },
  };
};

const api = named('api', 'apis', 'name');

const putApi = (before: Values | undefined): OperationCall => [
  'PutApi',
  { Name: before?.['name'], Description: before?.['description'], Routes: before?.['routes'] },
];

/** A function's text is no secret; the values of its variables may be. */
const fn: TrackedResource = {
  ...named('function', 'functions', 'arn'),
  keepsSecrets: true,
  look: async (ask, input) => {
    const answer = await ask('GetFunction', pick(input, 'Arn'));
    return answer?.['function'] as Values | undefined;
  },
  shown: ({ environment, Environment, ...rest }) => ({
    ...rest,
    ...(environment === undefined ? {} : { environment: hidden(environment) }),
    ...(Environment === undefined ? {} : { Environment: hidden(Environment) }),
  }),
};

const hidden = (variables: unknown): Values =>
  Object.fromEntries(Object.keys(variables as Values).map((name) => [name, masked('x', 'secret')]));

const putFunction = (before: Values | undefined): OperationCall => [
  'PutFunction',
  {
    Arn: before?.['arn'],
    Description: before?.['description'],
    Binding: before?.['binding'],
    Environment: before?.['environment'],
  },
];

const settings: TrackedResource = {
  kind: 'workspace',
  subject: () => 'settings',
  look: async (ask) => (await ask('DescribeWorkspace', {}))?.['settings'] as Values | undefined,
};

const localProvider: TrackedResource = {
  ...named('local-provider', 'localProviders', 'name'),
  subject: (input) => text(input, 'Name') || text(input, 'Kind'),
  look: async (ask, input) => {
    const items = ((await ask('ListLocalProviders', {}))?.['localProviders'] ?? []) as Values[];
    const name = text(input, 'Name') || text(input, 'Kind');
    const found = items.find((item) => item['name'] === name);
    return found === undefined ? undefined : pick(found, 'name', 'kind', 'issuer', 'ownIssuer');
  },
};

/** Keys that are stored for a provider of IAM; those that the workspace knows by itself are no configuration. */
const issuerKeys: TrackedResource = {
  kind: 'oidc-provider',
  subject: (input) => text(input, 'ProviderArn'),
  look: async (ask, input) => {
    const answer = await ask('GetIssuerKeys', pick(input, 'ProviderArn'));
    const stored = answer?.['source'] === 'pasted' || answer?.['source'] === 'fetched';
    return stored ? pick(answer, 'keys', 'source') : undefined;
  },
};

const putKeys = (input: Values, before: Values | undefined): OperationCall => [
  'PutIssuerKeys',
  { ...pick(input, 'ProviderArn'), Jwks: JSON.stringify(pick(before, 'keys')) },
];
const FETCHED = 'Keys that had been fetched come back as pasted ones.';

const person: TrackedResource = {
  kind: 'local-provider',
  subject: (input) => text(input, 'LocalProvider'),
  look: async (ask, input, output) => {
    const items = ((await ask('ListLocalProviders', {}))?.['localProviders'] ?? []) as Values[];
    const people = (items.find(({ name }) => name === input['LocalProvider'])?.['people'] ?? []) as Values[];
    const id = text(input, 'Id') || text((output['person'] ?? {}) as Values, 'id');
    const found = people.find((one) => one['id'] === id);
    return found === undefined ? undefined : pick(found, 'id', 'claims');
  },
};

const putPerson = (input: Values, before: Values | undefined): OperationCall => [
  'PutLocalProviderPerson',
  { ...pick(input, 'LocalProvider'), Id: before?.['id'], Claims: before?.['claims'] },
];

/** Our own operations that change configuration. */
export const ownTracked: { readonly [O in OperationName<'poolkeeper'>]?: Tracked } = {
  UpdateWorkspaceSettings: tracked(settings, ({ before }) => [['UpdateWorkspaceSettings', before ?? {}]]),
  PutApi: tracked(api, ({ input, before }) => [
    before === undefined ? ['DeleteApi', pick(input, 'Name')] : putApi(before),
  ]),
  DeleteApi: tracked(api, ({ before }) => [putApi(before)]),
  PutFunction: tracked(fn, ({ input, before }) => [
    before === undefined ? ['DeleteFunction', pick(input, 'Arn')] : putFunction(before),
  ]),
  DeleteFunction: tracked(fn, ({ before }) => [putFunction(before)]),
  PutIssuerKeys: tracked(
    issuerKeys,
    ({ input, before }) => [
      before === undefined ? ['DeleteIssuerKeys', pick(input, 'ProviderArn')] : putKeys(input, before),
    ],
    FETCHED,
  ),
  DeleteIssuerKeys: tracked(issuerKeys, ({ input, before }) => [putKeys(input, before)], FETCHED),
  PutLocalProvider: tracked(localProvider, ({ before, after }) => [
    before === undefined
      ? ['DeleteLocalProvider', { Name: after?.['name'] }]
      : [
          'PutLocalProvider',
          {
            Kind: before['kind'],
            Name: before['name'],
            ...(before['ownIssuer'] === true ? pick({ Issuer: before['issuer'] }, 'Issuer') : {}),
          },
        ],
  ]),
  DeleteLocalProvider: tracked(
    localProvider,
    () => 'A deleted local provider cannot be brought back: its keys and people went with it.',
  ),
  PutLocalProviderPerson: tracked(person, ({ input, before, after }) => [
    before === undefined
      ? ['DeleteLocalProviderPerson', { ...pick(input, 'LocalProvider'), Id: after?.['id'] }]
      : putPerson(input, before),
  ]),
  DeleteLocalProviderPerson: tracked(
    person,
    ({ input, before }) => [putPerson(input, before)],
    'The tokens that the person had are not brought back.',
  ),
};
