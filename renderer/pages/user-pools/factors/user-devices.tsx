import { Badge, Button, SpaceBetween } from '@cloudscape-design/components';
import { useState } from 'react';
import type { DeviceType, UserPoolType } from '../../../../shared/aws/types/cognito-idp.ts';
import { useAction, usePages } from '../../../client/hooks.ts';
import { Copy } from '../../../parts/copy.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { useBuilt } from '../built.ts';

const valueOf = (device: DeviceType, name: string): string | undefined =>
  device.DeviceAttributes?.find(({ Name }) => Name === name)?.Value;
const isRemembered = (device: DeviceType): boolean => valueOf(device, 'dev:device_remembered_status') === 'remembered';

/** The devices that a user has confirmed; nothing where the pool tracks none and the user has none. */
export function UserDevices({ pool, username }: { readonly pool: UserPoolType; readonly username: string }) {
  const built = useBuilt();
  const ready = built('AdminListDevices', 'AdminForgetDevice', 'AdminUpdateDeviceStatus');
  const user = { UserPoolId: pool.Id ?? '', Username: username };
  const [selected, select] = useState<readonly DeviceType[]>([]);
  const list = usePages(
    'cognito-idp',
    'AdminListDevices',
    { ...user, Limit: 60 },
    { token: 'PaginationToken', items: (output) => output.Devices, next: (output) => output.PaginationToken },
    { enabled: ready },
  );
  const forget = useAction('cognito-idp', 'AdminForgetDevice', {
    done: 'The device was forgotten.',
    onDone: () => select([]),
  });
  const update = useAction('cognito-idp', 'AdminUpdateDeviceStatus', {
    done: (_, { DeviceRememberedStatus }) =>
      DeviceRememberedStatus === 'remembered' ? 'The device is remembered.' : 'The device is no longer remembered.',
  });
  const chosen = list.items?.find(({ DeviceKey }) => selected.some((one) => one.DeviceKey === DeviceKey));
  if (!ready || (pool.DeviceConfiguration === undefined && (list.items ?? []).length === 0)) return null;
  const of = { ...user, DeviceKey: chosen?.DeviceKey ?? '' };
  return (
    <ResourceTable<DeviceType>
      id="devices-of-user"
      title="Devices"
      items={list.items}
      loading={list.loading}
      fault={list.fault}
      more={list.more}
      loadingMore={list.loadingMore}
      onMore={list.loadMore}
      keyOf={({ DeviceKey }) => DeviceKey ?? ''}
      filterable={false}
      selectionType="single"
      selected={chosen === undefined ? [] : [chosen]}
      onSelect={select}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={chosen === undefined} loading={forget.running} onClick={() => void forget.run(of)}>
            Forget
          </Button>
          <Button
            disabled={chosen === undefined}
            loading={update.running}
            onClick={() =>
              void update.run({
                ...of,
                DeviceRememberedStatus: chosen !== undefined && isRemembered(chosen) ? 'not_remembered' : 'remembered',
              })
            }
          >
            {chosen !== undefined && isRemembered(chosen) ? 'Do not remember' : 'Remember'}
          </Button>
        </SpaceBetween>
      }
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
