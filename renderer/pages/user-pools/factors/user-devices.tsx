import { Badge } from '@cloudscape-design/components';
import type { DeviceType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction } from '../../../client/hooks.ts';
import { useList } from '../../../client/lists.ts';
import { Copy } from '../../../parts/copy.tsx';
import { ResourceList } from '../../../parts/resource-list.tsx';
import { Time } from '../../../parts/time.tsx';

const valueOf = (device: DeviceType, name: string): string | undefined =>
  device.DeviceAttributes?.find(({ Name }) => Name === name)?.Value;
const isRemembered = (device: DeviceType): boolean => valueOf(device, 'dev:device_remembered_status') === 'remembered';

/** The devices that a user has confirmed; nothing where the pool tracks none and the user has none. */
export function UserDevices({ pool, username }: { readonly pool: UserPoolType; readonly username: string }) {
  const user = { UserPoolId: pool.Id ?? '', Username: username };
  const list = useList('cognito-idp', 'AdminListDevices', { ...user, Limit: 60 }, 'Devices');
  const forget = useAction('cognito-idp', 'AdminForgetDevice', { done: 'The device was forgotten.' });
  const update = useAction('cognito-idp', 'AdminUpdateDeviceStatus', {
    done: (_, { DeviceRememberedStatus }) =>
      DeviceRememberedStatus === 'remembered' ? 'The device is remembered.' : 'The device is no longer remembered.',
  });
  if (pool.DeviceConfiguration === undefined && (list.items ?? []).length === 0) return null;
  const remember =
    (DeviceRememberedStatus: 'remembered' | 'not_remembered') =>
    ([device]: readonly DeviceType[]) =>
      void update.run({ ...user, DeviceKey: device?.DeviceKey ?? '', DeviceRememberedStatus });
  return (
    <ResourceList
      id="devices-of-user"
      title="Devices"
      list={list}
      keyOf={({ DeviceKey }) => DeviceKey ?? ''}
      filterable={false}
      acts={[
        {
          text: 'Forget',
          running: forget.running,
          run: ([device]) => void forget.run({ ...user, DeviceKey: device?.DeviceKey ?? '' }),
        },
        {
          text: 'Remember',
          running: update.running,
          when: ([device]) => device !== undefined && !isRemembered(device),
          run: remember('remembered'),
        },
        {
          text: 'Do not remember',
          running: update.running,
          when: ([device]) => device !== undefined && isRemembered(device),
          run: remember('not_remembered'),
        },
      ]}
      columns={[
        {
          id: 'name',
          header: 'Name',
          value: (device) => valueOf(device, 'device_name') ?? 'Without a name',
          isRowHeader: true,
          minWidth: 180,
        },
        {
          id: 'key',
          header: 'Device key',
          value: ({ DeviceKey }) => DeviceKey,
          cell: ({ DeviceKey = '' }) => <Copy value={DeviceKey} what="device key" />,
          minWidth: 260,
        },
        {
          id: 'status',
          header: 'Status',
          value: (device) => (isRemembered(device) ? 'Remembered' : 'Not remembered'),
          cell: (device) => (
            <Badge color={isRemembered(device) ? 'green' : 'grey'}>
              {isRemembered(device) ? 'Remembered' : 'Not remembered'}
            </Badge>
          ),
        },
        { id: 'address', header: 'Address', value: (device) => valueOf(device, 'last_ip_used') },
        {
          id: 'used',
          header: 'Last signed in',
          value: ({ DeviceLastAuthenticatedDate }) => DeviceLastAuthenticatedDate,
          cell: ({ DeviceLastAuthenticatedDate }) => <Time seconds={DeviceLastAuthenticatedDate} />,
        },
      ]}
      empty={{ title: 'No devices', text: 'A device stands here once an app has confirmed it (ConfirmDevice).' }}
    />
  );
}
