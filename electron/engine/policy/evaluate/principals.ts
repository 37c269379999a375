import { rootArn } from '../../../../shared/aws/arn.ts';
import type { PrincipalElement } from './policy.ts';

/** Who asks, as policies name principals. */
export type Principal =
  | {
      readonly kind: 'session';
      readonly account: string;
      /** `arn:aws:iam::ACCOUNT:role/PATH/NAME` */
      readonly roleArn: string;
      /** `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION` */
      readonly sessionArn: string;
    }
  | { readonly kind: 'user'; readonly account: string; readonly userArn: string }
  | { readonly kind: 'root'; readonly account: string }
  /** A principal that an identity provider has authenticated: `cognito-identity.amazonaws.com` or a provider's ARN. */
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'anonymous' };

/**
 * By which name a statement covers the principal.
 *
 * - `direct`: the session's or user's own ARN, a provider, a service, or everyone;
 * - `role`: the role that the session has;
 * - `account`: the whole account, which leaves the rest to the account's identity policies.
 */
export type Grade = 'direct' | 'role' | 'account';

/** How a `Principal` element covers who asks, or nothing. The closest name wins. */
export function coverOf(names: PrincipalElement, who: Principal): Grade | undefined {
  if (names === '*' || everyone(names)) return 'direct';
  const listed = names.AWS ?? [];
  switch (who.kind) {
    case 'federated':
      return (names.Federated ?? []).some((name) => name === who.provider || name === '*') ? 'direct' : undefined;
    case 'service':
      return (names.Service ?? []).includes(who.name) ? 'direct' : undefined;
    case 'anonymous':
      return undefined;
    case 'root':
      return accountListed(listed, who.account);
    case 'user':
      return listed.includes(who.userArn) ? 'direct' : accountListed(listed, who.account);
    case 'session':
      if (listed.includes(who.sessionArn)) return 'direct';
      return listed.includes(who.roleArn) ? 'role' : accountListed(listed, who.account);
  }
}

/**
 * Whether a `NotPrincipal` element spares who asks.
 *
 * A session is spared only if its account, its role and the session itself are each listed, a user only
 * if account and user are.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function sparedBy(names: PrincipalElement, who: Principal): boolean {
  const grade = coverOf(names, who);
  if (names === '*' || everyone(names) || (who.kind !== 'user' && who.kind !== 'session')) return grade !== undefined;
  const listed = names.AWS ?? [];
  const own = who.kind === 'user' ? [who.userArn] : [who.roleArn, who.sessionArn];
  return accountListed(listed, who.account) !== undefined && own.every((name) => listed.includes(name));
}

const everyone = (names: Exclude<PrincipalElement, '*'>): boolean => (names.AWS ?? []).includes('*');

const accountListed = (listed: readonly string[], account: string): 'account' | undefined =>
  listed.includes(account) || listed.includes(rootArn(account)) ? 'account' : undefined;

/** Who asks, in words. */
export function nameOf(who: Principal): string {
  switch (who.kind) {
    case 'session':
      return who.sessionArn;
    case 'user':
      return who.userArn;
    case 'root':
      return rootArn(who.account);
    case 'federated':
      return who.provider;
    case 'service':
      return who.name;
    case 'anonymous':
      return 'anonymous';
  }
}
