import { z } from '../zod.ts';
import { reads } from './declare.ts';
import { listed, name, anyName, whole, type Of } from './schemas.ts';

/** A user of the app in an identity pool, with who they are at each provider. Times are epoch milliseconds. */
const poolIdentity = () =>
  z.strictObject({
    identityId: z.string(),
    /** False after it was merged into another, or lost its last developer user. */
    enabled: z.boolean(),
    /** None: a guest. */
    logins: listed(
      z.strictObject({
        provider: z.string(),
        /** The user at the provider: `sub`, name id, or the developer's own id. */
        subject: z.string(),
      }),
    ),
    createdAt: z.number(),
    modifiedAt: z.number(),
  });
export type PoolIdentity = Of<typeof poolIdentity>;

/** What AWS offers no operation for on identity pools. */
export const identityPoolOperations = {
  /**
   * A pool's identities in the order of their ids, those that fit every member that is given.
   *
   * AWS's ListIdentities filters by nothing but HideDisabled, and names providers without their users.
   */
  FindIdentities: reads({
    input: () => ({
      IdentityPoolId: name(),
      Limit: whole(1, 100),
      /** Beginning of the id, with or without its region. */
      IdPrefix: anyName().optional(),
      /** The key of a login, such as `accounts.google.com`. */
      Provider: anyName().optional(),
      /** The user at any provider: `sub`, name id, or the developer's own id. */
      Subject: anyName().optional(),
      State: z.enum(['enabled', 'disabled']).optional(),
      Kind: z.enum(['guest', 'signed in']).optional(),
      NextToken: name().optional(),
    }),
    output: () =>
      z.strictObject({
        identities: listed(poolIdentity()),
        /** How many the pool has, whatever was asked. */
        total: z.number(),
        NextToken: z.string().optional(),
      }),
    faults: ['ResourceNotFoundException'],
  }),
};
