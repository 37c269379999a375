import type { FaultCode } from '../../../../shared/contract.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { deliver, storeCode, prepareCode, sendCode, type CodeOrder, type PreparedCode } from '../../messages/send.ts';
import type { Contact } from '../../store/codes.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { checkAttributes, foldValue } from '../pools/attribute-schema.ts';
import {
  attributesFrom,
  CONTACTS,
  refuseUnwritable,
  storeAttributes,
  takenAlias,
  type Attributes,
} from '../users/attributes.ts';
import { checkCode, countAttempt, refuseMismatch } from './codes.ts';
import { pretendedDelivery, userForClient } from '../users/hidden-user.ts';
import { findClient } from '../pools/find.ts';
import { addUser, mayBePasswordless, nameUser, type NewUser } from '../users/new-user.ts';
import { recordAuthEvent } from '../protection/auth-events.ts';
import { refuseLeakedPassword } from '../protection/threats.ts';
import { checkPasswordPolicy, makeVerifier } from '../users/passwords.ts';
import { checkSecretHash } from '../sign-in/secret-hash.ts';
import { confirmation, signUpSession } from '../sign-in/sign-up-session.ts';
import { postConfirmation, preSignUp } from './sign-up-functions.ts';

type SignUpCtx = Ctx<FaultCode<'cognito-idp', 'SignUp'>>;

/** Creates a user at their own wish; a code goes to an address that the pool verifies. */
export const SignUp: IdpHandler<'SignUp'> = async (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId);
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
  ctx.step(
    'password is not leaked',
    () => refuseLeakedPassword(ctx, pool, client, 'SIGN_UP', input.Password),
    'SetRiskConfiguration',
  );
  ctx.step('username is free', () => refuseTaken(ctx, pool, named), 'Username');
  const { confirmed, attributes } = await preSignUp(ctx, {
    pool,
    client,
    user: named,
    source: 'PreSignUp_SignUp',
    validationData: input.ValidationData,
    clientMetadata: input.ClientMetadata,
  });
  const signed: NewUser = { ...named, attributes };
  ctx.step('verified addresses are free', () => refuseTaken(ctx, pool, signed), 'autoVerifyEmail, autoVerifyPhone');
  const verifier = input.Password === undefined ? undefined : makeVerifier(ctx, pool, named, input.Password);
  const status = confirmed ? 'CONFIRMED' : 'UNCONFIRMED';
  const code = await ctx.step(
    'code',
    () => signUpCode(ctx, { pool, client, user: { ...signed, status }, clientMetadata: input.ClientMetadata }),
    'AutoVerifiedAttributes',
  );
  const { user, CodeDeliveryDetails } = ctx.write(() => {
    // Functions took their time: what was free before them is looked at again.
    refuseTaken(ctx, pool, signed);
    const user = ctx.step('store the user', () => addUser(ctx, pool, { ...signed, status }, verifier));
    recordAuthEvent(ctx, { pool, client, user, type: 'SignUp', response: 'Pass' });
    return { user, CodeDeliveryDetails: code === undefined ? undefined : storeCode(ctx, user, code) };
  });
  if (code !== undefined) await deliver(ctx, code.message);
  if (confirmed) await postConfirmation(ctx, { pool, client, user, clientMetadata: input.ClientMetadata });
  const Session = confirmed ? undefined : await signUpSession(ctx, client, user);
  return {
    UserConfirmed: confirmed,
    UserSub: user.sub,
    ...(Session === undefined ? {} : { Session }),
    ...(CodeDeliveryDetails === undefined ? {} : { CodeDeliveryDetails }),
  };
};

/** Confirms a user who signed up by the code that was sent to them; its address is verified with it. */
export const ConfirmSignUp: IdpHandler<'ConfirmSignUp'> = async (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId);
  ctx.step('secret hash', () => checkSecretHash(ctx, client, input.Username, input.SecretHash), 'SECRET_HASH');
  const session = await ctx.step(
    'session',
    () => confirmation(ctx, { pool, client }, input.Session),
    'Session of SignUp',
  );
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
  ctx.step('session is the user’s', () => session.checkOwner(user), 'Session of SignUp');
  ctx.step('attempts', () => countAttempt(ctx, user, 'ConfirmSignUp'), 'quotas');
  const code = ctx.step('code', () => checkCode(ctx, user, 'SignUp', input.ConfirmationCode), 'ConfirmationCode');
  const confirmed = ctx.write(() => {
    session.spend();
    const proves = user.attributes[code.attribute] === code.value;
    const attributes = proves ? { ...user.attributes, [`${code.attribute}_verified`]: 'true' } : user.attributes;
    const verified = ctx.step(
      'verify the address',
      () => storeAttributes(ctx, pool, user, attributes, input.ForceAliasCreation === true),
      'ForceAliasCreation',
    );
    const confirmed = { ...verified, status: 'CONFIRMED' as const };
    ctx.store.users.update(confirmed);
    ctx.store.codes.remove(user.id, 'SignUp');
    return confirmed;
  });
  await postConfirmation(ctx, { pool, client, user: confirmed, clientMetadata: input.ClientMetadata });
  const Session = session.next(confirmed, code.attribute);
  return Session === undefined ? {} : { Session };
};

/** Sends a new sign-up code. */
export const ResendConfirmationCode: IdpHandler<'ResendConfirmationCode'> = async (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId);
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
  ctx.write(() => recordAuthEvent(ctx, { pool, client, user, type: 'ResendCode', response: 'Pass' }));
  const CodeDeliveryDetails = await ctx.step('send the code', () =>
    sendCode(ctx, {
      pool,
      client,
      user,
      purpose: 'SignUp',
      attribute,
      reason: 'ResendCode',
      clientMetadata: input.ClientMetadata,
    }),
  );
  return { CodeDeliveryDetails };
};

/** The code that confirms a sign-up, where one goes out. */
async function signUpCode(
  ctx: SignUpCtx,
  order: Omit<CodeOrder, 'purpose' | 'attribute'>,
): Promise<PreparedCode | undefined> {
  const attribute = verifiedContact(order.pool, order.user);
  if (order.user.status === 'CONFIRMED') ctx.skip('The pre sign-up function confirmed the user.');
  else if (attribute === undefined)
    ctx.skip('The user has none of the pool’s AutoVerifiedAttributes: an administrator confirms them.');
  else return prepareCode(ctx, { ...order, purpose: 'SignUp', attribute });
  return undefined;
}

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
