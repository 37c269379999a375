import { afterAll, beforeAll, expect, test } from 'vitest';
import { handlers } from '../../../electron/engine/registry.ts';
import type { AwsService } from '../../../shared/aws/models.ts';
import { iam, identities, objects } from './access.ts';
import { devices } from './devices.ts';
import { guardedUsers } from './guarded-users.ts';
import { imports } from './imports.ts';
import { parts } from './pool-parts.ts';
import { passkeys } from './passkeys.ts';
import { Recorder } from './recorder.ts';
import {
  administered,
  clients,
  groups,
  pools,
  removal,
  selfServed,
  sessions,
  setStage,
  type Stage,
} from './user-pools.ts';
import { sdk, type Sdk } from '../sdk.ts';
import { serveInside, type Inside } from '../server.ts';

/** Every built operation is called with success by AWS's own SDK, and every answer is as its contract says. */

const recorder = new Recorder();
let server: Inside;
let clientsOfAws: Sdk;
let stage: Stage;

beforeAll(async () => {
  server = await serveInside({ watch: recorder.watch });
  clientsOfAws = sdk(server.endpoint);
  recorder.compareIn(clientsOfAws);
  stage = await setStage(clientsOfAws, server);
});
afterAll(async () => {
  clientsOfAws.close();
  await server.stop();
});

const scenes = {
  pools,
  clients,
  groups,
  administered,
  selfServed,
  sessions,
  parts,
  guardedUsers,
  devices,
  passkeys,
  imports,
  iam,
  identities,
  objects,
  removal,
};

for (const [name, play] of Object.entries(scenes)) test(`scene: ${name}`, () => play(stage));

test.each(['cognito-idp', 'cognito-identity', 'iam', 'sts', 's3'] as const)(
  'no built operation of %s was left out',
  (service: AwsService) => {
    expect(recorder.succeeded(service)).toEqual(Object.keys(handlers[service]).toSorted());
  },
);

test('every answer is as its contract says', () => {
  expect(recorder.violations()).toEqual([]);
});

test('every trace says what was looked for', () => {
  expect(recorder.silent()).toEqual([]);
});
