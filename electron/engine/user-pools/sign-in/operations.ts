import type { IdpHandler } from '../../kernel/handler.ts';
import { findClient } from '../pools/find.ts';
import { answerOf, startOf } from './machine.ts';
import { tokensFromRefreshToken } from './refresh-flow.ts';
import { begin } from './begin.ts';

/** Begins a sign-in of an app: AWS, InitiateAuth. */
export const InitiateAuth: IdpHandler<'InitiateAuth'> = async (input, ctx) => {
  const found = findClient(ctx, input.ClientId);
  const state = await begin(ctx, found, false, input.AuthParameters, input.Session, input.ClientMetadata);
  return ctx.flow(startOf(ctx, input.AuthFlow, false), state, ctx);
};

/** Begins a sign-in by a server with IAM credentials: AWS, AdminInitiateAuth. */
export const AdminInitiateAuth: IdpHandler<'AdminInitiateAuth'> = async (input, ctx) => {
  const found = findClient(ctx, input.ClientId, input.UserPoolId);
  const state = await begin(ctx, found, true, input.AuthParameters, input.Session, input.ClientMetadata);
  return ctx.flow(startOf(ctx, input.AuthFlow, true), state, ctx);
};

/** Takes an app's answer to a challenge: AWS, RespondToAuthChallenge. */
export const RespondToAuthChallenge: IdpHandler<'RespondToAuthChallenge'> = async (input, ctx) => {
  const found = findClient(ctx, input.ClientId);
  const state = await begin(ctx, found, false, input.ChallengeResponses, input.Session, input.ClientMetadata);
  return ctx.flow(answerOf(ctx, input.ChallengeName), state, ctx);
};

/** Takes a server's answer to a challenge: AWS, AdminRespondToAuthChallenge. */
export const AdminRespondToAuthChallenge: IdpHandler<'AdminRespondToAuthChallenge'> = async (input, ctx) => {
  const found = findClient(ctx, input.ClientId, input.UserPoolId);
  const state = await begin(ctx, found, true, input.ChallengeResponses, input.Session, input.ClientMetadata);
  return ctx.flow(answerOf(ctx, input.ChallengeName), state, ctx);
};

/** New tokens for a refresh token, with rotation if the app client has it: AWS, GetTokensFromRefreshToken. */
export const GetTokensFromRefreshToken: IdpHandler<'GetTokensFromRefreshToken'> = async (input, ctx) => {
  const found = findClient(ctx, input.ClientId);
  const parameters = {
    REFRESH_TOKEN: input.RefreshToken,
    ...(input.ClientSecret === undefined ? {} : { CLIENT_SECRET: input.ClientSecret }),
    ...(input.DeviceKey === undefined ? {} : { DEVICE_KEY: input.DeviceKey }),
  };
  const state = await begin(ctx, found, false, parameters, undefined, input.ClientMetadata);
  const { AuthenticationResult } = await ctx.flow(tokensFromRefreshToken, state, ctx);
  return { AuthenticationResult };
};
