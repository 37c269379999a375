import type { Ctx } from '../kernel/handler.ts';
import type { IamUser } from '../store/iam-users.ts';

/**
 * Finds a user by name, without regard to case; without a name the user that calls.
 *
 * Refuses `The user with name X cannot be found.`
 */
export function findUser(ctx: Ctx<'NoSuchEntity'>, name: string | undefined): IamUser {
  return ctx.step(
    'find the user',
    () => {
      const { access } = ctx.store;
      const { caller, account } = ctx.call;
      if (name !== undefined)
        return access.user(account, name) ?? ctx.refuse('NoSuchEntity', `The user with name ${name} cannot be found.`);
      const session = caller.kind === 'session' ? access.session(caller.accessKeyId) : undefined;
      const own = session === undefined ? undefined : access.userById(session.roleId);
      return (
        own ??
        ctx.refuse(
          'NoSuchEntity',
          'The user with name root cannot be found.',
          'Without UserName the calling user is meant, and the caller is no IAM user: the account root has no keys here.',
        )
      );
    },
    'UserName',
  );
}
