import type { Judgement } from '../../../shared/poolkeeper/operations.ts';
import type { JsonObject } from '../tokens/parse.ts';
import { dateOf } from './check.ts';

type Explained = readonly [meaning: string, source: string];

/** What a claim says and where the pool takes it from. Amazon Cognito developer guide, token payloads. */
const CLAIMS: Readonly<Record<string, Explained>> = {
  sub: ['The user’s id in the pool, which never changes.', 'engine: made with the user'],
  iss: ['The pool that issued the token.', 'engine: address of the pool'],
  aud: ['The app client for which the ID token was made.', 'client setting: ClientId'],
  client_id: ['The app client for which the access token was made.', 'client setting: ClientId'],
  token_use: ['What the token is for: id or access.', 'engine'],
  auth_time: ['When the user signed in. A refresh keeps it.', 'engine: time of sign-in'],
  iat: ['When this token was issued.', 'engine: workspace clock'],
  exp: ['When this token expires.', 'client setting: IdTokenValidity or AccessTokenValidity'],
  nbf: ['Before this moment the token is not valid.', 'engine'],
  jti: ['The id of this one token.', 'client setting: EnableTokenRevocation'],
  origin_jti: [
    'The id of the sign-in; all tokens refreshed from it share it, and RevokeToken ends them together.',
    'client setting: EnableTokenRevocation',
  ],
  event_id: ['The id of the sign-in event, the same in ID and access token.', 'engine: time of sign-in'],
  'cognito:username': ['The user’s username.', 'user: Username'],
  username: ['The user’s username.', 'user: Username'],
  'cognito:groups': ['The groups of the user, best precedence first.', 'groups of the user'],
  'cognito:roles': ['The IAM roles of those groups.', 'groups of the user: RoleArn'],
  'cognito:preferred_role': [
    'The role of the group with the lowest precedence number; an identity pool with Token mapping takes it.',
    'groups of the user: RoleArn, Precedence',
  ],
  scope: [
    'What the bearer may do. aws.cognito.signin.user.admin lets the user manage their own account.',
    'scope: of the sign-in',
  ],
  identities: ['The external identities linked to the user.', 'user: federation'],
  nonce: ['The value that the app sent with its authorization request, against replay.', 'authorization request'],
  at_hash: ['A hash that binds the access token issued with this ID token.', 'engine: hosted sign-in'],
  device_key: ['The remembered device.', 'engine: device tracking'],
  version: ['The version of the access token’s form.', 'engine: hosted sign-in'],
  acr: ['How strong the sign-in was.', 'engine: factors of the sign-in'],
  amr: ['By which factors the user signed in.', 'engine: factors of the sign-in'],
  email: ['The user’s e-mail address.', 'attribute: email'],
  email_verified: ['Whether the e-mail address was proven to be the user’s.', 'attribute: email_verified'],
  phone_number: ['The user’s telephone number.', 'attribute: phone_number'],
  phone_number_verified: [
    'Whether the telephone number was proven to be the user’s.',
    'attribute: phone_number_verified',
  ],
  picture: ['Address of a picture of the user.', 'attribute: picture'],
  name: ['The user’s full name.', 'attribute: name'],
  address: ['The user’s postal address.', 'attribute: address'],
  updated_at: ['When the profile was last changed.', 'attribute: updated_at'],
};
const STANDARD = new Set([
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'website',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
]);
const TIMES = new Set(['auth_time', 'iat', 'exp', 'nbf', 'updated_at']);

/** Every claim of a payload in words, with its source, and a date where it is a time. */
export function explainClaims(payload: JsonObject): Judgement['claims'] {
  return Object.entries(payload).map(([name, value]) => {
    const [meaning, source] = explained(name);
    const date = TIMES.has(name) ? dateOf(value) : undefined;
    return {
      name,
      value,
      meaning,
      ...(source === undefined ? {} : { source }),
      ...(date === undefined ? {} : { date }),
    };
  });
}

function explained(name: string): readonly [string, string?] {
  const known = Object.hasOwn(CLAIMS, name) ? CLAIMS[name] : undefined;
  if (known !== undefined) return known;
  if (/^(dev:)?custom:/.test(name))
    return ['An attribute of the pool’s own; always a string, whatever its type.', `attribute: ${name}`];
  if (STANDARD.has(name))
    return ['A standard attribute of the user (OpenID Connect Core, section 5.1).', `attribute: ${name}`];
  return ['Not a claim that pools set by themselves.'];
}
