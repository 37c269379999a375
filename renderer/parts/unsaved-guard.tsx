import { Box, Button, Modal, SpaceBetween } from '@cloudscape-design/components';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';

/**
 * Asks before unsaved work is left, within the console and when the window closes.
 *
 * Render it in the form with `dirty`; set `dirty` to false before you navigate after saving (pass a ref
 * value or navigate in an effect).
 */
export function UnsavedGuard({ dirty, what = 'changes' }: { readonly dirty: boolean; readonly what?: string }) {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);
  const asking = blocker.state === 'blocked';
  return (
    <Modal
      visible={asking}
      header="Leave page"
      closeAriaLabel="Close"
      onDismiss={() => blocker.reset?.()}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => blocker.reset?.()}>
              Stay
            </Button>
            <Button variant="primary" onClick={() => blocker.proceed?.()}>
              Leave
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      The {what} on this page are not saved. They are lost if you leave.
    </Modal>
  );
}
