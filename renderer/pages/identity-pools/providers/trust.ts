import { useCall } from '../../../client/hooks.ts';
import { readable, trustPolicy } from '../../../lib/policies.ts';
import { loginOf, type Provider } from './providers.ts';

/** Whose credentials a role is for. */
export type Trustee =
  | { readonly guest: true }
  | {
      readonly guest: false;
      readonly login: string;
      /** The client that the pool takes tokens of, where it looks at that. */
      readonly client: string;
    };

/** The users of a provider. */
export const usersOf = (provider: Provider): Trustee => ({
  guest: false,
  login: loginOf(provider),
  client: provider.kind === 'user-pool' ? provider.clientId : 'some-client',
});

/** How a role's trust policy sees an identity pool, as the engine itself judges it. */
type Trust = {
  readonly state: 'unknown' | 'trusted' | 'no role' | 'not trusted' | 'no tags';
  readonly reason: string;
};

const UNKNOWN: Trust = { state: 'unknown', reason: '' };

/**
 * Whether a pool may give a role away, by the engine's own evaluator: `PreviewRole` with nothing but that role.
 *
 * `no tags`: the role trusts the pool, but does not let it pass session tags (`sts:TagSession`). The claims that
 * are made up for the question bring nothing but `sub` and `aud`.
 */
export function useTrust(poolId: string, arn: string, trustee: Trustee, tagged: boolean): Trust {
  const subject = trustee.guest
    ? ({ Guest: true } as const)
    : { Provider: trustee.login, Claims: { sub: 'somebody', aud: trustee.client } };
  const question = {
    IdentityPoolId: poolId,
    Subject: subject,
    Roles: trustee.guest ? { unauthenticated: arn } : { authenticated: arn },
    RoleMappings: {},
  };
  const enabled = arn !== '';
  const bare = useCall(
    'poolkeeper',
    'PreviewRole',
    { ...question, PrincipalTags: { UseDefaults: false, Tags: {} } },
    { enabled },
  );
  const withTags = useCall(
    'poolkeeper',
    'PreviewRole',
    { ...question, PrincipalTags: { UseDefaults: true, Tags: {} } },
    { enabled: enabled && tagged && !trustee.guest },
  );
  const plain = bare.output;
  if (!enabled || plain === undefined || plain.outcome === 'no login') return UNKNOWN;
  if (plain.outcome === 'no role') return { state: 'no role', reason: plain.reason };
  if (plain.trust?.passed === false) return { state: 'not trusted', reason: plain.trust.reason };
  if (tagged && withTags.output?.trust?.passed === false)
    return { state: 'no tags', reason: withTags.output.trust.reason };
  return { state: 'trusted', reason: plain.trust?.reason ?? plain.reason };
}

type Statement = Readonly<Record<string, unknown>>;

/** The statement by which a role trusts a pool; for `tags` alone, the one that lets it pass session tags besides. */
export function trustStatement(poolId: string, trustee: Trustee, tags: 'only tags' | 'whole'): Statement {
  const kind = trustee.guest ? 'unauthenticated' : 'authenticated';
  const { Statement: statements } = JSON.parse(trustPolicy(kind, poolId, '')) as { Statement: Statement[] };
  const [whole = {}] = statements;
  return tags === 'whole' ? whole : { ...whole, Action: 'sts:TagSession' };
}

/** A trust policy with one more statement. `document` as IAM answers it. */
export function withStatement(document: string, statement: Statement): string {
  const policy = JSON.parse(readable(document)) as { Statement?: Statement | Statement[] };
  const before = policy.Statement === undefined ? [] : [policy.Statement].flat();
  return JSON.stringify({ Version: '2012-10-17', ...policy, Statement: [...before, statement] }, null, 2);
}
