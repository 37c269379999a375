import { parseArn, parseIamArn, roleArn } from '../../shared/aws/arn.ts';
import type { Trace } from '../../shared/contract.ts';

/**
 * A question to the access explainer, as its address carries it. What is absent is chosen on the page.
 *
 * Tokens are no part of it: an address is kept and shared, a token must not be.
 */
export type ExplainerQuestion = {
  readonly tab?: 'why' | 'who' | 'decode';
  readonly who?: 'user' | 'guest' | 'token' | 'claims' | 'developer' | 'role' | 'iam-user' | 'key' | 'anyone';
  readonly identityPool?: string;
  readonly userPool?: string;
  readonly user?: string;
  readonly client?: string;
  /** The key of a login, for tokens and claims. */
  readonly provider?: string;
  /** Claims as JSON. */
  readonly claims?: string;
  readonly developerUser?: string;
  readonly role?: string;
  readonly sessionPolicy?: string;
  readonly iamUser?: string;
  readonly key?: string;
  readonly customRole?: string;
  readonly action?: string;
  readonly resource?: string;
  /** Further condition keys of the request as JSON: `[["aws:SourceIp","10.0.0.1"]]`. */
  readonly context?: string;
};

/** The address of the access explainer with a question: `/explainer?who=role&role=arn:…`. */
export function explainerPath(question: ExplainerQuestion): string {
  const given = Object.entries(question).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(given as [string, string][]).toString();
  return query === '' ? '/explainer' : `/explainer?${query}`;
}

/**
 * The question that a traced call was refused over: the permission that was asked for, and the role, the IAM user
 * or nobody who asked. Nothing where no permission was decided.
 */
export function questionOfTrace({ caller, steps }: Pick<Trace, 'caller' | 'steps'>): ExplainerQuestion | undefined {
  const asked = steps
    .flatMap(({ detail }) => Object.keys(detail ?? {}))
    .map((name) => /^([\w-]+:\w+) on (\*|arn:.+)$/.exec(name))
    .findLast((match) => match !== null);
  const who = askerOf(caller);
  return asked?.[1] === undefined || who === undefined
    ? undefined
    : { ...who, action: asked[1], resource: asked[2] ?? '*' };
}

function askerOf(caller: string): ExplainerQuestion | undefined {
  const { service, account = '', resource = '' } = parseArn(caller) ?? {};
  const role = service === 'sts' ? /^assumed-role\/([^/]+)\//.exec(resource)?.[1] : undefined;
  if (role !== undefined) return { who: 'role', role: roleArn({ account, name: role }) };
  const named = parseIamArn(caller);
  if (named?.type === 'user') return { who: 'iam-user', iamUser: named.name };
  return caller === 'anonymous' ? { who: 'anyone' } : undefined;
}
