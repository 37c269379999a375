import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appCodes, attributeCodes, recoveryCodes, sentCodes, signUpCodes } from './codes.ts';
import { passkeys } from './passkeys.ts';
import { devices, passwords, signatures } from './proofs.ts';
import { secrets } from './secrets.ts';
import { sessionRows } from './sessions.ts';
import { World, type Row } from './stage.ts';
import { accessTokens, refreshTokens } from './tokens.ts';

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  'sign-up codes': signUpCodes,
  'recovery codes': recoveryCodes,
  'attribute codes': attributeCodes,
  'sent codes': sentCodes,
  'app codes': appCodes,
  sessions: sessionRows,
  'access tokens': accessTokens,
  'refresh tokens': refreshTokens,
  secrets,
  passwords,
  signatures,
  devices,
  passkeys,
};

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.engine.stop());

for (const [table, rows] of Object.entries(TABLES))
  describe(table, () => {
    test.each(rows)('%s: %s: %s', async (_what, code, message, how) => {
      const [operation, input] = await how(world);
      const fault = await world.engine.refused('cognito-idp', operation, input);
      const client = (input as { ClientId?: string }).ClientId ?? '';
      expect({ code: fault.code, message: fault.message }).toEqual({
        code,
        message: message.replace('<client>', client),
      });
    });
  });
