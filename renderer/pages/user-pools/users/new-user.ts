import { limitsOf } from '../../../../shared/aws/limits.ts';
import { textProblem, textRule } from '../../../lib/limits.ts';
import type {
  AdminCreateUserRequest,
  AdminSetUserPasswordRequest,
  AttributeListType,
  DeliveryMediumListType,
  UserPoolType,
} from '../../../../shared/aws/types/cognito-idp.ts';
import { present, type Problems } from '../create-pool/new-pool.ts';

/** A user to be created, as it is typed. */
export type NewUser = {
  username: string;
  email: string;
  phone_number: string;
  /** The other attributes by AWS's names; empty values are left out. */
  attributes: Record<string, string>;
  verified: readonly string[];
  passwordKind: string;
  password: string;
  invite: string;
  groups: readonly string[];
};

export const STARTING_USER: NewUser = {
  username: '',
  email: '',
  phone_number: '',
  attributes: {},
  verified: ['email'],
  passwordKind: 'generated',
  password: '',
  invite: 'EMAIL',
  groups: [],
};

const USERNAME = limitsOf('cognito-idp', 'AdminCreateUser', 'Username');

/** What the username of a pool is called in a form, and what it must look like. */
export function nameField(pool: UserPoolType): {
  readonly label: string;
  readonly description: string;
  readonly placeholder: string;
} {
  const names = pool.UsernameAttributes ?? [];
  if (names.length === 2)
    return {
      label: 'Email or phone number',
      description: 'Users of this pool sign in with it.',
      placeholder: 'ana@example.com',
    };
  if (names[0] === 'email')
    return {
      label: 'Email',
      description: 'Users of this pool sign in with their email address.',
      placeholder: 'ana@example.com',
    };
  if (names[0] === 'phone_number')
    return {
      label: 'Phone number',
      description: 'Users of this pool sign in with their phone number.',
      placeholder: '+14155550123',
    };
  return { label: 'Username', description: `${textRule(USERNAME)}.`, placeholder: 'ana' };
}

/** What keeps the user from being created, by field. */
export function userProblems(user: NewUser): Problems {
  const { email, phone_number: phone } = user;
  const reached =
    user.invite === 'SMS' ? phone !== '' || user.username.startsWith('+') : email !== '' || user.username.includes('@');
  return present({
    username: textProblem(user.username, USERNAME),
    'attributes.phone_number':
      phone === '' || /^\+\d+$/.test(phone) ? undefined : 'With + and country code: +14155550123.',
    'attributes.email':
      email === '' || /^[^@\s]+@[^@\s]+$/.test(email) ? undefined : 'An email address such as ana@example.com.',
    password: user.passwordKind === 'generated' || user.password !== '' ? undefined : 'Type a password.',
    invite:
      user.passwordKind === 'permanent' || user.invite === 'none' || reached
        ? undefined
        : `The user has no ${user.invite === 'SMS' ? 'phone number' : 'email address'} for the invitation.`,
  });
}

function attributesOf(user: NewUser): AttributeListType {
  const { email, phone_number } = user;
  const given = Object.entries({ email, phone_number, ...user.attributes })
    .filter(([, value]) => value !== '')
    .map(([Name, Value]) => ({ Name, Value }));
  const has = (name: string): boolean =>
    name === 'email'
      ? email !== '' || user.username.includes('@')
      : phone_number !== '' || /^\+\d+$/.test(user.username);
  return [...given, ...user.verified.filter(has).map((name) => ({ Name: `${name}_verified`, Value: 'true' }))];
}

/** The AdminCreateUser call. A permanent password is set by a second call, so the first one invites nobody. */
export function createUserRequest(user: NewUser, poolId: string): AdminCreateUserRequest {
  const silent = user.invite === 'none' || user.passwordKind === 'permanent';
  const media: DeliveryMediumListType = user.invite === 'SMS' ? ['SMS'] : ['EMAIL'];
  const attributes = attributesOf(user);
  return {
    UserPoolId: poolId,
    Username: user.username,
    ...(attributes.length === 0 ? {} : { UserAttributes: attributes }),
    ...(user.passwordKind === 'temporary' ? { TemporaryPassword: user.password } : {}),
    ...(silent ? { MessageAction: 'SUPPRESS' as const } : { DesiredDeliveryMediums: media }),
  };
}

/** The AdminSetUserPassword call for a permanent password; undefined where none is wanted. */
export function setPasswordRequest(user: NewUser, poolId: string): AdminSetUserPasswordRequest | undefined {
  return user.passwordKind === 'permanent'
    ? { UserPoolId: poolId, Username: user.username, Password: user.password, Permanent: true }
    : undefined;
}
