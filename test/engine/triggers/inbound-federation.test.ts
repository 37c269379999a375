import { afterEach, expect, test } from 'vitest';
import type { Ctx } from '../../../electron/engine/kernel/handler.ts';
import type { TriggerFaults } from '../../../electron/engine/triggers/run.ts';
import { inboundAttributes } from '../../../electron/engine/triggers/inbound-federation.ts';
import { startEngine, type TestEngine } from '../../support/harness.ts';
import { arnOf, bind } from './support.ts';

let engine: TestEngine;
afterEach(() => engine.stop());

/** Runs a pool's function as a federated sign-in does. */
async function run(body: string | undefined) {
  engine = await startEngine();
  const { UserPool } = await engine.call('cognito-idp', 'CreateUserPool', {
    PoolName: 'viewers',
    LambdaConfig:
      body === undefined ? {} : { InboundFederation: { LambdaVersion: 'V1_0', LambdaArn: arnOf('InboundFederation') } },
  });
  if (body !== undefined) await bind(engine, 'InboundFederation', body);
  const { workspace } = engine.engine;
  const notes: unknown[] = [];
  const ctx = {
    call: { userAgent: 'aws-sdk-js/3.1' },
    workspace,
    store: workspace.store,
    random: workspace.ports.random,
    step: (_name: string, work: () => unknown) => work(),
    note: (_reason: unknown, detail: unknown) => notes.push(detail),
    refuse: (code: string, message: string) => {
      throw new Error(`${code}: ${message}`);
    },
  } as unknown as Ctx<TriggerFaults>;
  const pool = workspace.store.pools.get(UserPool?.Id ?? '') ?? expect.fail('no pool');
  const attributes = { idToken: { sub: '1', email: 'x@example.com' }, userInfo: {}, tokenResponse: {} };
  const mapped = await inboundAttributes(ctx, {
    pool,
    clientId: 'c',
    userName: 'Partner_1',
    providerName: 'Partner',
    providerType: 'OIDC',
    attributes,
  });
  return { mapped, notes };
}

test('an inbound federation function replaces the attributes', async () => {
  const { mapped, notes } = await run(
    'event.response.userAttributesToMap = { email: event.request.attributes.idToken.email.toUpperCase() }',
  );
  expect(mapped).toEqual({ email: 'X@EXAMPLE.COM' });
  expect(notes[0]).toMatchObject({
    event: {
      triggerSource: 'InboundFederation_ExternalProvider',
      userName: 'Partner_1',
      callerContext: { awsSdkVersion: 'aws-sdk-js-3.1' },
      request: { providerName: 'Partner', providerType: 'OIDC', attributes: { idToken: { sub: '1' } } },
      response: { userAttributesToMap: null },
    },
  });
});

test.each([
  ['no function', undefined],
  ['an empty list', 'event.response.userAttributesToMap = {}'],
  ['no list', ''],
])('%s leaves the attributes as the provider gave them', async (_what, body) => {
  expect((await run(body)).mapped).toBeUndefined();
});

test.each([
  [
    'a number',
    'event.response.userAttributesToMap = { email: 5 }',
    'InvalidLambdaResponseException: Unrecognizable lambda output',
  ],
  ['an error', 'throw new Error("No")', 'UserLambdaValidationException: InboundFederation failed with error No.'],
])('%s refuses the sign-in', async (_what, body, text) => {
  await expect(run(body)).rejects.toThrow(text);
});
