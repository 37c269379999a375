import type { DocumentKind } from './policy.ts';

/** What is said of a malformed document. */
type Words = {
  readonly json: string;
  readonly syntax: string;
  readonly version: string;
  readonly noStatement: string;
  readonly noActions: string;
  readonly noResources: string;
  readonly sids: string;
  /** What is no effect, or absent. */
  readonly effect: (effect: unknown) => string;
};

const SYNTAX = 'Syntax errors in policy.';

/** IAM's words for identity and session policies. */
const IDENTITY: Words = {
  json: SYNTAX,
  syntax: SYNTAX,
  version: SYNTAX,
  noStatement: SYNTAX,
  noActions: 'Policy statement must contain actions.',
  noResources: 'Policy statement must contain resources.',
  sids: 'Statement IDs (SID) in a single policy must be unique.',
  effect: () => SYNTAX,
};

/** The words for trust policies and for those of resources, which another parser reads. */
const RESOURCE: Words = {
  json: 'This policy contains invalid Json',
  syntax: 'Syntax error in policy.',
  version: 'The policy must contain a valid version string',
  noStatement: 'Could not parse the policy: Statement is empty!',
  noActions: 'Missing required field Action',
  noResources: 'Missing required field Resource',
  sids: 'The Statement Ids in the policy are not unique',
  effect: (effect) => (typeof effect === 'string' ? `Invalid effect: ${effect}` : 'Missing required field Effect'),
};

/** AWS has two parsers of policies, and each its own words. */
export const wordsOf = (kind: DocumentKind): Words => (kind === 'identity' || kind === 'session' ? IDENTITY : RESOURCE);
