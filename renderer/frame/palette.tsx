import { lazy, Suspense, useEffect, useRef } from 'react';
import { useFrame } from '../state/frame.ts';

const load = () => import('./palette-commands.tsx');
const Commands = lazy(async () => ({ default: (await load()).Commands }));

/** The command palette, Ctrl/Cmd+K: every page, every action, pools and the like by name. */
export function Palette() {
  const open = useFrame((frame) => frame.paletteOpen);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && element?.open === false) element.showModal();
    if (!open && element?.open === true) element.close();
  }, [open]);
  // At leisure, so that nobody who opens it and types at once is ahead of it.
  useEffect(() => {
    const idle = requestIdleCallback(() => void load().catch(() => {}));
    return () => cancelIdleCallback(idle);
  }, []);
  const close = (): void => useFrame.setState({ paletteOpen: false });
  return (
    <dialog ref={dialog} className="pk-palette" aria-label="Command palette" onClose={close} closedby="any">
      {open && (
        <Suspense>
          <Commands close={close} />
        </Suspense>
      )}
    </dialog>
  );
}
