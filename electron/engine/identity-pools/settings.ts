import { QUOTAS } from '../../../shared/aws/limits.ts';
import { IDENTITY_POOL_FIELDS, SERVER_SIDE_TOKEN_CHECK } from '../../../shared/aws/defaults.ts';
import type { CreateIdentityPoolInput, RoleMappingMap } from '../../../shared/aws/types/cognito-identity.ts';
import type { Ctx } from '../kernel/handler.ts';
import { checkTags, CUSTOM_ID, customId, type IdForm, type Tags } from '../kernel/resource-tags.ts';
import type { IdentityPoolSettings } from '../store/identities.ts';

type Refuses = Ctx<'InvalidParameterException'>;

/** The settings of a new or replaced pool; what is left out is absent. Refuses what AWS would not store. */
export function settingsOf(
  ctx: Refuses,
  input: Omit<CreateIdentityPoolInput, 'IdentityPoolName'>,
): IdentityPoolSettings {
  for (const { ProviderName, ClientId } of input.CognitoIdentityProviders ?? []) {
    if (
      ProviderName === undefined ||
      !/^cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[\w-]+_[0-9a-zA-Z]+$/.test(ProviderName)
    )
      return ctx.refuse(
        'InvalidParameterException',
        'Invalid Cognito Identity Provider name.',
        `${JSON.stringify(ProviderName)} is not cognito-idp.REGION.amazonaws.com/POOL_ID.`,
      );
    if (ClientId === undefined)
      return ctx.refuse(
        'InvalidParameterException',
        'A Cognito Identity Provider needs a ClientId.',
        `${ProviderName} has none.`,
      );
  }
  checkTags(ctx, 'An identity pool', input.IdentityPoolTags);
  return {
    AllowUnauthenticatedIdentities: input.AllowUnauthenticatedIdentities,
    ...(input.AllowClassicFlow === undefined ? {} : { AllowClassicFlow: input.AllowClassicFlow }),
    ...(input.SupportedLoginProviders === undefined ? {} : { SupportedLoginProviders: input.SupportedLoginProviders }),
    ...(input.DeveloperProviderName === undefined ? {} : { DeveloperProviderName: input.DeveloperProviderName }),
    ...(input.OpenIdConnectProviderARNs === undefined
      ? {}
      : { OpenIdConnectProviderARNs: input.OpenIdConnectProviderARNs }),
    ...(input.CognitoIdentityProviders === undefined
      ? {}
      : {
          CognitoIdentityProviders: input.CognitoIdentityProviders.map((provider) => ({
            ...provider,
            ServerSideTokenCheck: provider.ServerSideTokenCheck ?? SERVER_SIDE_TOKEN_CHECK,
          })),
        }),
    ...(input.SamlProviderARNs === undefined ? {} : { SamlProviderARNs: input.SamlProviderARNs }),
    IdentityPoolTags: input.IdentityPoolTags ?? IDENTITY_POOL_FIELDS.IdentityPoolTags.default,
  };
}

const POOL_ID: IdForm = {
  of: 'an identity pool',
  pattern: /^([^:]*):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  example: ':11111111-2222-3333-4444-555555555555',
  words: 'a region, a colon and a UUID in lower case',
};

/**
 * The id that a new pool's tags ask for, if they do: `REGION:UUID` in the region of the call.
 *
 * @throws InvalidParameterException for an id of another form or region
 * @throws ResourceConflictException for one that is taken
 */
export function customIdentityPoolId(
  ctx: Ctx<'InvalidParameterException' | 'ResourceConflictException'>,
  tags: Tags = {},
): string | undefined {
  const id = customId(ctx, tags, POOL_ID);
  if (id !== undefined && ctx.store.identities.pool(id) !== undefined)
    return ctx.refuse(
      'ResourceConflictException',
      `The tag ${CUSTOM_ID} names the identity pool ${id}, which exists already.`,
    );
  return id;
}

/** `arn:aws:iam::ACCOUNT:role/…` */
const ROLE_ARN = /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** Checks what `SetIdentityPoolRoles` stores: roles are ARNs, mappings are complete. */
export function checkRoles(ctx: Refuses, roles: Readonly<Record<string, string>>, mappings: RoleMappingMap): void {
  for (const arn of Object.values(roles)) checkRoleArn(ctx, arn);
  for (const [provider, mapping] of Object.entries(mappings)) {
    if (mapping.AmbiguousRoleResolution === undefined)
      return ctx.refuse(
        'InvalidParameterException',
        'AmbiguousRoleResolution is required for the role mapping types Token and Rules.',
        `The mapping of ${provider} does not say what happens when no role can be chosen.`,
      );
    const rules = mapping.RulesConfiguration?.Rules;
    if (mapping.Type === 'Rules' && rules === undefined)
      return ctx.refuse(
        'InvalidParameterException',
        'RulesConfiguration is required for the role mapping type Rules.',
        `The mapping of ${provider} has no rules.`,
      );
    if (mapping.Type === 'Token' && rules !== undefined)
      return ctx.refuse(
        'InvalidParameterException',
        'RulesConfiguration is not allowed for the role mapping type Token.',
        `The mapping of ${provider} has rules that would never be used.`,
      );
    if (rules !== undefined && rules.length > QUOTAS.RulesPerMapping)
      return ctx.refuse(
        'InvalidParameterException',
        `A role mapping can have at most ${QUOTAS.RulesPerMapping} rules.`,
        `${provider} has ${rules.length}.`,
      );
    for (const rule of rules ?? []) checkRoleArn(ctx, rule.RoleARN);
  }
}

function checkRoleArn(ctx: Refuses, arn: string): void {
  if (!ROLE_ARN.test(arn))
    ctx.refuse(
      'InvalidParameterException',
      'Invalid role ARN.',
      `${JSON.stringify(arn)} is not the ARN of an IAM role.`,
    );
}
