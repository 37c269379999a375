import { z } from '../zod.ts';
import { API_METHODS } from './api-methods.ts';
import { changes, reads } from './declare.ts';
import { bytes, either, formed, list, listed, map, MAX_TEXT, name, anyName, text, whole, type Of } from './schemas.ts';

/** Who may call a route, as API Gateway's HTTP APIs decide it. */
const apiAuthorizer = () =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('NONE') }),
    /** Signed requests (`execute-api`) whose caller has `execute-api:Invoke`. */
    z.strictObject({ kind: z.literal('IAM') }),
    /** A bearer token. `issuer`: a user pool's id, or the address of any issuer. One of the scopes is enough. */
    z.strictObject({
      kind: z.literal('JWT'),
      issuer: name(),
      audience: list(name(), 100, 1),
      scopes: list(name(), 100).optional(),
    }),
  ]);
export type ApiAuthorizer = Of<typeof apiAuthorizer>;

const roleArn = () => formed(2048, /^arn:aws:iam::\d{12}:role\/./, 'the ARN of a role');

/** With whose credentials a target is reached: the caller's own (permission pass-through), or a role's. */
const targetCredentials = () =>
  either([z.literal('caller'), z.strictObject({ role: roleArn() })], '"caller" or {"role": ARN}');

/** What answers a route. */
const apiTarget = () =>
  z.discriminatedUnion('kind', [
    /** The event that a function would get. */
    z.strictObject({ kind: z.literal('echo') }),
    /**
     * A function of the workspace, with the event in payload format 2.0. It finds its credentials in the variables
     * AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: those of the caller (permission pass-through,
     * behind IAM), or those of a role that trusts `lambda.amazonaws.com`; without either, the local administrator's.
     */
    z.strictObject({ kind: z.literal('function'), arn: name(), credentials: targetCredentials().optional() }),
    /**
     * An object of a bucket; `{name}` in its key stands for a part of the path. Read with the credentials of the
     * caller (permission pass-through), or with those of a role that trusts `apigateway.amazonaws.com`.
     */
    z.strictObject({ kind: z.literal('object'), bucket: name(), key: name(), credentials: targetCredentials() }),
  ]);
export type ApiTarget = Of<typeof apiTarget>;

const apiRoute = () =>
  z.strictObject({
    method: z.enum(API_METHODS),
    path: formed(2048, /^(?=\/)(\/([\w.~%-]+|\{\w+\}))*\/?(\{\w+\+\})?$/, 'written as in /films/{name} or /{proxy+}'),
    authorizer: apiAuthorizer(),
    target: apiTarget(),
  });
export type ApiRoute = Of<typeof apiRoute>;

const apiRecord = () =>
  z.strictObject({
    /** Its place is `/_api/NAME`. */
    name: z.string(),
    description: z.string(),
    routes: listed(apiRoute()),
    /** Epoch milliseconds. */
    createdAt: z.number(),
    modifiedAt: z.number(),
  });
export type ApiRecord = Of<typeof apiRecord>;

/** As whom the console tries something. */
const testCaller = () =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('root') }),
    /** No signature and no token. */
    z.strictObject({ kind: z.literal('nobody') }),
    z.strictObject({ kind: z.literal('token'), token: text(MAX_TEXT) }),
    /** A session of a role, whoever the role trusts. */
    z.strictObject({ kind: z.literal('role'), arn: anyName() }),
    /**
     * A user of a user pool, signed in anew: with the credentials of the identity pool if one is named, else with the
     * user's ID token.
     */
    z.strictObject({
      kind: z.literal('user'),
      userPoolId: anyName(),
      username: anyName(),
      identityPoolId: anyName().optional(),
      clientId: anyName().optional(),
    }),
  ]);
export type TestCaller = Of<typeof testCaller>;

/** S3 takes addresses that hold for at most a week, in seconds. */
const MAX_EXPIRES_SECONDS = 7 * 24 * 3600;
/** Longest path, query or value of a header that an API is asked with, in UTF-16 units. */
const MAX_REQUEST_TEXT = 65_536;

const FAULTS = ['ResourceNotFoundException'] as const;

/** HTTP APIs behind authorizers. */
export const apiOperations = {
  /** Every API of the workspace. */
  ListApis: reads({ output: () => z.strictObject({ apis: listed(apiRecord()) }) }),
  /** Makes an API, or puts one in place of that of its name. */
  PutApi: changes({
    input: () => ({
      Name: formed(63, /^[a-z0-9][a-z0-9-]{0,62}$/, 'a name of up to 63 lower-case letters, digits and hyphens'),
      Description: text(4096).optional(),
      Routes: list(apiRoute(), 300),
    }),
    output: () => z.strictObject({ api: apiRecord() }),
  }),
  /** Removes an API. */
  DeleteApi: changes({ input: () => ({ Name: name() }), faults: FAULTS }),
  /** Answers a request to an API, and says why. */
  InvokeApi: changes({
    input: () => ({
      Name: anyName(),
      Method: text(64),
      Path: text(MAX_REQUEST_TEXT),
      Query: text(MAX_REQUEST_TEXT).optional(),
      Headers: map(text(MAX_REQUEST_TEXT), 2000).optional(),
      Body: bytes().optional(),
      /** As whom, for the console; who calls by the API's own address is who signed. */
      As: testCaller().optional(),
      /** What is wrong with the signature, where something is. */
      SignatureProblem: text(MAX_REQUEST_TEXT).optional(),
    }),
    output: () =>
      z.strictObject({
        status: z.number(),
        headers: z.record(z.string(), z.string()),
        body: bytes(),
        route: z.string().optional(),
        /** What decided, in words. */
        reason: z.string(),
        /** The request in the activity list, with every step. */
        traceId: z.string(),
      }),
    faults: FAULTS,
  }),
  /** Direct service integration: reads an object as somebody, and says what S3 answered them, and why. */
  ReadObjectAs: reads({
    input: () => ({ Bucket: name(), Key: name(), As: testCaller() }),
    output: () =>
      z.strictObject({
        allowed: z.boolean(),
        /** S3's code and message where it refused. */
        code: z.string().optional(),
        message: z.string().optional(),
        reason: z.string(),
        /** As whom: an ARN, or in words. */
        caller: z.string(),
        traceId: z.string(),
      }),
    faults: FAULTS,
  }),
  /** An address that reads an object as somebody, for so many seconds; a week at most. */
  PresignObject: reads({
    input: () => ({ Bucket: name(), Key: name(), Expires: whole(1, MAX_EXPIRES_SECONDS), As: testCaller() }),
    output: () =>
      z.strictObject({
        url: z.string(),
        /** Epoch milliseconds of the machine's clock. */
        expiresAt: z.number(),
        caller: z.string(),
      }),
    faults: FAULTS,
  }),
};
