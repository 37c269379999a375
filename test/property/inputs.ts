import fc, { type Arbitrary } from 'fast-check';
import { contracts, type AwsService, type ServiceModel, type Shape } from '../../shared/aws/models.ts';
import { patternOf } from '../../shared/aws/patterns.ts';
import * as world from './world.ts';

/** Inputs of any operation, made from its contract: well-formed ones that mean something, almost well-formed ones, and junk. */

export const changing = (name: (typeof world.CHANGING)[number]): string => `«${name}»`;

/** What a member of this name may hold so that the operation finds something; by the end of its name. */
const MEANINGFUL: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^UserPoolId$/, [world.POOL]],
  [/^(ClientId|ClientID)$/, [world.CLIENT]],
  [/^Username$/, [world.USER, changing('sub'), 'ann@property.example', 'invited', 'somebody']],
  [/Password$/, [world.PASSWORD, 'Other-Pass-1', 'short', ' spaced ']],
  [/^AccessToken$/, [changing('access'), changing('id')]],
  [/^(RefreshToken|Token)$/, [changing('refresh'), changing('access')]],
  [/^WebIdentityToken$/, [changing('webIdentity'), changing('id')]],
  [/^Session$/, [changing('session')]],
  [/Code$/, [changing('code'), '123456']],
  [/^GroupName$/, [world.GROUP, 'free']],
  [/^IdentityPoolId$/, [world.IDENTITY_POOL]],
  [/^IdentityId/, [changing('identity')]],
  [/^(IdentityProviderName|ProviderName)$/, [world.PROVIDER, world.PARTNER, 'Cognito']],
  [/^(Domain|IdpIdentifier)$/, [world.DOMAIN, 'another-domain']],
  [/^Identifier$/, [world.RESOURCE_SERVER, 'https://another.example']],
  [/^DeviceKey$/, [changing('device')]],
  [/^TermsName$/, ['terms-of-use', 'privacy-policy']],
  [/^LimitClass$/, ['API_CATEGORY']],
  [/^(Secret|ClientSecret)$/, [changing('secret')]],
  [/^RoleName$/, [world.ROLE, 'Another']],
  [/^UserName$/, [world.IAM_USER, 'another']],
  [/^PolicyName$/, [world.INLINE, 'Another']],
  [/^SAMLProviderArn$/, [world.SAML_ARN]],
  [/^(DeveloperProviderName)$/, [world.DEVELOPERS]],
  [/^(DeveloperUserIdentifier|SourceUserIdentifier)$/, ['worker']],
  [/^(VersionId|PolicyVersionId)$/, ['v1', 'v2']],
  [/^AccessKeyId$/, [changing('key')]],
  [/^UploadId$/, [changing('upload')]],
  [/^(RoleArn|RoleARN|CustomRoleArn)$/, [world.ROLE_ARN]],
  [/^(PolicyArn|PermissionsBoundary)$/, [world.POLICY_ARN, 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']],
  [
    /^(PolicyDocument|Policy|AssumeRolePolicyDocument)$/,
    [
      world.POLICY,
      world.TRUST,
      '{}',
      '[',
      '{"Statement":[{"Effect":"Allow","Action":["*"],"Resource":"*","Condition":{"Null":{"a":[true]}}}]}',
    ],
  ],
  [
    /^ResourceArn$/,
    [
      `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${world.POOL}`,
      `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${world.IDENTITY_POOL}`,
    ],
  ],
  [/^Bucket$/, [world.BUCKET, 'another-bucket']],
  [/^Key$/, [world.KEY, 'a/b', '.', '..']],
  [/^Filter$/, ['email = "ann@property.example"', 'username ^= "a"', 'status = "Enabled"', 'sub = "\\"', '"']],
  [/^AttributeName$|^Name$/, ['email', 'phone_number', 'custom:tier', 'sub', 'name', 'email_verified']],
  [/^Url$/, [`http://localhost:9229/${world.POOL}`, 'https://login.example']],
  [/^OpenIDConnectProviderArn$/, [`arn:aws:iam::000000000000:oidc-provider/localhost:9229/${world.POOL}`]],
  [/^(Range)$/, ['bytes=0-1', 'bytes=-1', 'bytes=9-1', 'bytes=']],
];

/** Keys that maps of parameters know. */
const KEYS = [
  'USERNAME',
  'PASSWORD',
  'SRP_A',
  'SECRET_HASH',
  'REFRESH_TOKEN',
  'DEVICE_KEY',
  'NEW_PASSWORD',
  'ANSWER',
  'TIMESTAMP',
  'PASSWORD_CLAIM_SIGNATURE',
  'PASSWORD_CLAIM_SECRET_BLOCK',
  'userAttributes.email',
  'authenticated',
  'unauthenticated',
  '_custom_id_',
  'Category',
  'cognito:default',
  'client_id',
  'oidc_issuer',
  world.PROVIDER,
  `${world.PROVIDER}:${world.CLIENT}`,
  '__proto__',
  'constructor',
];

export const SAMPLES = [
  'a',
  'Name-1',
  'x@property.example',
  '+15551230000',
  '1',
  '2026-11-23',
  'true',
  'https://a.example/b',
  'ünïcödé',
  '🔑',
  'us-east-1',
  '123456',
  world.ROLE_ARN,
  'YWJj',
  'f'.repeat(64),
];

const ODD_TEXTS = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('\ud800', '\0', 'ä', '🔑', '"', '%', "'", '\\', '\n', '<', '&', 'a'),
    maxLength: 30,
  }),
  fc.constantFrom(
    '',
    ' ',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    '${aws:username}',
    '../../etc/passwd',
    "' OR 1=1 --",
    'null',
    'NaN',
    '\u202e',
  ),
  fc.constantFrom(200, 3000, 200_000).map((length) => 'x'.repeat(length)),
);

/** Values that no contract asks for. */
export const JUNK: Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: ODD_TEXTS },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      1e308,
      -0,
      2 ** 53,
      2 ** 31,
      [],
      {},
      [[]],
      [null],
      { a: null },
    ),
  },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 60 }).map((depth) => nested(depth)) },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 2000 }, () => 'x')) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}')
      .map((text) => JSON.parse(text) as unknown),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
);

const nested = (depth: number): unknown =>
  depth === 0 ? 'deep' : depth % 2 === 0 ? [nested(depth - 1)] : { a: nested(depth - 1) };

/** One call to make. */
export type AnyCall = { readonly service: AwsService; readonly operation: string; readonly input: unknown };

/** Calls of these operations, each as often as any other. */
export function anyCall(
  operations: readonly { readonly service: AwsService; readonly operation: string }[],
): Arbitrary<AnyCall> {
  return fc
    .constantFrom(...operations)
    .chain(({ service, operation }) => anyInput(service, operation).map((input) => ({ service, operation, input })));
}

const made = new Map<string, Arbitrary<unknown>>();

function anyInput(service: AwsService, operation: string): Arbitrary<unknown> {
  const name = `${service}:${operation}`;
  let arbitrary = made.get(name);
  if (arbitrary === undefined) {
    const formed = wellFormed(service, operation);
    arbitrary = fc.oneof(
      { weight: 5, arbitrary: formed },
      {
        weight: 4,
        arbitrary: fc
          .tuple(formed, fc.array(fc.tuple(fc.nat(), MUTATION), { minLength: 1, maxLength: 2 }))
          .map(([input, mutations]) => mutations.reduce(mutated, input)),
      },
      { weight: 1, arbitrary: JUNK },
    );
    made.set(name, arbitrary);
  }
  return arbitrary;
}

function wellFormed(service: AwsService, operation: string): Arbitrary<unknown> {
  const model: ServiceModel = contracts[service];
  const shape = model.operations[operation]?.input ?? null;
  return shape === null ? fc.constant({}) : ofShape(model, shape, '', 0);
}

function ofShape(model: ServiceModel, name: string, member: string, depth: number): Arbitrary<unknown> {
  const shape = model.shapes[name] as Shape;
  switch (shape.type) {
    case 'structure':
      return ofStructure(model, shape, depth);
    case 'list':
      return depth > 5
        ? fc.constant([])
        : fc.array(ofShape(model, shape.member as string, member, depth + 1), {
            minLength: Math.min(shape.min ?? 0, 2),
            maxLength: 2,
          });
    case 'map':
      return ofMap(model, shape, member, depth);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'long':
      return fc.oneof(
        fc.integer({ min: shape.min ?? 0, max: Math.min(shape.max ?? 5000, 100_000) }),
        fc.constantFrom(0, 1, 60),
      );
    case 'double':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'timestamp':
      return fc.constantFrom(0, 1_795_000_000, 1_795_000_000.5, -1, 1e12);
    case 'blob':
    case 'stream':
      return fc.constantFrom('', 'YWJj', 'AAAA');
    case 'document':
      return fc.jsonValue({ maxDepth: 3 });
    case 'string':
      return ofText(shape, member);
  }
}

function ofStructure(model: ServiceModel, shape: Shape, depth: number): Arbitrary<unknown> {
  const members = Object.entries(shape.members ?? {});
  const arbitraries = Object.fromEntries(
    members.map(([member, target]) => [
      member,
      depth > 5 ? fc.constant(undefined) : ofShape(model, target, member, depth + 1),
    ]),
  );
  // What a caller always needs is always there; the rest is mostly left out, so that calls succeed too.
  const needed = members
    .map(([member]) => member)
    .filter((member) => shape.required?.includes(member) === true || MEANINGFUL.some(([form]) => form.test(member)));
  const whole = fc.record(arbitraries, { requiredKeys: needed, noNullPrototype: true });
  const bare = fc.record(
    Object.fromEntries(needed.map((member) => [member, arbitraries[member] as Arbitrary<unknown>])),
    { noNullPrototype: true },
  );
  return fc.oneof({ weight: 3, arbitrary: bare }, { weight: 2, arbitrary: whole });
}

function ofMap(model: ServiceModel, shape: Shape, member: string, depth: number): Arbitrary<unknown> {
  const value =
    model.shapes[shape.value as string]?.type === 'string'
      ? ofParameters
      : ofShape(model, shape.value as string, member, depth + 1);
  return fc
    .array(fc.tuple(fc.constantFrom(...KEYS), value), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries));
}

const ofParameters = fc.constantFrom(
  world.USER,
  world.PASSWORD,
  'invited',
  ...world.CHANGING.map(changing),
  world.ROLE_ARN,
  'f'.repeat(768),
  'Tue May 7 00:09:40 UTC 2025',
  'YWJj',
  'UserRead',
  'constructor',
  'https://a.example/b',
  '',
);

function ofText(shape: Shape, member: string): Arbitrary<string> {
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  const meaningful = MEANINGFUL.find(([form]) => form.test(member))?.[1];
  const fitting = SAMPLES.map((sample) =>
    sample.repeat(Math.max(1, Math.ceil((shape.min ?? 0) / sample.length))),
  ).filter((sample) => fits(shape, sample));
  const plain = fc.constantFrom(...(fitting.length > 0 ? fitting : ['a'.repeat(Math.max(shape.min ?? 1, 1))]));
  return meaningful === undefined
    ? plain
    : fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...meaningful) }, { weight: 1, arbitrary: plain });
}

const fits = ({ min = 0, max = Number.POSITIVE_INFINITY, pattern }: Shape, text: string): boolean =>
  text.length >= min && text.length <= max && (pattern === undefined || patternOf(pattern).test(text));

type Mutation = {
  readonly kind: 'replace' | 'remove' | 'add' | 'repeat';
  readonly name: string;
  readonly value: unknown;
};

export const MUTATION: Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'repeat'),
  name: fc.constantFrom('__proto__', 'constructor', 'toString', 'Unknown', 'length', ''),
  value: JUNK,
});

/** The input with one place in it changed: the place is the `at`-th of all, counted round and round. */
export function mutated(input: unknown, [at, mutation]: readonly [number, Mutation]): unknown {
  const places = count(input);
  let left = at % places;
  const visit = (value: unknown): unknown => {
    if (left-- === 0) return apply(value, mutation);
    if (Array.isArray(value)) return value.map(visit).filter((item) => item !== REMOVED);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, item]) => [name, visit(item)] as const)
        .filter(([, item]) => item !== REMOVED),
    );
  };
  const result = visit(input);
  return result === REMOVED ? undefined : result;
}

const REMOVED = Symbol('removed');

function apply(value: unknown, { kind, name, value: junk }: Mutation): unknown {
  switch (kind) {
    case 'replace':
      return junk;
    case 'remove':
      return REMOVED;
    case 'add':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries([...Object.entries(value), [name, junk]])
        : junk;
    case 'repeat':
      return Array.isArray(value)
        ? Array.from({ length: 300 }, (_, index) => value[index % Math.max(value.length, 1)] as unknown)
        : (JSON.stringify(value) ?? 'x').repeat(200).slice(0, 100_000);
  }
}

const count = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, item) => sum + count(item), 1)
    : 1;

/** The input with the words in `«»` replaced by what they stand for now. */
export function filled(value: unknown, now: world.Changing): unknown {
  if (typeof value === 'string') return now[/^«(\w+)»$/.exec(value)?.[1] as keyof world.Changing] ?? value;
  if (Array.isArray(value)) return value.map((item) => filled(item, now));
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value) || Symbol.asyncIterator in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item, now)]));
}
