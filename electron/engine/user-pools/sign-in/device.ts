import type { Ctx } from '../../handler.ts';
import type { Answer, SignIn } from './state.ts';

/** No remembered device is known to this version, so a device key can belong to none. */
export function noDevice({ pool, parameters }: SignIn, ctx: Ctx<'ResourceNotFoundException'>): void {
  if (parameters['DEVICE_KEY'] !== undefined)
    return ctx.refuse(
      'ResourceNotFoundException',
      'Device does not exist.',
      'This version does not implement devices, so no device key is known.',
    );
  ctx.skip(
    pool.settings.DeviceConfiguration === undefined
      ? 'The pool does not track devices.'
      : 'The pool tracks devices, but this version does not implement it: no NewDeviceMetadata is given.',
  );
}

/**
 * A remembered device (`state.progress.device`) takes the place of the second factor: it asks
 * DEVICE_SRP_AUTH and the flow goes on behind it with `afterSecondFactor`.
 */
export function rememberedDevice(state: SignIn, ctx: Ctx): Answer | undefined {
  ctx.skip(state.progress.device === undefined ? 'No device key was sent.' : 'The device is not remembered.');
  return undefined;
}

/** Where the pool tracks devices and none was named: sets `state.newDevice`, which goes out with the tokens. */
export function newDevice({ pool }: SignIn, ctx: Ctx): void {
  ctx.skip(
    pool.settings.DeviceConfiguration === undefined ? 'The pool does not track devices.' : 'A device key was sent.',
  );
}
