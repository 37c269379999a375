import type { AttributeType, MFAOptionType, UserType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { User } from '../../store/users.ts';
import { attributeList } from './attributes.ts';

/** What a user chose of multi-factor authentication, as AdminGetUser and GetUser show it. */
export type MfaChoice = {
  readonly MFAOptions?: MFAOptionType[];
  readonly PreferredMfaSetting?: string;
  readonly UserMFASettingList?: string[];
};

/** A user's multi-factor settings; nothing is listed while none is set. */
export const mfaOf = (user: User): MfaChoice => (user.extras['mfa'] ?? {}) as MfaChoice;

/** A user as AdminCreateUser and the lists show them. */
export function userType(user: User, attributes: AttributeType[] = attributeList(user)): UserType {
  return {
    Username: user.username,
    Attributes: attributes,
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
    ...options(user),
  };
}

const options = (user: User): Pick<MfaChoice, 'MFAOptions'> => {
  const { MFAOptions } = mfaOf(user);
  return MFAOptions === undefined ? {} : { MFAOptions };
};
