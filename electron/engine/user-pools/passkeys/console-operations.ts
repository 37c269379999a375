import type { OperationName } from '../../../../shared/contract.ts';
import type { Handler } from '../../kernel/handler.ts';
import { findUser } from '../users/find-user.ts';
import { findPool } from '../pools/find.ts';

type OwnHandler<O extends OperationName<'poolkeeper'>> = Handler<'poolkeeper', O>;

/** A user's passkeys, oldest first. */
export const ListPasskeys: OwnHandler<'ListPasskeys'> = ({ UserPoolId, Username }, ctx) => {
  const user = findUser(ctx, findPool(ctx, UserPoolId), Username);
  return {
    passkeys: ctx.store.passkeys
      .ofUser(user.id)
      .map(({ id, name, rpId, attachment, transports, counter, createdAt }) => ({
        id,
        name,
        rpId,
        ...(attachment === undefined ? {} : { attachment }),
        transports,
        counter,
        createdAt,
      })),
  };
};

/** Removes a passkey of a user. */
export const DeletePasskey: OwnHandler<'DeletePasskey'> = ({ UserPoolId, Username, CredentialId }, ctx) => {
  const pool = findPool(ctx, UserPoolId);
  const user = findUser(ctx, pool, Username);
  ctx.write(() => {
    if (ctx.store.passkeys.get(CredentialId)?.userId !== user.id)
      ctx.refuse('ResourceNotFoundException', 'The user has no such passkey.');
    ctx.store.passkeys.remove(CredentialId);
  });
  ctx.changed('user', pool.id, user.username);
  return {};
};
