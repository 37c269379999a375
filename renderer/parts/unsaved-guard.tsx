import { useEffect, useId } from 'react';
import { setUnsaved } from '../state/unsaved.ts';

/**
 * Says that a form has unsaved work, so that the console asks before the page is left or the window closes.
 *
 * Render it in the form with `dirty`; a page may hold several. Set `dirty` to false before you navigate after
 * saving, and navigate in an effect. The asking itself is the frame's (`UnsavedPrompt`): a router takes one
 * blocker only.
 */
export function UnsavedGuard({ dirty, what = 'changes' }: { readonly dirty: boolean; readonly what?: string }) {
  const form = useId();
  useEffect(() => {
    setUnsaved(form, dirty ? what : undefined);
    return () => setUnsaved(form);
  }, [form, dirty, what]);
  return null;
}
