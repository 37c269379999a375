import { lazy, Suspense } from 'react';
import { useFlashes } from '../state/flash.ts';

const FlashList = lazy(async () => ({ default: (await import('./flash-list.tsx')).FlashList }));

/** The flashbar, loaded with the first notification. */
export function Notifications() {
  const any = useFlashes((state) => state.items.length > 0);
  return (
    any && (
      <Suspense>
        <FlashList />
      </Suspense>
    )
  );
}
