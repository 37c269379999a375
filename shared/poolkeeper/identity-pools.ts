import type { Call } from './call.ts';

/** A user of the app in an identity pool, with who he is at each provider. Times are epoch milliseconds. */
export type PoolIdentity = {
  readonly identityId: string;
  /** False after it was merged into another, or lost its last developer user. */
  readonly enabled: boolean;
  /** None: a guest. */
  readonly logins: readonly {
    readonly provider: string;
    /** The user at the provider: `sub`, name id, or the developer's own id. */
    readonly subject: string;
  }[];
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** What AWS offers no operation for on identity pools. */
export interface IdentityPoolsOperations {
  /**
   * A pool's identities in the order of their ids, those that fit every member that is given.
   *
   * AWS's ListIdentities filters by nothing but HideDisabled, and names providers without their users.
   */
  FindIdentities: Call<
    {
      IdentityPoolId: string;
      /** 1 to 100. */
      Limit: number;
      /** Beginning of the id, with or without its region. */
      IdPrefix?: string;
      /** The key of a login, such as `accounts.google.com`. */
      Provider?: string;
      /** The user at any provider: `sub`, name id, or the developer's own id. */
      Subject?: string;
      State?: 'enabled' | 'disabled';
      Kind?: 'guest' | 'signed in';
      NextToken?: string;
    },
    {
      identities: readonly PoolIdentity[];
      /** How many the pool has, whatever was asked. */
      total: number;
      NextToken?: string;
    },
    'InvalidParameterException' | 'ResourceNotFoundException'
  >;
}

/** Their names. */
export const identityPoolsOperations = ['FindIdentities'] as const satisfies readonly (keyof IdentityPoolsOperations)[];
