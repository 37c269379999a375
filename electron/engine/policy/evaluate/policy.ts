import type { Operator } from './operators.ts';
import type { Pattern } from './pattern.ts';

/** What a policy document consists of, once it was read. */

export type Effect = 'Allow' | 'Deny';
export type Version = '2008-10-17' | '2012-10-17';

/** Where a document stands; it decides which elements it must and must not have. */
export type DocumentKind = 'identity' | 'resource' | 'trust' | 'session';

export type PrincipalKind = 'AWS' | 'Federated' | 'Service' | 'CanonicalUser';
/** Who a statement is about: everyone, or names by kind. */
export type PrincipalElement = '*' | Readonly<Partial<Record<PrincipalKind, readonly string[]>>>;

/** One comparison of the `Condition` element; the values are alternatives. */
export type Condition = {
  readonly operator: Operator;
  /** The context key as it was written. */
  readonly key: string;
  readonly values: readonly Pattern[];
};

/** A list element that includes (`Action`) or excludes (`NotAction`). */
export type Listing = { readonly not: boolean; readonly patterns: readonly Pattern[] };

export type Statement = {
  /** Position in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: Effect;
  readonly principal?: { readonly not: boolean; readonly names: PrincipalElement };
  readonly action: Listing;
  readonly resource?: Listing;
  readonly conditions: readonly Condition[];
};

/** A policy document, read and checked. */
export type PolicyDocument = {
  readonly version: Version;
  readonly id?: string;
  readonly statements: readonly Statement[];
};

/**
 * What is wrong with a document: where, and AWS's words.
 *
 * Places are written `Statement[0].Action[2]` or `Statement[0].Condition.StringEquals.aws:x[1]`, with an index only
 * where a list was written; a single statement is `Statement[0]` too. What is missing has the place it is missing in.
 */
export type DocumentProblem = { readonly path: string; readonly message: string };

export type Parsed =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly problems: readonly [DocumentProblem, ...DocumentProblem[]] };
