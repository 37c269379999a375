import { create } from 'zustand';

export type Appearance = 'light' | 'dark' | 'system';
export type Density = 'comfortable' | 'compact';

/** What a user chose of a table: kept between starts. */
export type TableChoice = {
  readonly pageSize?: number;
  /** Column ids in order, with whether each is shown. */
  readonly columns?: readonly { readonly id: string; readonly visible: boolean }[];
  readonly wrapLines?: boolean;
};

type Preferences = {
  readonly appearance: Appearance;
  readonly density: Density;
  readonly navigationOpen: boolean;
  readonly splitPanelPosition: 'side' | 'bottom';
  readonly tables: Readonly<Record<string, TableChoice>>;
};

const KEY = 'poolkeeper.preferences';
const DEFAULTS: Preferences = {
  appearance: 'system',
  density: 'comfortable',
  navigationOpen: true,
  splitPanelPosition: 'side',
  tables: {},
};

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
  } catch {
    // A browser may forbid storage, or somebody edited it: the defaults are good enough.
    return {};
  }
}

/** How the user likes the console. Kept in the browser, not in the workspace: it belongs to the person. */
export const usePreferences = create<Preferences>(() => ({ ...DEFAULTS, ...stored() }));

usePreferences.subscribe((preferences) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Without storage the choice lasts as long as the window.
  }
});

/** Remembers what was chosen for one table. */
export function chooseForTable(id: string, choice: TableChoice): void {
  usePreferences.setState(({ tables }) => ({ tables: { ...tables, [id]: { ...tables[id], ...choice } } }));
}
