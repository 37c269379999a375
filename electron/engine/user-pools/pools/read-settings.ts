/** Settings of a stored pool; one that was stored before a setting existed has AWS's default. */
import { USER_POOL_FIELDS } from '../../../../shared/aws/defaults.ts';
import type { AuthFactorType, UserPoolMfaType, UserPoolTierType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { PoolSettings } from '../../store/pools.ts';

/** The pool's feature plan. */
export const tierOf = ({ UserPoolTier }: PoolSettings): UserPoolTierType =>
  UserPoolTier ?? USER_POOL_FIELDS.UserPoolTier.default;

/** Whether the pool asks for a second factor. */
export const mfaModeOf = ({ MfaConfiguration }: PoolSettings): UserPoolMfaType =>
  MfaConfiguration ?? USER_POOL_FIELDS.MfaConfiguration.default;

/** The factors that may begin a choice-based sign-in. */
export const firstFactorsOf = ({ Policies }: PoolSettings): readonly AuthFactorType[] =>
  Policies?.SignInPolicy?.AllowedFirstAuthFactors ??
  USER_POOL_FIELDS.Policies.members.SignInPolicy.default.AllowedFirstAuthFactors;
