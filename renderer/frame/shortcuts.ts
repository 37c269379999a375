import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { tinykeys, type KeybindingsMap } from 'tinykeys';
import { pages } from '../pages/index.tsx';
import { useFrame } from '../state/frame.ts';

/** The keys of the console: what is pressed, what it does, and the page it opens if it opens one. */
const SHORTCUTS: readonly {
  readonly keys: string;
  readonly shown: string;
  readonly does: string;
  readonly path?: string;
}[] = [
  { keys: '$mod+k', shown: 'Ctrl/Cmd + K', does: 'Open the command palette' },
  { keys: '?', shown: '?', does: 'Show these shortcuts' },
  { keys: 'g h', shown: 'G then H', does: 'Home', path: '/' },
  { keys: 'g u', shown: 'G then U', does: 'User pools', path: '/user-pools' },
  { keys: 'g i', shown: 'G then I', does: 'Identity pools', path: '/identity-pools' },
  { keys: 'g r', shown: 'G then R', does: 'Roles', path: '/roles' },
  { keys: 'g p', shown: 'G then P', does: 'Policies', path: '/policies' },
  { keys: 'g t', shown: 'G then T', does: 'Token inspector', path: '/inspector' },
  { keys: 'g s', shown: 'G then S', does: 'Flow simulator', path: '/simulator' },
  { keys: 'g o', shown: 'G then O', does: 'Outbox', path: '/outbox' },
  { keys: 'g a', shown: 'G then A', does: 'Activity', path: '/activity' },
];

/** Those whose pages exist. */
export const offered = SHORTCUTS.filter(({ path }) => path === undefined || pages.some((page) => page.path === path));

/** Whether a key press belongs to a field in which the user writes. */
function writing(event: Event): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Listens to the console's keys; a letter counts only where nothing is being written. */
export function useShortcuts(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const bindings: KeybindingsMap = {};
    for (const { keys, path } of offered) {
      if (path === undefined) continue;
      bindings[keys] = (event) => {
        if (!writing(event)) void navigate(path);
      };
    }
    bindings['$mod+k'] = (event) => {
      event.preventDefault();
      useFrame.setState(({ paletteOpen }) => ({ paletteOpen: !paletteOpen }));
    };
    const help = (event: KeyboardEvent): void => {
      if (event.key === '?' && !writing(event)) useFrame.setState({ shortcutsOpen: true });
    };
    window.addEventListener('keydown', help);
    const stop = tinykeys(window, bindings);
    return () => {
      stop();
      window.removeEventListener('keydown', help);
    };
  }, [navigate]);
}
