import type { ReactNode } from 'react';
import {} from '../../shared/resources.ts';

/** The sections of the navigation, in their order; pages of `Top` stand above all sections. */
export const SECTIONS = ['Top', 'Identity', 'Access', 'Tools', 'Records', 'Workspace'] as const;
export type Section = (typeof SECTIONS)[number];

/**
 * One page of the console. Routes, navigation and palette derive from the list of them.
 *
 * Each area has a folder in `pages/` whose `pages.tsx` exports `pages: readonly PageDefinition[]`;
 * `pages/index.tsx` collects them. An area's own parts stay in its folder; a part that two areas need
 * moves to `parts/`.
 */
export type PageDefinition = {
  /** As react-router reads it: `/user-pools/:poolId/users/:username`. `pagePath` of `shared/resources.ts` makes the address of a resource. */
  readonly path: string;
  /** What navigation and palette call it. */
  readonly title: string;
  readonly element: ReactNode;
  /** Only pages that stand on their own are in the navigation. Lower `order` comes first. */
  readonly nav?: { readonly section: Section; readonly order: number };
  /** Further words by which the palette finds it. A page whose path has parameters is not in the palette. */
  readonly keywords?: readonly string[];
  /** What the page mostly is: AppLayout gives it its width. `default` where absent. */
  readonly content?: 'default' | 'table' | 'form' | 'wizard' | 'dashboard';
};
