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
