import { IDENTITY_POOL_FIELDS } from '../../../shared/aws/defaults.ts';
import type { IdentityPool } from '../../../shared/aws/types/cognito-identity.ts';
import { merged, type SafeUpdate } from '../../parts/safe-update.ts';

export type IdentityPoolEdits = {
  [Member in keyof Omit<IdentityPool, 'IdentityPoolId'>]?: IdentityPool[Member] | undefined;
};

/**
 * The update of an identity pool that changes `edits` and nothing else.
 *
 * A member of `edits` that is present but undefined takes the setting away.
 */
export function safeIdentityPoolUpdate(pool: IdentityPool, edits: IdentityPoolEdits): SafeUpdate<IdentityPool> {
  const { settings, differences, rescued } = merged(pool, edits, IDENTITY_POOL_FIELDS);
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
