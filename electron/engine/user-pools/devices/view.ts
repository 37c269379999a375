import type { DeviceType } from '../../../../shared/aws/types/cognito-idp.ts';
import type { Device } from '../../store/devices.ts';

/** A device as GetDevice and ListDevices show it. */
export const deviceType = (device: Device): DeviceType => ({
  DeviceKey: device.key,
  DeviceAttributes: [
    { Name: 'device_status', Value: 'valid' },
    ...(device.name === undefined ? [] : [{ Name: 'device_name', Value: device.name }]),
    ...(device.lastIp === undefined ? [] : [{ Name: 'last_ip_used', Value: device.lastIp }]),
    { Name: 'dev:device_remembered_status', Value: device.remembered ? 'remembered' : 'not_remembered' },
  ],
  DeviceCreateDate: device.createdAt / 1000,
  DeviceLastModifiedDate: device.modifiedAt / 1000,
  DeviceLastAuthenticatedDate: device.authenticatedAt / 1000,
});
