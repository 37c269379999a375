import { Button, Flashbar, ProgressBar } from '@cloudscape-design/components';
import { FaultText } from '../parts/fault-alert.tsx';
import { flash, useFlashes, type Flash } from '../state/flash.ts';

/** The flashbar. */
export function Notifications() {
  const items = useFlashes((state) => state.items);
  return (
    <Flashbar
      stackItems={items.length > 3}
      i18nStrings={{
        ariaLabel: 'Notifications',
        notificationBarAriaLabel: 'View all notifications',
        notificationBarText: 'Notifications',
        errorIconAriaLabel: 'Error',
        warningIconAriaLabel: 'Warning',
        successIconAriaLabel: 'Success',
        infoIconAriaLabel: 'Information',
        inProgressIconAriaLabel: 'In progress',
      }}
      items={items.map((item) => ({
        id: item.id,
        type: item.type,
        header: item.header,
        content: <Content item={item} />,
        ...(item.progress?.cancel === undefined
          ? {}
          : { action: <Button onClick={item.progress.cancel}>Cancel</Button> }),
        dismissible: item.type !== 'in-progress',
        dismissLabel: 'Dismiss',
        onDismiss: () => flash.dismiss(item.id),
        statusIconAriaLabel: item.type,
      }))}
    />
  );
}

function Content({ item }: { readonly item: Flash }) {
  if (item.fault !== undefined) return <FaultText fault={item.fault} />;
  if (item.progress === undefined) return <>{item.text}</>;
  const { percent, info } = item.progress;
  return (
    <ProgressBar
      variant="flash"
      label={item.text}
      value={percent}
      {...(info === undefined ? {} : { additionalInfo: info })}
    />
  );
}
