import type { Ctx } from '../../kernel/handler.ts';
import { alphanumerics, uuid } from '../../kernel/ids.ts';
import type { Device } from '../../store/devices.ts';
import type { Pool } from '../../store/pools.ts';
import type { Family } from '../../store/tokens.ts';
import { ask } from './next.ts';
import { userOf, type Answer, type SignIn } from './state.ts';

/** Whether the pool gives devices keys at sign-in: DeviceConfiguration is set, whatever it says. */
export const tracksDevices = ({ settings }: Pool): boolean => settings.DeviceConfiguration !== undefined;

/** @throws ResourceNotFoundException `Device does not exist.`, which makes AWS's libraries forget the key */
export const refuseDevice = (ctx: Ctx<'ResourceNotFoundException'>, reason: string): never =>
  ctx.refuse('ResourceNotFoundException', 'Device does not exist.', reason);

/** A device key that is sent at the beginning is one of the user's. */
export function knownDevice(state: SignIn, ctx: Ctx<'ResourceNotFoundException'>): void {
  if (state.progress.device === undefined) return ctx.skip('No device key was sent.');
  namedDevice(state, ctx);
}

/**
 * The device whose key came with this sign-in.
 *
 * @throws ResourceNotFoundException `Device does not exist.` for a key that is none of the user's
 */
function namedDevice({ user, progress }: SignIn, ctx: Ctx<'ResourceNotFoundException'>): Device | undefined {
  const { device: key } = progress;
  if (key === undefined) return undefined;
  return (
    (user === undefined ? undefined : ctx.store.devices.get(user.id, key)) ??
    refuseDevice(ctx, `DEVICE_KEY ${key} is no device that this user has confirmed, or it was forgotten since.`)
  );
}

/** The device that has to prove itself before tokens are issued, or why there is none. */
function dueDevice(state: SignIn, ctx: Ctx<'ResourceNotFoundException'>): Device | string {
  if (!tracksDevices(state.pool)) return 'The pool does not track devices.';
  const device = namedDevice(state, ctx);
  if (device === undefined) return 'No device key was sent.';
  if (state.progress.deviceProven === true) return 'The device has proven itself.';
  if (!device.remembered) return 'The device is not remembered.';
  return device.proof === undefined ? 'The device was confirmed without a verifier and cannot prove itself.' : device;
}

/**
 * A remembered device takes the place of the second factor where the pool says so
 * (ChallengeRequiredOnNewDevice), unless the sign-in has to reach a level that a device does not count for.
 */
export function rememberedDevice(
  state: SignIn,
  ctx: Ctx<'ResourceNotFoundException' | 'NotAuthorizedException'>,
): Answer | undefined {
  const due = dueDevice(state, ctx);
  if (typeof due === 'string') {
    ctx.skip(due);
    return undefined;
  }
  if (state.pool.settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice !== true) {
    ctx.skip('ChallengeRequiredOnNewDevice is not true: a remembered device does not replace the second factor.');
    return undefined;
  }
  if (state.progress.target !== undefined) {
    ctx.skip('The sign-in asks for a level of authentication (TARGET_ACR_VALUES), which a device adds nothing to.');
    return undefined;
  }
  return askDevice(state, ctx, due.key);
}

/** A remembered device that did not replace the second factor proves itself behind it. */
export function deviceProof(
  state: SignIn,
  ctx: Ctx<'ResourceNotFoundException' | 'NotAuthorizedException'>,
): Answer | undefined {
  const asked = askDueDevice(state, ctx);
  if (typeof asked !== 'string') return asked;
  ctx.skip(asked);
  return undefined;
}

/** As `deviceProof`, or why there is no device to be asked. */
export function askDueDevice(
  state: SignIn,
  ctx: Ctx<'ResourceNotFoundException' | 'NotAuthorizedException'>,
): Answer | string {
  const due = dueDevice(state, ctx);
  return typeof due === 'string' ? due : askDevice(state, ctx, due.key);
}

function askDevice(state: SignIn, ctx: Ctx<'NotAuthorizedException'>, key: string): Answer {
  const { username } = userOf(state);
  return ask(ctx, state, 'DEVICE_SRP_AUTH', { USERNAME: username, DEVICE_KEY: key });
}

/** Where the pool tracks devices and none was named: a key for this one, which goes out with the tokens. */
export function newDevice(state: SignIn, ctx: Ctx): void {
  const { pool, progress } = state;
  if (!tracksDevices(pool)) return ctx.skip('The pool does not track devices.');
  if (progress.device !== undefined) return ctx.skip('A device key was sent.');
  state.newDevice = {
    DeviceKey: `${pool.region}_${uuid(ctx.random)}`,
    DeviceGroupKey: `-${alphanumerics(ctx.random, 8)}`,
  };
}

/** The device that a new family of tokens belongs to; one that is known was used just now. Inside `ctx.write`. */
export function deviceOfFamily(state: SignIn, ctx: Ctx): Family['device'] {
  const { pool, newDevice: made, progress } = state;
  if (!tracksDevices(pool)) return undefined;
  if (made?.DeviceKey !== undefined) return { key: made.DeviceKey, groupKey: made.DeviceGroupKey };
  if (progress.device === undefined) return undefined;
  ctx.store.devices.authenticated(userOf(state).id, progress.device, ctx.now(), ctx.call.sourceIp);
  return { key: progress.device, groupKey: undefined };
}

/**
 * A refresh comes from the device that signed in, and that device is still confirmed.
 *
 * @throws NotAuthorizedException `Invalid Refresh Token`
 */
export function sameDevice(state: SignIn, ctx: Ctx<'NotAuthorizedException'>): void {
  const sent = state.progress.device;
  const key = state.refresh?.family.device?.key;
  const invalid = (reason: string): never => ctx.refuse('NotAuthorizedException', 'Invalid Refresh Token', reason);
  if (key === undefined) {
    if (sent !== undefined) return invalid('DEVICE_KEY names a device, but the sign-in was tied to none.');
    return ctx.skip('The sign-in was tied to no device.');
  }
  if (sent !== undefined && sent !== key) return invalid(`The sign-in was tied to the device ${key}.`);
  if (!tracksDevices(state.pool)) return ctx.skip('The pool does not track devices any more.');
  if (sent === undefined) return invalid(`The pool tracks devices: DEVICE_KEY must be ${key}.`);
  if (ctx.store.devices.get(userOf(state).id, key) === undefined)
    return invalid('The device was never confirmed (ConfirmDevice), or it was forgotten.');
}
