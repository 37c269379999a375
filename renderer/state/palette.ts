import { useEffect, useEffectEvent } from 'react';
import { create } from 'zustand';
import { usePreferences } from './preferences.ts';
import { useFrame } from './frame.ts';

/** Something the palette can do besides opening a page. */
export type PaletteAction = {
  /** Unique: `create-group`. */
  readonly id: string;
  readonly title: string;
  /** The heading under which it stands: `This page`, `Appearance`. */
  readonly group: string;
  readonly keywords?: readonly string[];
  readonly run: () => void;
};

/** Actions that stand everywhere. */
export const globalActions: readonly PaletteAction[] = [
  {
    id: 'light',
    title: 'Appearance: light',
    group: 'Appearance',
    keywords: ['theme'],
    run: () => usePreferences.setState({ appearance: 'light' }),
  },
  {
    id: 'dark',
    title: 'Appearance: dark',
    group: 'Appearance',
    keywords: ['theme', 'night'],
    run: () => usePreferences.setState({ appearance: 'dark' }),
  },
  {
    id: 'system',
    title: 'Appearance: as the system',
    group: 'Appearance',
    keywords: ['theme'],
    run: () => usePreferences.setState({ appearance: 'system' }),
  },
  {
    id: 'compact',
    title: 'Density: compact',
    group: 'Appearance',
    run: () => usePreferences.setState({ density: 'compact' }),
  },
  {
    id: 'comfortable',
    title: 'Density: comfortable',
    group: 'Appearance',
    run: () => usePreferences.setState({ density: 'comfortable' }),
  },
  {
    id: 'shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Help',
    keywords: ['keys'],
    run: () => useFrame.setState({ shortcutsOpen: true }),
  },
];

/** Actions of the pages that are open. */
export const usePageActions = create<{ readonly actions: readonly PaletteAction[] }>(() => ({ actions: [] }));

/** Offers a page's actions in the palette, under a heading, while the page is open. */
export function usePaletteActions(group: string, actions: readonly Omit<PaletteAction, 'group'>[]): void {
  const run = useEffectEvent((id: string) => actions.find((action) => action.id === id)?.run());
  const words = JSON.stringify(actions);
  useEffect(() => {
    const offered: readonly PaletteAction[] = (JSON.parse(words) as Omit<PaletteAction, 'group' | 'run'>[]).map(
      (action) => ({
        ...action,
        group,
        run: () => run(action.id),
      }),
    );
    usePageActions.setState((state) => ({ actions: [...state.actions, ...offered] }));
    return () =>
      usePageActions.setState((state) => ({ actions: state.actions.filter((action) => !offered.includes(action)) }));
  }, [group, words]);
}
