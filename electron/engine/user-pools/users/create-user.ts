import type { AdminCreateUserRequest, DeliveryMediumType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { FaultCode } from '../../../../shared/contract.ts';
import type { Ctx } from '../../kernel/handler.ts';
import { composeInvitation, deliver, storeMessage, type Message, type Recipient } from '../../messages/send.ts';
import type { Contact } from '../../store/codes.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { checkAttributes, foldValue } from '../pools/attribute-schema.ts';
import { attributesFrom, namedByContact, releaseAlias, takenAlias } from './attributes.ts';
import { findUser } from './find-user.ts';
import { addUser, mayBePasswordless, nameUser, type NewUser } from './new-user.ts';
import { checkPasswordPolicy, makeVerifier, temporaryPassword, passwordTime } from './passwords.ts';
import { preSignUp } from '../sign-up/sign-up-functions.ts';

type CreateCtx = Ctx<FaultCode<'cognito-idp', 'AdminCreateUser'>>;

/**
 * Creates a user with a temporary password, which the user must change at the first sign-in, and invites them.
 *
 * Without a password where a one-time code can be their first factor; such a user is confirmed at once.
 */
export async function createByAdmin(ctx: CreateCtx, pool: Pool, input: AdminCreateUserRequest): Promise<User> {
  const named = ctx.step(
    'name the user',
    () => nameUser(ctx, pool, input.Username, attributesFrom(input.UserAttributes)),
    'UsernameAttributes, AliasAttributes',
  );
  ctx.step(
    'attributes fit the schema',
    () => checkAttributes(ctx, pool, { ...named.attributes }, 'admin-create'),
    'SchemaAttributes',
  );
  ctx.step('username is free', () => refuseTakenName(ctx, pool, named), 'Username');
  const force = input.ForceAliasCreation === true && !namedByContact(pool);
  ctx.step('aliases are free', () => refuseTakenAlias(ctx, pool, named, force), 'ForceAliasCreation');
  const password = ctx.step(
    'temporary password',
    () => passwordFor(ctx, pool, named, input),
    'TemporaryPassword, PasswordPolicy',
  );
  await preSignUp(ctx, {
    pool,
    user: named,
    source: 'PreSignUp_AdminCreateUser',
    validationData: input.ValidationData,
    clientMetadata: input.ClientMetadata,
  });
  const verifier = password === undefined ? undefined : makeVerifier(ctx, pool, named, password);
  const status = password === undefined ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
  const messages = await ctx.step(
    'invitation',
    () => invitations(ctx, pool, { ...named, status }, password, input),
    'MessageAction, DesiredDeliveryMediums',
  );
  const user = ctx.write(() => {
    // Functions took their time: what was free before them is looked at again.
    refuseTakenName(ctx, pool, named);
    refuseTakenAlias(ctx, pool, named, force);
    freeAliases(ctx, pool, named);
    const added = ctx.step('store the user', () => addUser(ctx, pool, { ...named, status }, verifier));
    for (const message of messages) storeMessage(ctx, message);
    return added;
  });
  for (const message of messages) await deliver(ctx, message);
  return user;
}

/** Gives a user who never signed in a new temporary password and sends the invitation again. */
export async function resendInvitation(ctx: CreateCtx, pool: Pool, input: AdminCreateUserRequest): Promise<User> {
  const user = findUser(ctx, pool, input.Username);
  ctx.step('still to change their password', () => {
    if (user.status !== 'FORCE_CHANGE_PASSWORD')
      ctx.refuse(
        'UnsupportedUserStateException',
        `Resend not possible. ${input.Username} status is not FORCE_CHANGE_PASSWORD`,
        `The user's status is ${user.status}; only users who still have their temporary password are invited again.`,
      );
  });
  const password = ctx.step('temporary password', () => {
    if (input.TemporaryPassword !== undefined) checkPasswordPolicy(ctx, pool, input.TemporaryPassword);
    return input.TemporaryPassword ?? temporaryPassword(ctx, pool);
  });
  const now = ctx.now();
  const fresh = {
    ...makeVerifier(ctx, pool, user, password),
    passwordSetAt: passwordTime(user, now),
    failures: 0,
    failedAt: 0,
    modifiedAt: now,
  };
  const renewed = { ...user, ...fresh };
  const messages = await ctx.step(
    'invitation',
    () => invitations(ctx, pool, renewed, password, { ...input, MessageAction: undefined }),
    'DesiredDeliveryMediums',
  );
  ctx.write(() => {
    // Functions took their time: whatever else changed meanwhile stays.
    ctx.store.users.update({ ...(ctx.store.users.get(user.id) ?? user), ...fresh });
    ctx.changed('user', pool.id, user.username);
    for (const message of messages) storeMessage(ctx, message);
  });
  for (const message of messages) await deliver(ctx, message);
  return renewed;
}

function refuseTakenName(ctx: CreateCtx, pool: Pool, { username }: NewUser): void {
  if (ctx.store.users.byKey(pool.id, foldValue(pool, 'username', username)) !== undefined)
    ctx.refuse('UsernameExistsException', 'User account already exists', `The pool has a user ${username}.`);
}

/** An address that names a user is a name: nobody can take it. Another alias may be taken by force. */
function refuseTakenAlias(ctx: CreateCtx, pool: Pool, named: NewUser, force: boolean): void {
  const taken = takenAlias(ctx, pool, named);
  if (taken === undefined) return;
  const reason = `The ${taken.name} signs in user ${taken.owner.username}.`;
  if (namedByContact(pool)) return ctx.refuse('UsernameExistsException', 'User account already exists', reason);
  if (!force)
    return ctx.refuse(
      'UsernameExistsException',
      `An account with the ${taken.name} already exists.`,
      `${reason} ForceAliasCreation would take it from that user.`,
    );
  ctx.note(`The ${taken.name} is taken from user ${taken.owner.username}.`);
}

/** Takes from other users what signs the new one in; `refuseTakenAlias` allowed it. */
function freeAliases(ctx: Ctx, pool: Pool, named: NewUser): void {
  for (let taken = takenAlias(ctx, pool, named); taken !== undefined; taken = takenAlias(ctx, pool, named))
    releaseAlias(ctx, pool, taken.owner, taken.name);
}

function passwordFor(ctx: CreateCtx, pool: Pool, named: NewUser, input: AdminCreateUserRequest): string | undefined {
  if (input.TemporaryPassword !== undefined) {
    checkPasswordPolicy(ctx, pool, input.TemporaryPassword);
    return input.TemporaryPassword;
  }
  if (mayBePasswordless(pool, named.attributes)) {
    ctx.note('No password: AllowedFirstAuthFactors of the pool let this user sign in by a one-time code.');
    return undefined;
  }
  ctx.note('A temporary password was generated.');
  return temporaryPassword(ctx, pool);
}

const CONTACT_OF: Readonly<Record<DeliveryMediumType, Contact>> = { EMAIL: 'email', SMS: 'phone_number' };

/** The invitations that go out, composed: one a medium that reaches the user. */
async function invitations(
  ctx: CreateCtx,
  pool: Pool,
  user: Recipient,
  password: string | undefined,
  {
    MessageAction,
    DesiredDeliveryMediums = ['SMS'],
    Username,
    ClientMetadata: clientMetadata,
  }: Pick<AdminCreateUserRequest, 'DesiredDeliveryMediums' | 'Username' | 'ClientMetadata'> & {
    MessageAction?: AdminCreateUserRequest['MessageAction'] | undefined;
  },
): Promise<Message[]> {
  const none = (reason: string): Message[] => {
    ctx.skip(reason);
    return [];
  };
  if (MessageAction === 'SUPPRESS') return none('MessageAction is SUPPRESS.');
  if (password === undefined) return none('The user has no temporary password to send.');
  const reached = [...new Set(DesiredDeliveryMediums)].flatMap((medium) => {
    const attribute = CONTACT_OF[medium];
    const destination = user.attributes[attribute];
    return destination === undefined ? [] : [{ attribute, destination }];
  });
  if (reached.length === 0)
    return none(
      `DesiredDeliveryMediums (SMS unless given) are ${DesiredDeliveryMediums.join(', ')}, and the user has no address for them.`,
    );
  const messages: Message[] = [];
  for (const way of reached)
    messages.push(await composeInvitation(ctx, { pool, user, password, shownName: Username, clientMetadata, ...way }));
  return messages;
}
