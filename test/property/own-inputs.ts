import fc, { type Arbitrary } from 'fast-check';
import type { Declaration } from '../../shared/poolkeeper/declare.ts';
import { ownOperations } from '../../shared/poolkeeper/operations.ts';
import { z } from '../../shared/zod.ts';
import { changing, JUNK, mutated, MUTATION, SAMPLES } from './inputs.ts';
import * as world from './world.ts';

/** Inputs of our own operations, made from their declarations: well-formed ones that mean something, and broken ones. */

const declarations: Readonly<Record<string, Declaration>> = ownOperations;

/** What a member of this name may hold so that the operation finds something. */
const MEANINGFUL: Readonly<Record<string, readonly string[]>> = {
  PoolId: [world.POOL],
  UserPoolId: [world.POOL],
  userPoolId: [world.POOL],
  ClientId: [world.CLIENT],
  clientId: [world.CLIENT],
  Username: [world.USER, 'nobody'],
  username: [world.USER, 'nobody'],
  IdentityPoolId: [world.IDENTITY_POOL],
  identityPoolId: [world.IDENTITY_POOL],
  Token: [changing('access'), changing('id'), changing('refresh')],
  token: [changing('access'), changing('id')],
  Code: [changing('code')],
  Domain: [world.DOMAIN],
  Bucket: [world.BUCKET],
  bucket: [world.BUCKET],
  Key: [world.KEY],
  key: [world.KEY],
  RoleArn: [world.ROLE_ARN],
  CustomRoleArn: [world.ROLE_ARN],
  role: [world.ROLE_ARN],
  RoleNames: [world.ROLE, 'Another'],
  UserName: [world.IAM_USER],
  AccessKeyId: [changing('key')],
  SessionPolicy: [world.POLICY],
  Document: [world.POLICY, world.TRUST, '{', '{"Statement":[{}]}'],
  Action: ['s3:GetObject', 'cognito-idp:ListUsers'],
  Resource: [`arn:aws:s3:::${world.BUCKET}/${world.KEY}`, '*'],
  ProviderArn: [`arn:aws:iam::000000000000:oidc-provider/localhost:9229/${world.POOL}`, world.SAML_ARN],
  Jwks: ['{"keys":[]}', '{'],
  Metadata: ['<x/>', '<!DOCTYPE x>'],
  Id: [changing('change'), '1'],
  TraceId: ['1'],
  Before: ['1', '999999999999999'],
  JobId: ['import-nothing'],
  Text: ['name,email\nx,x@property.example\n', ''],
  Arn: [world.FUNCTION_ARN],
  arn: [world.FUNCTION_ARN, world.ROLE_ARN],
  Trigger: ['PreSignUp', 'CustomMessage', 'None'],
  Source: ['PreSignUp_SignUp', 'None'],
  code: ['exports.handler = async (event) => event', 'exports.handler = ('],
  path: ['/films/{name}', '/{proxy+}', '/nowhere/a.js'],
  url: ['http://localhost:1/'],
  handler: ['handler'],
  Name: [world.API, world.LOCAL_PROVIDER, 'another'],
  Path: ['/films/x', '/'],
  LocalProvider: [world.LOCAL_PROVIDER, 'none'],
  Person: ['one', 'none'],
  issuer: [world.POOL, 'https://login.example'],
  region: ['us-east-1'],
  account: ['000000000000'],
  // Nothing here may send mail, or run a scenario that goes on when the engine is stopped.
  smtp: [''],
  Scenario: ['none'],
};

const made = new Map<string, Arbitrary<unknown>>();

/** One call of an operation of ours. */
export type OwnCall = { readonly operation: string; readonly input: unknown };

/** Calls of these operations, each as often as any other. */
export const anyOwnCall = (operations: readonly string[]): Arbitrary<OwnCall> =>
  fc.constantFrom(...operations).chain((operation) => anyInput(operation).map((input) => ({ operation, input })));

function anyInput(operation: string): Arbitrary<unknown> {
  const known = made.get(operation);
  if (known !== undefined) return known;
  const formed = ofSchema(z.strictObject((declarations[operation] as Declaration).input()), '');
  const broken = fc
    .tuple(formed, fc.array(fc.tuple(fc.nat(), MUTATION), { minLength: 1, maxLength: 2 }))
    .map(([input, mutations]) => mutations.reduce(mutated, input));
  const arbitrary = fc.oneof(
    { weight: 6, arbitrary: formed },
    { weight: 4, arbitrary: broken },
    { weight: 1, arbitrary: JUNK },
  );
  made.set(operation, arbitrary);
  return arbitrary;
}

function ofSchema(schema: z.core.$ZodType, member: string): Arbitrary<unknown> {
  const { def } = (schema as z.ZodType)._zod as { def: z.core.$ZodTypes['_zod']['def'] };
  switch (def.type) {
    case 'object':
      return ofShape(def.shape);
    case 'optional':
      return ofSchema(def.innerType, member);
    case 'nullable':
      return fc.option(ofSchema(def.innerType, member), { nil: null });
    case 'readonly':
      return ofSchema(def.innerType, member);
    case 'array':
      return fc.array(ofSchema(def.element, member), { minLength: 1, maxLength: 2 });
    case 'record':
      return fc.dictionary(
        fc.constantFrom('a', 'email', world.PROVIDER, '__proto__'),
        ofSchema(def.valueType, member),
        {
          maxKeys: 3,
        },
      );
    case 'union':
      return fc.oneof(...def.options.map((option) => ofSchema(option, member)));
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.constantFrom(1, 60, 0, 900, 1_795_000_000_000).filter((value) => fits(schema, value));
    case 'string':
      return ofText(schema, member);
    case 'unknown':
      return fc.jsonValue({ maxDepth: 3 });
    case 'custom':
      return fc.constantFrom<unknown>(new Uint8Array([1, 2]), streamOf('name\n'), { Type: 'Token' });
    default:
      throw new Error(`${member}: there are no inputs of ${def.type}`);
  }
}

function ofShape(shape: Readonly<Record<string, z.core.$ZodType>>): Arbitrary<unknown> {
  const members = Object.entries(shape);
  return fc.record(Object.fromEntries(members.map(([name, schema]) => [name, ofSchema(schema, name)])), {
    requiredKeys: members.filter(([, schema]) => !fits(schema, undefined)).map(([name]) => name),
    noNullPrototype: true,
  });
}

function ofText(schema: z.core.$ZodType, member: string): Arbitrary<unknown> {
  const meaningful = (MEANINGFUL[member] ?? []).filter((text) => text.startsWith('«') || fits(schema, text));
  if (member === 'smtp' || member === 'Scenario') return fc.constantFrom(...(MEANINGFUL[member] ?? []));
  const plain = SAMPLES.filter((sample) => fits(schema, sample));
  if (meaningful.length === 0) return fc.constantFrom(...(plain.length === 0 ? ['x'] : plain));
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...meaningful) },
    { weight: 1, arbitrary: fc.constantFrom(...plain, 'x') },
  );
}

const fits = (schema: z.core.$ZodType, value: unknown): boolean => z.safeParse(schema, value).success;

/** A stream that can be read any number of times. */
const streamOf = (text: string): AsyncIterable<Uint8Array> => ({
  async *[Symbol.asyncIterator]() {
    yield new TextEncoder().encode(text);
  },
});
