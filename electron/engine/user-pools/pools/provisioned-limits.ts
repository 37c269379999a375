import type { LimitDefinitionType, LimitType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';

/** Requests a second that each adjustable category has by default. Amazon Cognito, "Quotas". */
const DEFAULTS: Readonly<Record<string, number>> = {
  UserAuthentication: 120,
  UserCreation: 50,
  UserFederation: 25,
  UserRead: 120,
  UserToken: 120,
  UserResourceRead: 50,
};

/** Categories whose quota is the same in every account. */
const FIXED: readonly string[] = [
  'ClientAuthentication',
  'LimitManagement',
  'UserAccountRecovery',
  'UserList',
  'UserPoolClientRead',
  'UserPoolClientUpdate',
  'UserPoolRead',
  'UserPoolResourceRead',
  'UserPoolResourceUpdate',
  'UserPoolUpdate',
  'UserResourceUpdate',
  'UserUpdate',
];

/** What this account may ask for: ten times the default. */
const MAX_FACTOR = 10;
const WITH_MANAGED_LOGIN: readonly string[] = ['UserAuthentication', 'UserFederation'];

/** A category's quota in the call's region. The engine itself throttles nobody. */
export const GetProvisionedLimit: IdpHandler<'GetProvisionedLimit'> = (input, ctx) => {
  const category = categoryOf(ctx, input.LimitDefinition);
  return { Limit: limitOf(category, limits(ctx)[category]) };
};

/** Sets a category's quota, from its default up to what the account may have. */
export const UpdateProvisionedLimit: IdpHandler<'UpdateProvisionedLimit'> = (input, ctx) => {
  const category = categoryOf(ctx, input.LimitDefinition);
  const wanted = input.RequestedLimitValue;
  const free = DEFAULTS[category] ?? 0;
  if (wanted < free)
    return ctx.refuse(
      'InvalidParameterException',
      `RequestedLimitValue must be at least ${free}.`,
      `${free} requests a second is the default of ${category}, and no quota is lower.`,
    );
  if (wanted > free * MAX_FACTOR)
    return ctx.refuse(
      'ServiceQuotaExceededException',
      `RequestedLimitValue exceeds the maximum of ${free * MAX_FACTOR}.`,
      `The account may have ${MAX_FACTOR} times the default of ${category}.`,
    );
  if (WITH_MANAGED_LOGIN.includes(category) && ctx.store.domains.managedLogin(ctx.call.region))
    return ctx.refuse(
      'InvalidParameterException',
      `The limit of ${category} cannot be changed while a user pool uses managed login.`,
      'A domain of a pool in this region has ManagedLoginVersion 2.',
    );
  const changed = { ...limits(ctx), [category]: wanted };
  ctx.write(() => ctx.store.workspace.set(keyOf(ctx), changed));
  return { Limit: limitOf(category, wanted) };
};

type Limits = Readonly<Record<string, number>>;

const keyOf = (ctx: Ctx): string => `limits ${ctx.call.region}`;
const limits = (ctx: Ctx): Limits => ctx.store.workspace.get<Limits>(keyOf(ctx)) ?? {};

function categoryOf(
  ctx: Ctx<'InvalidParameterException' | 'ResourceNotFoundException'>,
  { Attributes }: LimitDefinitionType,
): string {
  return ctx.step(
    'find the category',
    () => {
      const { Category: category, ...others } = Attributes;
      const other = Object.keys(others)[0];
      if (category === undefined || other !== undefined)
        return ctx.refuse(
          'InvalidParameterException',
          'Attributes must have Category and nothing else.',
          other === undefined ? 'Category is missing.' : `${other} is no attribute of a limit.`,
        );
      if (Object.hasOwn(DEFAULTS, category)) return category;
      if (FIXED.includes(category))
        return ctx.refuse(
          'InvalidParameterException',
          `The limit of ${category} is not adjustable.`,
          `Adjustable are ${Object.keys(DEFAULTS).join(', ')}.`,
        );
      return ctx.refuse(
        'ResourceNotFoundException',
        `The category ${category} does not exist.`,
        `Adjustable are ${Object.keys(DEFAULTS).join(', ')}.`,
      );
    },
    'LimitDefinition',
  );
}

const limitOf = (Category: string, value: number | undefined): LimitType => ({
  LimitDefinition: { LimitClass: 'API_CATEGORY', Attributes: { Category } },
  ProvisionedLimitValue: value ?? DEFAULTS[Category] ?? 0,
  FreeLimitValue: DEFAULTS[Category] ?? 0,
});
