import { describe, expect, test } from 'vitest';
import { Context } from '../../../../electron/engine/policy/evaluate/context.ts';
import { parsePolicy } from '../../../../electron/engine/policy/evaluate/document.ts';
import type { DocumentKind } from '../../../../electron/engine/policy/evaluate/policy.ts';
import {
  evaluateAccess,
  type Explanation,
  type Options,
  type Policy,
} from '../../../../electron/engine/policy/evaluate/evaluate.ts';
import type { Principal } from '../../../../electron/engine/policy/evaluate/principals.ts';

export const ACCOUNT = '111122223333';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/app/Viewer`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/Viewer/web`;
export const viewer: Principal = { kind: 'session', account: ACCOUNT, roleArn: ROLE, sessionArn: SESSION };

export const OTHER = '999999999999';
export const USER_ARN = `arn:aws:iam::${ACCOUNT}:user/ann`;

export type Json = Record<string, unknown>;

/** A statement that allows reading the catalog unless told otherwise. */
export const statement = (more: Json = {}): Json => ({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::catalog/*',
  ...more,
});

/** A document of some statements; version 2012-10-17 unless told otherwise. */
export function policy(
  statements: readonly Json[],
  kind: DocumentKind = 'identity',
  version = '2012-10-17',
  name: string = kind,
): Policy {
  const read = parsePolicy(JSON.stringify({ Version: version, Statement: statements }), kind);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return { name, document: read.document };
}

export type Asked = {
  readonly principal?: Principal;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Record<string, string | readonly string[]>;
};

export type Given = {
  readonly identity?: readonly Json[];
  readonly boundary?: readonly Json[];
  readonly session?: readonly (readonly Json[])[];
  readonly resource?: readonly Json[];
  readonly version?: string;
};

/** Evaluates a request for `s3:GetObject` on `catalog/free/a.txt` by a viewer unless told otherwise. */
export function evaluate(given: Given, asked: Asked = {}, options: Options = {}): Explanation {
  const of = (statements: readonly Json[], kind: DocumentKind) => policy(statements, kind, given.version);
  return evaluateAccess(
    {
      principal: asked.principal ?? viewer,
      action: asked.action ?? 's3:GetObject',
      resource: asked.resource ?? 'arn:aws:s3:::catalog/free/a.txt',
      context: new Context(asked.context ?? {}),
    },
    {
      identity: given.identity === undefined ? [] : [of(given.identity, 'identity')],
      ...(given.boundary === undefined ? {} : { boundary: [of(given.boundary, 'identity')] }),
      ...(given.session === undefined ? {} : { session: given.session.map((group) => [of(group, 'session')]) }),
      ...(given.resource === undefined ? {} : { resource: [of(given.resource, 'resource')] }),
    },
    options,
  );
}

/** A case of a table: the documented rule, the policies, the request, and what is decided. */
export type Case = readonly [
  rule: string,
  given: Given,
  asked: Asked,
  decision: Explanation['decision'],
  options?: Options,
];

/** Tests cases that all come from one page of the IAM User Guide. */
export function table(page: string, cases: readonly Case[]): void {
  describe(`IAM User Guide, ${page}`, () => {
    for (const [rule, given, asked, decision, options] of cases)
      test(rule, () => {
        const explanation = evaluate(given, asked, options);
        expect(explanation.decision, explanation.reason).toBe(decision);
      });
  });
}

/** An identity policy of one statement. */
export const allow = (more: Json = {}): Given => ({ identity: [statement(more)] });
/** An identity policy that allows if one condition holds. */
export const when = (operator: string, key: string, value: unknown): Given =>
  allow({ Condition: { [operator]: { [key]: value } } });
/** A request for an object or bucket. */
export const at = (resource: string): Asked => ({ resource: `arn:aws:s3:::${resource}` });
/** A request with some context keys. */
export const having = (context: Record<string, string | readonly string[]>): Asked => ({ context });
/** A statement of a resource's policy. */
export const principal = (names: unknown, more: Json = {}): Json => statement({ Principal: names, ...more });

export const EVERYTHING = statement({ Action: '*', Resource: '*' });
export const NOTHING = statement({ Action: 's3:PutObject' });
export const DENY = statement({ Effect: 'Deny' });

export const ann: Asked = { principal: { kind: 'user', account: ACCOUNT, userArn: USER_ARN } };
export const root: Asked = { principal: { kind: 'root', account: ACCOUNT } };
export const anonymous: Asked = { principal: { kind: 'anonymous' } };
export const logs: Asked = { principal: { kind: 'service', name: 'logs.amazonaws.com' } };
export const cognito: Asked = { principal: { kind: 'federated', provider: 'cognito-identity.amazonaws.com' } };
/** The policy of a resource that allows some principals. */
export const to = (names: unknown): Given => ({ resource: [principal(names)] });
