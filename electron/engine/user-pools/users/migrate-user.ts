import type { Ctx } from '../../kernel/handler.ts';
import { composeInvitation, deliver, storeMessage } from '../../messages/send.ts';
import type { Client } from '../../store/clients.ts';
import type { Contact } from '../../store/codes.ts';
import type { Pool } from '../../store/pools.ts';
import type { User } from '../../store/users.ts';
import { hasTrigger, runTrigger, type ResponseOf, type TriggerFaults } from '../../triggers/run.ts';
import { checkAttributes, foldValue } from '../pools/attribute-schema.ts';
import { namedByContact, releaseAlias, takenAlias } from './attributes.ts';
import { addUser, nameUser, type NewUser } from './new-user.ts';
import { makeVerifier } from './passwords.ts';

type MigrateCtx = Ctx<TriggerFaults | 'InvalidParameterException'>;
type Migration = {
  readonly pool: Pool;
  readonly client: Client;
  /** What the caller typed. */
  readonly username: string;
  readonly source: 'UserMigration_Authentication' | 'UserMigration_ForgotPassword';
  /** The password at a sign-in. */
  readonly password?: string;
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
};

const CONTACT_OF: Readonly<Record<string, Contact>> = { EMAIL: 'email', SMS: 'phone_number' };

/**
 * Asks the pool's migration function for a user whom the pool does not know, and stores the one it gives.
 *
 * With `finalUserStatus` CONFIRMED and a password the user has that password; otherwise they must set one
 * (RESET_REQUIRED). Undefined where the pool has no such function or it gives nobody: the user stays unknown.
 * Amazon Cognito developer guide, "Migrate user Lambda trigger".
 *
 * @throws as `runTrigger`
 * @throws InvalidParameterException for attributes that do not fit the pool's schema
 */
export async function migrateUser(ctx: MigrateCtx, migration: Migration): Promise<User | undefined> {
  const { pool, client, username, source, password, clientMetadata } = migration;
  if (!hasTrigger(pool, 'UserMigration')) return undefined;
  const response = await runTrigger(ctx, {
    pool,
    name: 'UserMigration',
    source,
    userName: username,
    clientId: client.id,
    request: {
      ...(password === undefined ? {} : { password }),
      // What InitiateAuth calls ClientMetadata is the validation data of this function.
      validationData: source === 'UserMigration_Authentication' ? (clientMetadata ?? {}) : null,
      clientMetadata: clientMetadata ?? {},
    },
  });
  const given = response?.userAttributes;
  if (response === undefined || given === undefined || given === null || Object.keys(given).length === 0) {
    ctx.note('The migration function gave no userAttributes: the user stays unknown.');
    return undefined;
  }
  return store(ctx, migration, response, given);
}

type Answer = ResponseOf<'UserMigration'>;

async function store(
  ctx: MigrateCtx,
  { pool, client, username, password, clientMetadata }: Migration,
  response: Answer,
  given: Readonly<Record<string, string>>,
): Promise<User | undefined> {
  const { username: name = username, sub: _, ...attributes } = given;
  const named = nameUser(ctx, pool, namedByContact(pool) ? username : name, attributes);
  checkAttributes(ctx, pool, { ...named.attributes }, 'admin-create');
  const status = statusOf(ctx, response);
  const force = response.forceAliasCreation === true && !namedByContact(pool);
  const taken = takenAlias(ctx, pool, named);
  if (taken !== undefined && !force) {
    ctx.note(
      `The ${taken.name} signs in user ${taken.owner.username} and forceAliasCreation is not true: nobody is migrated.`,
    );
    return undefined;
  }
  const keepsPassword = status === 'CONFIRMED' && password !== undefined;
  const verifier = keepsPassword ? makeVerifier(ctx, pool, named, password) : undefined;
  const messages = await lettersOf(ctx, {
    pool,
    client,
    named,
    status,
    response,
    password,
    shownName: username,
    clientMetadata,
  });
  const user = ctx.write(() => {
    const present = ctx.store.users.byKey(pool.id, foldValue(pool, 'username', named.username));
    if (present !== undefined) return present;
    for (let other = takenAlias(ctx, pool, named); other !== undefined; other = takenAlias(ctx, pool, named))
      releaseAlias(ctx, pool, other.owner, other.name);
    const added = withFactor(ctx, addUser(ctx, pool, { ...named, status }, verifier), response);
    for (const message of messages) storeMessage(ctx, message);
    return added;
  });
  ctx.note(`The migration function brought in ${user.username}, status ${user.status}.`);
  for (const message of messages) await deliver(ctx, message);
  return user;
}

function statusOf(ctx: MigrateCtx, { finalUserStatus }: Answer): 'CONFIRMED' | 'RESET_REQUIRED' {
  switch (finalUserStatus ?? 'RESET_REQUIRED') {
    case 'CONFIRMED':
      return 'CONFIRMED';
    case 'RESET_REQUIRED':
      return 'RESET_REQUIRED';
    default:
      return ctx.refuse(
        'InvalidLambdaResponseException',
        'Unrecognizable lambda output',
        `finalUserStatus is ${String(finalUserStatus)}, but must be CONFIRMED or RESET_REQUIRED.`,
      );
  }
}

/** enableSMSMFA: codes by SMS are the user's second factor. */
function withFactor(ctx: Ctx, user: User, { enableSMSMFA }: Answer): User {
  if (enableSMSMFA !== true || user.attributes['phone_number'] === undefined) return user;
  const mfa = {
    MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }],
    PreferredMfaSetting: 'SMS_MFA',
    UserMFASettingList: ['SMS_MFA'],
  };
  const changed = { ...user, extras: { ...user.extras, mfa } };
  ctx.store.users.update(changed);
  return changed;
}

/** The welcome that a migrated user gets unless the function suppresses it; without a password there is nothing to tell. */
async function lettersOf(
  ctx: MigrateCtx,
  of: {
    readonly pool: Pool;
    readonly client: Client;
    readonly named: NewUser;
    readonly status: User['status'];
    readonly response: Answer;
    readonly password: string | undefined;
    readonly shownName: string;
    readonly clientMetadata: Readonly<Record<string, string>> | undefined;
  },
) {
  const { pool, client, named, status, response, password, shownName, clientMetadata } = of;
  if (response.messageAction === 'SUPPRESS' || password === undefined) return [];
  const reached = [...new Set(response.desiredDeliveryMediums ?? ['SMS'])].flatMap((medium) => {
    const attribute = CONTACT_OF[medium];
    const destination = attribute === undefined ? undefined : named.attributes[attribute];
    return attribute === undefined || destination === undefined ? [] : [{ attribute, destination }];
  });
  const user = { ...named, status };
  return Promise.all(
    reached.map((way) => composeInvitation(ctx, { pool, client, user, password, shownName, clientMetadata, ...way })),
  );
}
