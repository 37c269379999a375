import type { Call, Nothing } from './call.ts';

/** A passkey as the console shows it. */
export type UserPasskey = {
  readonly id: string;
  readonly name: string;
  readonly rpId: string;
  readonly attachment?: string;
  readonly transports: readonly string[];
  /** Signatures so far, as the authenticator counts them; many do not count. */
  readonly counter: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
};

/** What AWS offers no operation for on user pools: keys, links, passkeys. */
export interface UserPoolsOperations {
  /** Confirms a sign-up as the page of a pool's domain does when the link of the mail is followed. */
  ConfirmUserByLink: Call<
    { Domain: string; ClientId: string; Username: string; Code: string },
    Nothing,
    'ResourceNotFoundException' | 'NotAuthorizedException'
  >;
  GetJwks: Call<{ PoolId: string }, { keys: Record<string, string>[] }, 'ResourceNotFoundException'>;
  GetOpenIdConfiguration: Call<{ PoolId: string }, Record<string, unknown>, 'ResourceNotFoundException'>;
  /** A user's passkeys, oldest first; AWS has no operation for it that administrators can call. */
  ListPasskeys: Call<
    { UserPoolId: string; Username: string },
    { passkeys: UserPasskey[] },
    'ResourceNotFoundException' | 'UserNotFoundException'
  >;
  /** Removes a passkey of a user. */
  DeletePasskey: Call<
    { UserPoolId: string; Username: string; CredentialId: string },
    Nothing,
    'ResourceNotFoundException' | 'UserNotFoundException'
  >;
}

/** Their names. */
export const userPoolsOperations = [
  'ConfirmUserByLink',
  'GetJwks',
  'GetOpenIdConfiguration',
  'ListPasskeys',
  'DeletePasskey',
] as const satisfies readonly (keyof UserPoolsOperations)[];
