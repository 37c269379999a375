import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { sendCode } from '../../messages/send.ts';
import type { Contact } from '../../store/codes.ts';
import { actingUser } from './acting-user.ts';
import { checkAttributes, readableAttributes } from '../pools/attribute-schema.ts';
import { attributeList, attributesFrom, refuseUnwritable, storeAttributes } from './attributes.ts';
import { changeAttributes, clearAttributes } from './change-attributes.ts';
import { checkCode, countAttempt } from '../sign-up/codes.ts';
import { removeUser } from './new-user.ts';
import { mfaOf } from './user-view.ts';

/** The user who is signed in, with the attributes that their client may read. */
export const GetUser: IdpHandler<'GetUser'> = async (input, ctx) => {
  const { user, pool, client } = await actingUser(ctx, input.AccessToken);
  const UserAttributes = ctx.step(
    'readable attributes',
    () => attributeList(user, readableAttributes(pool, client)),
    'ReadAttributes',
  );
  return { Username: user.username, UserAttributes, ...mfaOf(user) };
};

/** Changes attributes of the user who is signed in, and sends codes for new addresses. */
export const UpdateUserAttributes: IdpHandler<'UpdateUserAttributes'> = async (input, ctx) => {
  const { user, pool, client } = await actingUser(ctx, input.AccessToken);
  const changes = attributesFrom(input.UserAttributes);
  ctx.step('attributes fit the schema', () => checkAttributes(ctx, pool, changes, 'update'), 'SchemaAttributes');
  ctx.step('client may write them', () => refuseUnwritable(ctx, pool, client, changes), 'WriteAttributes');
  const { sent } = await ctx.step('change', () =>
    changeAttributes(ctx, pool, user, changes, input.ClientMetadata, client),
  );
  return sent.length === 0 ? {} : { CodeDeliveryDetailsList: sent };
};

/** Clears attributes of the user who is signed in. */
export const DeleteUserAttributes: IdpHandler<'DeleteUserAttributes'> = async (input, ctx) => {
  const { user, pool, client } = await actingUser(ctx, input.AccessToken);
  const cleared = Object.fromEntries(input.UserAttributeNames.map((name) => [name, '']));
  ctx.step('attributes fit the schema', () => checkAttributes(ctx, pool, cleared, 'update'), 'SchemaAttributes');
  ctx.step('client may write them', () => refuseUnwritable(ctx, pool, client, cleared), 'WriteAttributes');
  ctx.step('clear', () => clearAttributes(ctx, pool, user, input.UserAttributeNames));
  return {};
};

/** Proves an e-mail address or phone number by the code that was sent to it; one that waited for it now holds. */
export const VerifyUserAttribute: IdpHandler<'VerifyUserAttribute'> = async (input, ctx) => {
  const { user, pool } = await actingUser(ctx, input.AccessToken);
  const contact = ctx.step('attribute', () => contactNamed(ctx, input.AttributeName), 'AttributeName');
  ctx.step('attempts', () => countAttempt(ctx, user, 'VerifyUserAttribute'), 'quotas');
  const code = ctx.step('code', () => checkCode(ctx, user, `Attribute:${contact}`, input.Code), 'Code');
  ctx.write(() => {
    const attributes = { ...user.attributes, [contact]: code.value, [`${contact}_verified`]: 'true' };
    storeAttributes(ctx, pool, user, attributes);
    ctx.store.codes.remove(user.id, code.purpose);
  });
  return {};
};

/** Sends a code to the user's e-mail address or phone number, or to the new one that waits for its proof. */
export const GetUserAttributeVerificationCode: IdpHandler<'GetUserAttributeVerificationCode'> = async (input, ctx) => {
  const { user, pool, client } = await actingUser(ctx, input.AccessToken);
  const attribute = ctx.step('attribute', () => contactNamed(ctx, input.AttributeName), 'AttributeName');
  ctx.step('attempts', () => countAttempt(ctx, user, 'GetUserAttributeVerificationCode'), 'quotas');
  const purpose = `Attribute:${attribute}` as const;
  const open = ctx.store.codes.get(user.id, purpose);
  const CodeDeliveryDetails = await ctx.step('send the code', () =>
    sendCode(ctx, {
      pool,
      client,
      user,
      purpose,
      attribute,
      reason: 'VerifyUserAttribute',
      clientMetadata: input.ClientMetadata,
      ...(open === undefined ? {} : { value: open.value }),
    }),
  );
  return { CodeDeliveryDetails };
};

/** Removes the user who is signed in. */
export const DeleteUser: IdpHandler<'DeleteUser'> = async (input, ctx) => {
  const { user, pool } = await actingUser(ctx, input.AccessToken);
  ctx.write(() => removeUser(ctx, pool, user));
  return {};
};

function contactNamed(ctx: Ctx<'InvalidParameterException'>, name: string): Contact {
  if (name === 'email' || name === 'phone_number') return name;
  return ctx.refuse(
    'InvalidParameterException',
    `Attribute ${name} cannot be verified.`,
    'Codes prove an email or a phone_number, nothing else.',
  );
}
