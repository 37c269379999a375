import { z } from '../zod.ts';
import { changes, reads } from './declare.ts';
import { anyName, json, listed, name, type Of } from './schemas.ts';

/** A passkey as the console shows it. */
const userPasskey = () =>
  z.strictObject({
    id: z.string(),
    name: z.string(),
    rpId: z.string(),
    attachment: z.string().optional(),
    transports: listed(z.string()),
    /** Signatures so far, as the authenticator counts them; many do not count. */
    counter: z.number(),
    /** Epoch milliseconds. */
    createdAt: z.number(),
  });
export type UserPasskey = Of<typeof userPasskey>;

/** A key set's keys, RFC 7517. */
export const publicKeys = () => listed(z.record(z.string(), z.string()));

/** What AWS offers no operation for on user pools: keys, links, passkeys. */
export const userPoolOperations = {
  /** Confirms a sign-up as the page of a pool's domain does when the link of the mail is followed. */
  ConfirmUserByLink: changes({
    input: () => ({ Domain: anyName(), ClientId: anyName(), Username: anyName(), Code: anyName() }),
    faults: ['ResourceNotFoundException', 'NotAuthorizedException'],
  }),
  /** A pool's public keys, as its address serves them. */
  GetJwks: reads({
    input: () => ({ PoolId: anyName() }),
    output: () => z.strictObject({ keys: publicKeys() }),
    faults: ['ResourceNotFoundException'],
  }),
  /** A pool's discovery document, OpenID Connect Discovery 1.0 section 3. */
  GetOpenIdConfiguration: reads({
    input: () => ({ PoolId: anyName() }),
    output: json,
    faults: ['ResourceNotFoundException'],
  }),
  /** A user's passkeys, oldest first; AWS has no operation for it that administrators can call. */
  ListPasskeys: reads({
    input: () => ({ UserPoolId: name(), Username: name() }),
    output: () => z.strictObject({ passkeys: listed(userPasskey()) }),
    faults: ['ResourceNotFoundException', 'UserNotFoundException'],
  }),
  /** Removes a passkey of a user. */
  DeletePasskey: changes({
    input: () => ({ UserPoolId: name(), Username: name(), CredentialId: name() }),
    faults: ['ResourceNotFoundException', 'UserNotFoundException'],
  }),
};
