import { create } from 'zustand';
import type { HelpTopic } from '../lib/help.ts';

export type Crumb = { readonly text: string; readonly href: string };

type SplitState = {
  readonly open: boolean;
  readonly header: string;
  /** Called when the user closes the panel. */
  readonly close: () => void;
};

type Frame = {
  readonly crumbs: readonly Crumb[];
  readonly help: HelpTopic | undefined;
  readonly helpOpen: boolean;
  readonly split: SplitState | undefined;
  /** The element inside the split panel into which the page renders. */
  readonly splitHost: HTMLElement | null;
  readonly paletteOpen: boolean;
  readonly shortcutsOpen: boolean;
};

/** What pages tell the frame around them. Pages use the parts (`PageHeader`, `SplitPane`, `InfoLink`), not this. */
export const useFrame = create<Frame>(() => ({
  crumbs: [],
  help: undefined,
  helpOpen: false,
  split: undefined,
  splitHost: null,
  paletteOpen: false,
  shortcutsOpen: false,
}));
