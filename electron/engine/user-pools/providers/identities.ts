import type { User } from '../../store/users.ts';

/** The name for a provider's own identifier of its user, whatever claim it stands in. */
export const subjectClaim = 'Cognito_Subject';

/**
 * One entry of a user's attribute `identities`: who they are at an identity provider.
 *
 * `dateCreated` is epoch milliseconds; `primary` is the identity they first came with.
 */
export type Identity = {
  readonly userId: string;
  readonly providerName: string;
  readonly providerType: string;
  readonly issuer: string | null;
  readonly primary: boolean;
  readonly dateCreated: number;
};

/** A user's identities at other providers. */
export function identitiesOf(user: Pick<User, 'attributes'>): Identity[] {
  const text = user.attributes['identities'];
  return text === undefined ? [] : (JSON.parse(text) as Identity[]);
}
