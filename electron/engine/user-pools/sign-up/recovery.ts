import type { IdpHandler } from '../../kernel/handler.ts';
import { sendCode } from '../../messages/send.ts';
import { recordAuthEvent } from '../protection/auth-events.ts';
import { refuseLeakedPassword, refuseRisky } from '../protection/threats.ts';
import { actingUser } from '../users/acting-user.ts';
import { checkCode, countAttempt, refuseMismatch } from './codes.ts';
import { concealsUsers, pretendedDelivery, userForClient } from '../users/hidden-user.ts';
import { findClient } from '../pools/find.ts';
import { lookUpUser } from '../users/find-user.ts';
import { hasPassword, replaceImportedHash } from '../imports/imported-hash.ts';
import { migrateUser } from '../users/migrate-user.ts';
import { withNewPassword } from '../users/passwords.ts';
import { recoveryChannel, recoveryContact, refuseUnlessResettable } from './recovery-channel.ts';
import { checkSecretHash } from '../sign-in/secret-hash.ts';
import { postConfirmation } from './sign-up-functions.ts';
import { passwordMatches } from '../sign-in/srp.ts';

/** Sends a code with which a user can set a new password. */
export const ForgotPassword: IdpHandler<'ForgotPassword'> = async (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId);
  ctx.step('secret hash', () => checkSecretHash(ctx, client, input.Username, input.SecretHash), 'SECRET_HASH');
  await ctx.step(
    'user migration function',
    async () => {
      if (lookUpUser(ctx, pool, input.Username) !== undefined) return ctx.skip('The user is here already.');
      await migrateUser(ctx, {
        pool,
        client,
        username: input.Username,
        source: 'UserMigration_ForgotPassword',
        clientMetadata: input.ClientMetadata,
      });
    },
    'UserMigration_ForgotPassword',
  );
  const user = ctx.step(
    'find the user',
    () => userForClient(ctx, pool, client, input.Username),
    'PreventUserExistenceErrors',
  );
  if (user === undefined) return { CodeDeliveryDetails: pretendedDelivery(pool, input.Username) };
  ctx.step('password can be reset', () => refuseUnlessResettable(ctx, user), 'UserStatus');
  const attribute = ctx.step(
    'where the code goes',
    () => {
      if (!concealsUsers(client) || recoveryChannel(pool, user, 'user') !== 'none')
        return recoveryContact(ctx, pool, user, 'user');
      ctx.note(
        'The user has no verified address. PreventUserExistenceErrors of the client is ENABLED, so the answer hides it.',
      );
      return undefined;
    },
    'AccountRecoverySetting',
  );
  if (attribute === undefined) return { CodeDeliveryDetails: pretendedDelivery(pool, input.Username) };
  ctx.step('attempts', () => countAttempt(ctx, user, 'PasswordRecovery'), 'quotas');
  await ctx.step(
    'threat protection',
    () => refuseRisky(ctx, { pool, client, user }, 'ForgotPassword'),
    'SetRiskConfiguration',
  );
  ctx.write(() => recordAuthEvent(ctx, { pool, client, user, type: 'ForgotPassword', response: 'InProgress' }));
  const CodeDeliveryDetails = await ctx.step('send the code', () =>
    sendCode(ctx, { pool, client, user, purpose: 'ForgotPassword', attribute, clientMetadata: input.ClientMetadata }),
  );
  return { CodeDeliveryDetails };
};

/** Sets a new password by the code that was sent. */
export const ConfirmForgotPassword: IdpHandler<'ConfirmForgotPassword'> = async (input, ctx) => {
  const { client, pool } = findClient(ctx, input.ClientId);
  ctx.step('secret hash', () => checkSecretHash(ctx, client, input.Username, input.SecretHash), 'SECRET_HASH');
  const user = ctx.step(
    'find the user',
    () =>
      userForClient(ctx, pool, client, input.Username) ??
      refuseMismatch(ctx, 'The user is unknown or disabled, which PreventUserExistenceErrors hides.'),
    'PreventUserExistenceErrors',
  );
  ctx.step('attempts', () => countAttempt(ctx, user, 'PasswordRecovery'), 'quotas');
  ctx.step('code', () => checkCode(ctx, user, 'ForgotPassword', input.ConfirmationCode), 'ConfirmationCode');
  ctx.step(
    'password is not leaked',
    () => refuseLeakedPassword(ctx, pool, client, 'PASSWORD_CHANGE', input.Password),
    'SetRiskConfiguration',
  );
  const renewed = ctx.step('new password', () => withNewPassword(ctx, pool, user, input.Password), 'PasswordPolicy');
  const confirmed = { ...renewed, status: 'CONFIRMED' as const };
  ctx.write(() => {
    ctx.store.users.update(confirmed);
    ctx.store.codes.remove(user.id, 'ForgotPassword');
    recordAuthEvent(ctx, { pool, client, user, type: 'ForgotPassword', response: 'Pass' });
    ctx.changed('user', pool.id, user.username);
  });
  await postConfirmation(ctx, {
    pool,
    client,
    user: confirmed,
    source: 'PostConfirmation_ConfirmForgotPassword',
    clientMetadata: input.ClientMetadata,
  });
  return {};
};

/** Changes the password of the user who is signed in. */
export const ChangePassword: IdpHandler<'ChangePassword'> = async (input, ctx) => {
  const { user: acting, pool, client } = await actingUser(ctx, input.AccessToken);
  ctx.step('attempts', () => countAttempt(ctx, acting, 'ChangePassword'), 'quotas');
  const proven = await replaceImportedHash(ctx, pool, acting, input.PreviousPassword ?? '');
  // Read again: what is stored of them now is what changes.
  const user = ctx.store.users.get(proven.id) ?? proven;
  ctx.step('previous password', () => {
    if (!hasPassword(user)) return ctx.skip('The user has no password yet.');
    if (input.PreviousPassword === undefined)
      return ctx.refuse(
        'InvalidParameterException',
        "1 validation error detected: Value at 'previousPassword' failed to satisfy constraint: Member must not be null",
        'The user has a password; only a user without one may leave PreviousPassword out.',
      );
    if (!passwordMatches(pool.id, user, input.PreviousPassword))
      ctx.refuse(
        'NotAuthorizedException',
        'Incorrect username or password.',
        'PreviousPassword is not the user’s password.',
      );
  });
  ctx.step(
    'password is not leaked',
    () => refuseLeakedPassword(ctx, pool, client, 'PASSWORD_CHANGE', input.ProposedPassword),
    'SetRiskConfiguration',
  );
  const renewed = ctx.step(
    'new password',
    () => withNewPassword(ctx, pool, user, input.ProposedPassword),
    'PasswordPolicy',
  );
  ctx.write(() => {
    ctx.store.users.update(renewed);
    recordAuthEvent(ctx, { pool, client, user, type: 'PasswordChange', response: 'Pass' });
    ctx.changed('user', pool.id, user.username);
  });
  return {};
};
