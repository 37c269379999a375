import type { FaultCode } from '../../../shared/contract.ts';
import type { Ctx, IdpHandler } from '../handler.ts';
import { sendCode } from '../messages/send.ts';
import type { Contact } from '../store/codes.ts';
import type { Pool } from '../store/pools.ts';
import type { User } from '../store/users.ts';
import { refuseIfTrigger } from '../triggers/required.ts';
import { checkAttributes, foldValue } from './attribute-schema.ts';
import {
  attributesFrom,
  CONTACTS,
  refuseUnwritable,
  storeAttributes,
  takenAlias,
  type Attributes,
} from './attributes.ts';
import { checkCode, countAttempt, refuseMismatch } from './codes.ts';
import { pretendedDelivery, userForClient } from './concealed.ts';
import { findClient } from './find.ts';
import { addUser, mayBePasswordless, nameUser, type NewUser } from './new-user.ts';
import { checkPasswordPolicy, makeVerifier } from './passwords.ts';
import { checkSecretHash } from './sign-in/secret-hash.ts';

type SignUpCtx = Ctx<FaultCode<'cognito-idp', 'SignUp'>>;

/** Creates a user at his own wish; a code goes to an address that the pool verifies. */
export const SignUp: IdpHandler<'SignUp'> = (input, ctx) => {
  const { client, pool } = ctx.step('find the client', () => findClient(ctx, input.ClientId), 'ClientId');
  ctx.about({ poolId: pool.id });
  ctx.step('secret hash', () => checkSecretHash(ctx, client, input.Username, input.SecretHash), 'SECRET_HASH');
  ctx.step('users may sign up', () => refuseAdminOnly(ctx, pool), 'AllowAdminCreateUserOnly');
  const given = attributesFrom(input.UserAttributes);
  const named = ctx.step(
    'name the user',
    () => nameUser(ctx, pool, input.Username, given),
    'UsernameAttributes, AliasAttributes',
  );
  ctx.step('attributes fit the schema', () => checkNewAttributes(ctx, pool, named, given), 'SchemaAttributes');
  ctx.step('client may write them', () => refuseUnwritable(ctx, pool, client, given), 'WriteAttributes');
  ctx.step('password', () => checkNewPassword(ctx, pool, named, input.Password), 'PasswordPolicy');
  ctx.step('username is free', () => refuseTaken(ctx, pool, named), 'Username');
  ctx.step('pre sign-up function', () => refuseIfTrigger(ctx, pool, 'PreSignUp'), 'PreSignUp_SignUp');
  const verifier = input.Password === undefined ? undefined : makeVerifier(ctx, pool, named, input.Password);
  return ctx.write(() => {
    const user = ctx.step('store the user', () => addUser(ctx, pool, { ...named, status: 'UNCONFIRMED' }, verifier));
    const CodeDeliveryDetails = ctx.step(
      'send the code',
      () => {
        const attribute = verifiedContact(pool, user);
        if (attribute !== undefined)
          return sendCode(ctx, {
            pool,
            client,
            user,
            purpose: 'SignUp',
            attribute,
            clientMetadata: input.ClientMetadata,
          });
        ctx.skip('The user has none of the pool’s AutoVerifiedAttributes: an administrator confirms him.');
        return undefined;
      },
      'AutoVerifiedAttributes',
    );
    return {
      UserConfirmed: false,
      UserSub: user.sub,
      ...(CodeDeliveryDetails === undefined ? {} : { CodeDeliveryDetails }),
    };
  });
};

/** Confirms a user who signed up by the code that was sent to him; its address is verified with it. */
export const ConfirmSignUp: IdpHandler<'ConfirmSignUp'> = (input, ctx) => {
  const { client, pool } = ctx.step('find the client', () => findClient(ctx, input.ClientId), 'ClientId');
  ctx.about({ poolId: pool.id });
  ctx.step('secret hash', () => checkSecretHash(ctx, client, input.Username, input.SecretHash), 'SECRET_HASH');
  const user = ctx.step(
    'find the user',
    () =>
      userForClient(ctx, pool, client, input.Username) ??
      refuseMismatch(ctx, 'The user is unknown or disabled, which PreventUserExistenceErrors hides.'),
    'PreventUserExistenceErrors',
  );
  ctx.step('waits to be confirmed', () => {
    if (user.status !== 'UNCONFIRMED')
      ctx.refuse(
        'NotAuthorizedException',
        `User cannot be confirmed. Current status is ${user.status}`,
        'Only users who signed up themselves and were not confirmed yet can be confirmed.',
      );
  });
  ctx.step('attempts', () => countAttempt(ctx, user, 'ConfirmSignUp'), 'quotas');
  const code = ctx.step('code', () => checkCode(ctx, user, 'SignUp', input.ConfirmationCode), 'ConfirmationCode');
  ctx.step(
    'post confirmation function',
    () => refuseIfTrigger(ctx, pool, 'PostConfirmation'),
    'PostConfirmation_ConfirmSignUp',
  );
  ctx.write(() => {
    const proves = user.attributes[code.attribute] === code.value;
    const attributes = proves ? { ...user.attributes, [`${code.attribute}_verified`]: 'true' } : user.attributes;
    const verified = ctx.step(
      'verify the address',
      () => storeAttributes(ctx, pool, user, attributes, input.ForceAliasCreation === true),
      'ForceAliasCreation',
    );
    ctx.store.users.update({ ...verified, status: 'CONFIRMED' });
    ctx.store.codes.remove(user.id, 'SignUp');
  });
  return {};
};

/** Sends a new sign-up code. */
export const ResendConfirmationCode: IdpHandler<'ResendConfirmationCode'> = (input, ctx) => {
  const { client, pool } = ctx.step('find the client', () => findClient(ctx, input.ClientId), 'ClientId');
  ctx.about({ poolId: pool.id });
  ctx.step('secret hash', () => checkSecretHash(ctx, client, input.Username, input.SecretHash), 'SECRET_HASH');
  const user = ctx.step(
    'find the user',
    () => userForClient(ctx, pool, client, input.Username),
    'PreventUserExistenceErrors',
  );
  if (user === undefined) return { CodeDeliveryDetails: pretendedDelivery(pool, input.Username) };
  ctx.step('waits to be confirmed', () => {
    if (user.status !== 'UNCONFIRMED')
      ctx.refuse('InvalidParameterException', 'User is already confirmed.', `The user's status is ${user.status}.`);
  });
  const attribute = ctx.step(
    'where the code goes',
    () =>
      verifiedContact(pool, user) ??
      ctx.refuse(
        'InvalidParameterException',
        'Auto verification not turned on.',
        'The user has none of the pool’s AutoVerifiedAttributes.',
      ),
    'AutoVerifiedAttributes',
  );
  ctx.step('attempts', () => countAttempt(ctx, user, 'ResendConfirmationCode'), 'quotas');
  const CodeDeliveryDetails = ctx.write(() =>
    sendCode(ctx, { pool, client, user, purpose: 'SignUp', attribute, clientMetadata: input.ClientMetadata }),
  );
  return { CodeDeliveryDetails };
};

/** The address to which a sign-up code goes; with both, the phone number. */
function verifiedContact(pool: Pool, user: Pick<User, 'attributes'>): Contact | undefined {
  const { AutoVerifiedAttributes = [] } = pool.settings;
  return CONTACTS.find((contact) => AutoVerifiedAttributes.includes(contact) && user.attributes[contact] !== undefined);
}

function refuseAdminOnly(ctx: SignUpCtx, pool: Pool): void {
  if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true)
    ctx.refuse(
      'NotAuthorizedException',
      'SignUp is not permitted for this user pool',
      'AdminCreateUserConfig.AllowAdminCreateUserOnly of the pool is true.',
    );
}

function checkNewAttributes(ctx: SignUpCtx, pool: Pool, named: NewUser, given: Attributes): void {
  checkAttributes(ctx, pool, { ...given, ...named.attributes }, 'create');
  if (
    given['preferred_username'] !== undefined &&
    pool.settings.AliasAttributes?.includes('preferred_username') === true
  )
    ctx.refuse(
      'InvalidParameterException',
      'preferred_username cannot be set at sign-up, since user pool is configured for preferred_username alias.',
      'An alias of this kind can be chosen only by a user who exists.',
    );
}

function checkNewPassword(ctx: SignUpCtx, pool: Pool, named: NewUser, password: string | undefined): void {
  if (password !== undefined) return checkPasswordPolicy(ctx, pool, password);
  if (mayBePasswordless(pool, named.attributes))
    return ctx.note('No password: AllowedFirstAuthFactors of the pool let this user sign in by a one-time code.');
  ctx.refuse(
    'InvalidParameterException',
    "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
    'A password may be left out only where AllowedFirstAuthFactors has a one-time code that can reach the user.',
  );
}

/** A username, or an address that serves as one, is taken whatever PreventUserExistenceErrors says. */
function refuseTaken(ctx: SignUpCtx, pool: Pool, named: NewUser): void {
  if (ctx.store.users.byKey(pool.id, foldValue(pool, 'username', named.username)) !== undefined)
    ctx.refuse('UsernameExistsException', 'User already exists', `The pool has a user ${named.username}.`);
  const taken = takenAlias(ctx, pool, named);
  if (taken !== undefined)
    ctx.refuse(
      'UsernameExistsException',
      `An account with the given ${taken.name} already exists.`,
      `The ${taken.name} signs in user ${taken.owner.username}.`,
    );
}
