import type { AttributeType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { eventAttributes, runTrigger, type TriggerFaults } from '../../triggers/run.ts';
import type { Attributes } from '../users/attributes.ts';
import type { NewUser } from '../users/new-user.ts';

type Metadata = Readonly<Record<string, string>> | undefined;

/**
 * Asks the pool's pre sign-up function, which may refuse, confirm the user and verify their addresses.
 *
 * Of an administrator's user it can only be refused: AWS ignores the rest of the answer then.
 *
 * @returns whether they are confirmed, and their attributes with what was verified
 * @throws as `runTrigger`, and InvalidLambdaResponseException for verifying an address that they do not have
 */
export async function preSignUp(
  ctx: Ctx<TriggerFaults>,
  of: {
    readonly pool: Pool;
    readonly client?: Client;
    readonly user: NewUser;
    readonly source: 'PreSignUp_SignUp' | 'PreSignUp_AdminCreateUser' | 'PreSignUp_ExternalProvider';
    readonly validationData: readonly AttributeType[] | undefined;
    readonly clientMetadata: Metadata;
  },
): Promise<{ readonly confirmed: boolean; readonly attributes: Attributes }> {
  const { pool, client, user, source, validationData, clientMetadata } = of;
  const unchanged = { confirmed: false, attributes: user.attributes };
  const answer = await runTrigger(ctx, {
    pool,
    name: 'PreSignUp',
    source,
    userName: user.username,
    clientId: client?.id,
    userAttributes: user.attributes,
    request: {
      validationData:
        validationData === undefined
          ? null
          : Object.fromEntries(validationData.map(({ Name, Value = '' }) => [Name, Value])),
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
    },
  });
  if (answer === undefined) return unchanged;
  const { autoConfirmUser, autoVerifyEmail, autoVerifyPhone } = answer;
  if (source === 'PreSignUp_AdminCreateUser') return unchanged;
  const attributes = {
    ...user.attributes,
    ...verified(ctx, user, 'email', autoVerifyEmail),
    ...verified(ctx, user, 'phone_number', autoVerifyPhone),
  };
  return { confirmed: autoConfirmUser === true, attributes };
}

function verified(
  ctx: Ctx<'InvalidLambdaResponseException'>,
  { attributes }: NewUser,
  contact: 'email' | 'phone_number',
  wished: boolean | undefined,
): Record<string, string> {
  if (wished !== true) return {};
  if (attributes[contact] !== undefined) return { [`${contact}_verified`]: 'true' };
  return ctx.refuse(
    'InvalidLambdaResponseException',
    'Unrecognizable lambda output',
    `The function verifies the ${contact} of a user who has none.`,
  );
}

/**
 * Runs the pool's post confirmation function for a user whose confirmation is stored already: if it fails, the
 * call fails and the user stays confirmed. Outside of transactions.
 *
 * @throws as `runTrigger`
 */
export async function postConfirmation(
  ctx: Ctx<TriggerFaults>,
  of: {
    readonly pool: Pool;
    readonly client?: Client;
    readonly user: User;
    readonly source?: 'PostConfirmation_ConfirmSignUp' | 'PostConfirmation_ConfirmForgotPassword';
    readonly clientMetadata: Metadata;
  },
): Promise<void> {
  const { pool, client, user, source = 'PostConfirmation_ConfirmSignUp', clientMetadata } = of;
  // A call that fails tells nobody what it changed, and this change stays.
  ctx.workspace.emit({ type: 'changed', changes: [{ kind: 'user', parent: pool.id, id: user.username }] });
  await runTrigger(ctx, {
    pool,
    name: 'PostConfirmation',
    source,
    userName: user.username,
    clientId: client?.id,
    userAttributes: eventAttributes(user),
    request: clientMetadata === undefined ? {} : { clientMetadata },
  });
}
