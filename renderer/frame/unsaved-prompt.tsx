import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useUnsaved } from '../state/unsaved.ts';

/** Asks before unsaved work is left, within the console and when the window closes. One for all forms. */
export function UnsavedPrompt() {
  const forms = useUnsaved((state) => state.forms);
  const what = [...new Set(Object.values(forms))].join(' and ');
  // Without unsaved work no blocker is set: the router warns of one whenever the address is typed by hand.
  return what === '' ? null : <Asking what={what} />;
}

function Asking({ what }: { readonly what: string }) {
  // The state at the moment of leaving: a page that saved and navigates at once is no longer unsaved, though not drawn anew yet.
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      Object.keys(useUnsaved.getState().forms).length > 0 && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  if (blocker.state !== 'blocked') return null;
  return (
    <ActionDialog
      title="Leave page"
      action="Leave"
      leave="Stay"
      onAct={() => blocker.proceed()}
      onClose={() => blocker.reset()}
    >
      What you changed on this page ({what}) is not saved. It is lost if you leave.
    </ActionDialog>
  );
}
