import { Button, Flashbar, ProgressBar } from '@cloudscape-design/components';
import type { ReactNode } from 'react';
import { FaultText } from '../parts/fault-alert.tsx';
import { flash, useFlashes, type Flash } from '../state/flash.ts';

/** The flashbar with its notifications. */
export function FlashList() {
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
        ...actionOf(item),
        dismissible: item.type !== 'in-progress',
        dismissLabel: 'Dismiss',
        onDismiss: () => flash.dismiss(item.id),
        statusIconAriaLabel: item.type,
      }))}
    />
  );
}

/** What can be done about it: end what is under way, or take back what was done. */
function actionOf({ progress, undo }: Flash): { readonly action?: ReactNode } {
  if (progress?.cancel !== undefined) return { action: <Button onClick={progress.cancel}>Cancel</Button> };
  return undo === undefined ? {} : { action: <Button onClick={undo}>Undo</Button> };
}

function Content({ item }: { readonly item: Flash }) {
  if (item.fault !== undefined) return <FaultText fault={item.fault} />;
  if (item.progress === undefined) return <>{item.text}</>;
  const { percent, info } = item.progress;
  return <ProgressBar variant="flash" label={item.text} value={percent} additionalInfo={info} />;
}
