import { APP_CLIENT_FIELDS, RETRY_GRACE_PERIOD_SECONDS, withKept } from '../../../../shared/aws/defaults.ts';
import type { ExplicitAuthFlowsType, UpdateUserPoolClientRequest } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { ClientSettings } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import { CLIENT_TOKEN_AUTH } from './client-token-flow.ts';
import { oauthSettings } from './client-oauth.ts';
import { schemaOf } from '../pools/attribute-schema.ts';
import { NEVER_CLIENT_WRITABLE } from '../pools/standard-attributes.ts';
import { requireTier } from '../pools/tiers.ts';
import { validitySettings } from './token-validity.ts';
import { tierOf } from '../pools/read-settings.ts';

/** The settings that both CreateUserPoolClient and UpdateUserPoolClient take. */
export type GivenClientSettings = Omit<UpdateUserPoolClientRequest, 'UserPoolId' | 'ClientId' | 'ClientName'>;

export type ClientCtx = Ctx<
  | 'InvalidParameterException'
  | 'FeatureUnavailableInTierException'
  | 'ScopeDoesNotExistException'
  | 'InvalidOAuthFlowException'
>;

/** What a client's settings are checked against. */
export type ClientFrame = {
  readonly pool: Pool;
  /** Whether the client has, or is about to get, a secret. */
  readonly confidential: boolean;
  /** For messages: AWS says what it was doing. */
  readonly doing: 'creating' | 'updating';
  /** What the client has, where it is updated: some of it may be kept. */
  readonly before?: ClientSettings;
};

/**
 * A client's settings: what the caller gave, checked, and AWS's defaults for the rest. An update takes
 * the same way: what it omits is reset or kept, as `APP_CLIENT_FIELDS` says. Amazon Cognito, CreateUserPoolClient.
 */
export function clientSettings(ctx: ClientCtx, frame: ClientFrame, given: GivenClientSettings): ClientSettings {
  const fields = APP_CLIENT_FIELDS;
  const input = frame.before === undefined ? given : withKept(fields, given, frame.before);
  const flows = authFlows(ctx, frame, input);
  checkAttributeLists(ctx, frame, input);
  if (input.EnablePropagateAdditionalUserContextData === true && !frame.confidential)
    return ctx.refuse(
      'InvalidParameterException',
      'EnablePropagateAdditionalUserContextData is only allowed for app clients with a client secret.',
      'The app client has no secret.',
    );
  return {
    ...validitySettings(ctx, input),
    ...(input.ReadAttributes?.length ? { ReadAttributes: [...new Set(input.ReadAttributes)] } : {}),
    ...(input.WriteAttributes?.length ? { WriteAttributes: [...new Set(input.WriteAttributes)] } : {}),
    ExplicitAuthFlows: flows,
    ...providers(ctx, frame, input),
    ...oauthSettings(ctx, frame, input),
    ...(input.AnalyticsConfiguration === undefined ? {} : { AnalyticsConfiguration: input.AnalyticsConfiguration }),
    PreventUserExistenceErrors: input.PreventUserExistenceErrors ?? fields.PreventUserExistenceErrors.default,
    EnableTokenRevocation: input.EnableTokenRevocation ?? fields.EnableTokenRevocation.default,
    EnablePropagateAdditionalUserContextData:
      input.EnablePropagateAdditionalUserContextData ?? fields.EnablePropagateAdditionalUserContextData.default,
    AuthSessionValidity: input.AuthSessionValidity ?? fields.AuthSessionValidity.default,
    ...(input.RefreshTokenRotation === undefined
      ? {}
      : {
          RefreshTokenRotation: {
            Feature: input.RefreshTokenRotation.Feature,
            ...(input.RefreshTokenRotation.Feature === 'ENABLED'
              ? {
                  RetryGracePeriodSeconds:
                    input.RefreshTokenRotation.RetryGracePeriodSeconds ?? RETRY_GRACE_PERIOD_SECONDS,
                }
              : {}),
          },
        }),
    ClientType: 'REGULAR',
  };
}

const REFRESH = 'ALLOW_REFRESH_TOKEN_AUTH';

/**
 * The sign-in flows of a client. Omitted: AWS's default; with refresh token rotation, which has its own
 * operation, without the refresh flow. The older names may not stand beside the newer ones.
 */
function authFlows(
  ctx: ClientCtx,
  { pool, confidential }: ClientFrame,
  input: GivenClientSettings,
): ExplicitAuthFlowsType[] {
  const rotates = input.RefreshTokenRotation?.Feature === 'ENABLED';
  const given = [...new Set(input.ExplicitAuthFlows)];
  if (given.length === 0)
    return APP_CLIENT_FIELDS.ExplicitAuthFlows.default.filter((flow) => !(rotates && flow === REFRESH));
  const older = given.filter((flow) => !flow.startsWith('ALLOW_'));
  if (older.length > 0 && older.length < given.length)
    return ctx.refuse(
      'InvalidParameterException',
      'You cannot mix legacy ExplicitAuthFlows with values that start with ALLOW_.',
      `ExplicitAuthFlows has ${older.join(', ')} beside values that start with ALLOW_.`,
    );
  if (rotates && given.includes(REFRESH))
    return ctx.refuse(
      'InvalidParameterException',
      'ALLOW_REFRESH_TOKEN_AUTH cannot be enabled when refresh token rotation is enabled.',
      'RefreshTokenRotation is ENABLED; GetTokensFromRefreshToken takes the place of the flow REFRESH_TOKEN_AUTH.',
    );
  if ((given as string[]).includes(CLIENT_TOKEN_AUTH)) checkClientToken(ctx, confidential, given);
  if (given.includes('ALLOW_USER_AUTH'))
    requireTier(ctx, tierOf(pool.settings), 'ESSENTIALS', 'ExplicitAuthFlows ALLOW_USER_AUTH');
  return given;
}

/** A client that gets tokens for itself signs nobody in, and proves itself by a secret. */
function checkClientToken(ctx: ClientCtx, confidential: boolean, flows: readonly string[]): void {
  if (flows.length > 1)
    return ctx.refuse(
      'InvalidParameterException',
      `${CLIENT_TOKEN_AUTH} cannot be combined with other ExplicitAuthFlows.`,
      `ExplicitAuthFlows is ${flows.join(', ')}.`,
    );
  if (!confidential)
    ctx.refuse(
      'InvalidParameterException',
      `${CLIENT_TOKEN_AUTH} requires an app client with a client secret.`,
      'The app client has no secret to prove itself with.',
    );
}

/**
 * Attribute lists name attributes of the schema; the writable ones leave out what only Cognito and
 * administrators write, and include every required attribute: users could not sign up otherwise.
 */
function checkAttributeLists(ctx: ClientCtx, { pool, doing }: ClientFrame, input: GivenClientSettings): void {
  const schema = schemaOf(pool);
  const names = new Set(schema.map(({ Name }) => Name ?? ''));
  const unreadable = input.ReadAttributes?.filter((name) => !names.has(name)) ?? [];
  if (unreadable.length > 0)
    ctx.refuse(
      'InvalidParameterException',
      `Invalid read attributes specified while ${doing} a client`,
      `The schema of the pool has no ${unreadable.join(', ')}.`,
    );
  const listed = input.WriteAttributes ?? [];
  if (listed.length === 0) return;
  const message = `Invalid write attributes specified while ${doing} a client`;
  const unwritable = listed.filter(
    (name) => !names.has(name) || NEVER_CLIENT_WRITABLE.has(name) || name.startsWith('dev:'),
  );
  if (unwritable.length > 0)
    ctx.refuse(
      'InvalidParameterException',
      message,
      `No app client can write ${unwritable.join(', ')}: not in the schema, or written by administrators only.`,
    );
  const lacking = schema.flatMap(({ Name = '', Required }) =>
    Required === true && !NEVER_CLIENT_WRITABLE.has(Name) && !listed.includes(Name) ? [Name] : [],
  );
  if (lacking.length > 0)
    ctx.refuse(
      'InvalidParameterException',
      message,
      `The pool requires ${lacking.join(', ')}, so the list must hold it.`,
    );
}

/** Identity providers of a client; a pool knows itself as COGNITO and what has been added to it. */
function providers(
  ctx: ClientCtx,
  { pool }: ClientFrame,
  { SupportedIdentityProviders: given = [] }: GivenClientSettings,
): Pick<ClientSettings, 'SupportedIdentityProviders'> {
  const unknown = given.find(
    (name) => name !== 'COGNITO' && ctx.store.records.get(pool.id, 'identity-provider', name) === undefined,
  );
  if (unknown !== undefined)
    return ctx.refuse(
      'InvalidParameterException',
      `The provider ${unknown} does not exist for User Pool ${pool.id}.`,
      'SupportedIdentityProviders names an identity provider that the pool does not have.',
    );
  return given.length === 0 ? {} : { SupportedIdentityProviders: [...new Set(given)] };
}
