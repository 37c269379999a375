import type { Actor } from '../../../shared/poolkeeper/operations.ts';

/** What the diagram calls each actor, in the order of the columns. */
export const ACTORS: readonly { readonly id: Actor; readonly name: string }[] = [
  { id: 'user', name: 'User' },
  { id: 'app', name: 'App' },
  { id: 'user-pool', name: 'User pool' },
  { id: 'identity-pool', name: 'Identity pool' },
  { id: 'sts', name: 'STS' },
  { id: 's3', name: 'S3' },
  { id: 'outbox', name: 'Outbox' },
];

/** Scenario, actors and fault as the address carries them, so that a run can be linked to and repeated. */
export type Choice = {
  readonly scenario: string;
  readonly fault: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly identityPoolId: string;
  readonly bucket: string;
  readonly key: string;
};

/** Scenarios that need an identity pool and an object besides user pool, client and user. */
export const needsResources = (scenario: string): boolean => scenario === 'streaming';
