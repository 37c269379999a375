import type { UserPoolTierType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';

const RANK: Readonly<Record<UserPoolTierType, number>> = { LITE: 0, ESSENTIALS: 1, PLUS: 2 };

/** Whether a feature plan includes what another one brings. Amazon Cognito, "User pool feature plans". */
export const tierHas = (tier: UserPoolTierType, needed: UserPoolTierType): boolean => RANK[tier] >= RANK[needed];

/**
 * Refuses a setting that the pool's feature plan does not include.
 *
 * @param setting what asks for the feature, as the caller wrote it
 */
export function requireTier(
  ctx: Ctx<'FeatureUnavailableInTierException'>,
  tier: UserPoolTierType,
  needed: UserPoolTierType,
  setting: string,
): void {
  if (tierHas(tier, needed)) return;
  ctx.refuse(
    'FeatureUnavailableInTierException',
    `This feature is not available in the ${tier} tier: ${setting}.`,
    `${setting} needs UserPoolTier ${needed} or higher; the pool's is ${tier}.`,
  );
}
