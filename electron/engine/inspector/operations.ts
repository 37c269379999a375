import type { Handler } from '../kernel/handler.ts';
import { looksLikeRefreshToken } from '../tokens/refresh.ts';
import { findTokens } from './find-tokens.ts';
import { judgeToken } from './judge.ts';
import { judgeRefreshToken } from './refresh-token.ts';

/** Judges every token in what was pasted. Nothing is sent anywhere, nothing that a token points to is fetched. */
export const InspectToken: Handler<'poolkeeper', 'InspectToken'> = async (input, ctx) => {
  const { Token, PoolId, ClientId, Use, Scope } = input;
  const found = findTokens(Token);
  if (found.length === 0) return ctx.refuse('InvalidParameterException', 'There is no token in what was pasted.');
  const wanted = {
    ...(PoolId === undefined ? {} : { poolId: PoolId }),
    ...(ClientId === undefined ? {} : { clientId: ClientId }),
    ...(Use === undefined ? {} : { use: Use }),
    ...(Scope === undefined ? {} : { scope: Scope }),
  };
  const judgements = await Promise.all(
    found.map(async ({ text, name }) => {
      const judgement = looksLikeRefreshToken(text)
        ? await judgeRefreshToken(ctx.workspace, text)
        : await judgeToken(ctx.workspace, text, wanted);
      return name === undefined ? judgement : { ...judgement, foundAs: name };
    }),
  );
  return { judgements };
};
