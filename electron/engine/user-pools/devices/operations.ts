import type { DeviceType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Ctx, IdpHandler } from '../../kernel/handler.ts';
import { listPage } from '../../kernel/paging.ts';
import type { Device } from '../../store/devices.ts';
import type { Pool } from '../../store/pools.ts';
import type { Family } from '../../store/tokens.ts';
import type { User } from '../../store/users.ts';
import type { Claims } from '../../tokens/claims.ts';
import { actingUser } from '../users/acting-user.ts';
import { readVerifier } from './verifier.ts';
import { deviceType } from './view.ts';
import { findUser, lookUpUser } from '../users/find-user.ts';
import { findPool } from '../pools/find.ts';
import { refuseDevice, tracksDevices } from '../sign-in/device.ts';

/** Confirms the device whose key came with the tokens of this sign-in, with the verifier of its secret. */
export const ConfirmDevice: IdpHandler<'ConfirmDevice'> = async (input, ctx) => {
  const { pool, user, claims } = await actingUser(ctx, input.AccessToken);
  ctx.step('pool tracks devices', () => refuseWithoutTracking(ctx, pool), 'DeviceConfiguration');
  const groupKey = ctx.step('device of the sign-in', () => groupKeyOf(ctx, user, claims, input.DeviceKey), 'DeviceKey');
  const proof = ctx.step('verifier', () => readVerifier(ctx, input.DeviceSecretVerifierConfig), 'SRP-6a');
  const onPrompt = pool.settings.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt === true;
  const now = ctx.now();
  ctx.write(() => {
    if (ctx.store.devices.get(user.id, input.DeviceKey) !== undefined) return refuseExisting(ctx);
    ctx.store.devices.insert({
      userId: user.id,
      key: input.DeviceKey,
      groupKey,
      name: input.DeviceName,
      proof,
      remembered: !onPrompt,
      lastIp: ctx.call.sourceIp,
      createdAt: now,
      modifiedAt: now,
      authenticatedAt: now,
    });
  });
  ctx.changed('user', pool.id, user.username);
  return { UserConfirmationNecessary: onPrompt };
};

/** One device of the user who is signed in. */
export const GetDevice: IdpHandler<'GetDevice'> = async (input, ctx) => {
  const { user } = await actingUser(ctx, tokenGiven(ctx, input.AccessToken));
  return { Device: deviceType(findDevice(ctx, user, input.DeviceKey)) };
};

/** The devices of the user who is signed in. */
export const ListDevices: IdpHandler<'ListDevices'> = async (input, ctx) => {
  const { user } = await actingUser(ctx, input.AccessToken);
  return devicesOf(ctx, user, input);
};

/** The user who is signed in has a device remembered, or not. */
export const UpdateDeviceStatus: IdpHandler<'UpdateDeviceStatus'> = async (input, ctx) => {
  const { pool, user } = await actingUser(ctx, input.AccessToken);
  setStatus(ctx, pool, user, input);
  return {};
};

/** The user who is signed in has a device forgotten. */
export const ForgetDevice: IdpHandler<'ForgetDevice'> = async (input, ctx) => {
  const { pool, user } = await actingUser(ctx, tokenGiven(ctx, input.AccessToken));
  forget(ctx, pool, user, input.DeviceKey);
  return {};
};

/** One device of a user. */
export const AdminGetDevice: IdpHandler<'AdminGetDevice'> = (input, ctx) => {
  const { user } = named(ctx, input);
  return { Device: deviceType(findDevice(ctx, user, input.DeviceKey)) };
};

/** The devices of a user. */
export const AdminListDevices: IdpHandler<'AdminListDevices'> = (input, ctx) => {
  const { user } = named(ctx, input);
  return devicesOf(ctx, user, input);
};

/** An administrator has a user's device remembered, or not. */
export const AdminUpdateDeviceStatus: IdpHandler<'AdminUpdateDeviceStatus'> = (input, ctx) => {
  const { pool, user } = existing(ctx, input);
  setStatus(ctx, pool, user, input);
  return {};
};

/** An administrator has a user's device forgotten. */
export const AdminForgetDevice: IdpHandler<'AdminForgetDevice'> = (input, ctx) => {
  const { pool, user } = existing(ctx, input);
  forget(ctx, pool, user, input.DeviceKey);
  return {};
};

type Names = { readonly UserPoolId: string; readonly Username: string };

function existing(ctx: Ctx<'ResourceNotFoundException' | 'UserNotFoundException'>, { UserPoolId, Username }: Names) {
  const pool = findPool(ctx, UserPoolId);
  return { pool, user: findUser(ctx, pool, Username) };
}

/** As `existing`, for operations that declare no UserNotFoundException. */
function named(ctx: Ctx<'ResourceNotFoundException'>, { UserPoolId, Username }: Names) {
  const pool = findPool(ctx, UserPoolId);
  const user = ctx.step('find the user', () => lookUpUser(ctx, pool, Username), 'Username');
  return {
    pool,
    user:
      user ??
      ctx.refuse(
        'ResourceNotFoundException',
        'User does not exist.',
        `${pool.id} has no user of this name; the operation declares no UserNotFoundException.`,
      ),
  };
}

/** AccessToken is optional in the contract of two operations that cannot do without. */
const tokenGiven = (ctx: Ctx<'InvalidParameterException'>, token: string | undefined): string =>
  token ?? ctx.refuse('InvalidParameterException', 'Missing required parameter AccessToken');

function refuseWithoutTracking(ctx: Ctx<'InvalidUserPoolConfigurationException'>, pool: Pool): void {
  if (!tracksDevices(pool))
    ctx.refuse(
      'InvalidUserPoolConfigurationException',
      'Device tracking is not enabled for the user pool.',
      'DeviceConfiguration of the pool is not set.',
    );
}

const refuseExisting = (ctx: Ctx<'DeviceKeyExistsException'>): never =>
  ctx.refuse('DeviceKeyExistsException', 'Device already exists.', 'The device was confirmed before.');

/** DeviceGroupKey of a device that this sign-in was told of. */
function groupKeyOf(
  ctx: Ctx<'ResourceNotFoundException' | 'DeviceKeyExistsException'>,
  user: User,
  claims: Claims,
  key: string,
): string {
  if (ctx.store.devices.get(user.id, key) !== undefined) return refuseExisting(ctx);
  const device = familyOf(ctx, claims)?.device;
  if (device?.key !== key)
    return refuseDevice(
      ctx,
      `The sign-in behind the access token was given the device key ${device?.key ?? 'of none'}.`,
    );
  return device.groupKey ?? refuseDevice(ctx, 'The device was forgotten; the next sign-in gives a new key.');
}

/** The sign-in that an access token came of. */
function familyOf(ctx: Ctx, { origin_jti: origin, event_id: event }: Claims): Family | undefined {
  if (typeof origin === 'string') return ctx.store.tokens.get(origin);
  return typeof event === 'string' ? ctx.store.tokens.byEvent(event) : undefined;
}

function findDevice(ctx: Ctx<'ResourceNotFoundException'>, user: User, key: string): Device {
  return ctx.step(
    'find the device',
    () => ctx.store.devices.get(user.id, key) ?? refuseDevice(ctx, `${key} is no confirmed device of the user.`),
    'DeviceKey',
  );
}

function devicesOf(
  ctx: Ctx<'InvalidParameterException'>,
  user: User,
  { Limit, PaginationToken }: { readonly Limit?: number; readonly PaginationToken?: string },
): { Devices: DeviceType[]; PaginationToken?: string } {
  const limit = Limit === undefined || Limit === 0 ? 60 : Limit;
  const { items, token } = listPage(ctx, {
    step: 'list the devices',
    list: `ListDevices ${user.sub}`,
    token: PaginationToken,
    limit,
    keys: 'string',
    read: (most, after) => ctx.store.devices.list(user.id, most, after),
    keyOf: ({ key }) => key,
  });
  return { Devices: items.map(deviceType), ...(token === undefined ? {} : { PaginationToken: token }) };
}

function setStatus(
  ctx: Ctx<'ResourceNotFoundException' | 'InvalidParameterException'>,
  pool: Pool,
  user: User,
  {
    DeviceKey,
    DeviceRememberedStatus: status,
  }: { readonly DeviceKey: string; readonly DeviceRememberedStatus?: string },
): void {
  if (status === undefined)
    return ctx.refuse('InvalidParameterException', 'Missing required parameter DeviceRememberedStatus');
  const { key } = findDevice(ctx, user, DeviceKey);
  ctx.write(() => ctx.store.devices.setRemembered(user.id, key, status === 'remembered', ctx.now()));
  ctx.changed('user', pool.id, user.username);
}

function forget(ctx: Ctx<'ResourceNotFoundException'>, pool: Pool, user: User, deviceKey: string): void {
  const { key } = findDevice(ctx, user, deviceKey);
  ctx.write(() => ctx.store.devices.remove(user.id, key));
  ctx.changed('user', pool.id, user.username);
}
