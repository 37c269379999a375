import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { merged, type SafeUpdate } from '../../parts/safe-update.ts';

/** Members of UpdateIdentityPool with what AWS puts there when a call omits them. */
export const IDENTITY_POOL_DEFAULTS = {
  IdentityPoolName: undefined,
  AllowUnauthenticatedIdentities: undefined,
  AllowClassicFlow: undefined,
  SupportedLoginProviders: undefined,
  DeveloperProviderName: undefined,
  OpenIdConnectProviderARNs: undefined,
  CognitoIdentityProviders: undefined,
  SamlProviderARNs: undefined,
  IdentityPoolTags: undefined,
} as const satisfies { [Member in keyof Required<Omit<IdentityPool, 'IdentityPoolId'>>]: unknown };

export type IdentityPoolEdits = {
  [Member in keyof Omit<IdentityPool, 'IdentityPoolId'>]?: IdentityPool[Member] | undefined;
};

/**
 * The update of an identity pool that changes `edits` and nothing else.
 *
 * A member of `edits` that is present but undefined takes the setting away. The developer provider stays whatever
 * is sent, and name and guest access must be sent: neither is ever reset.
 */
export function safeIdentityPoolUpdate(pool: IdentityPool, edits: IdentityPoolEdits): SafeUpdate<IdentityPool> {
  const { settings, differences, rescued } = merged(pool, edits, {
    defaults: IDENTITY_POOL_DEFAULTS,
    kept: ['DeveloperProviderName', 'IdentityPoolName', 'AllowUnauthenticatedIdentities'],
    sets: ['OpenIdConnectProviderARNs', 'SamlProviderARNs'],
  });
  return {
    request: {
      IdentityPoolId: pool.IdentityPoolId,
      IdentityPoolName: pool.IdentityPoolName,
      AllowUnauthenticatedIdentities: pool.AllowUnauthenticatedIdentities,
      ...settings,
    },
    differences,
    rescued,
  };
}
