import { SideNavigation, type SideNavigationProps } from '@cloudscape-design/components';
import { isValidElement, type ComponentType } from 'react';
import { matchRoutes, useLocation } from 'react-router';
import { useFollow } from '../parts/go.tsx';
import { preloadPage } from '../parts/lazy-page.tsx';
import { pages } from '../pages/index.tsx';
import { SECTIONS, type PageDefinition, type Section } from '../lib/page.ts';

/** The navigable pages of a section, in order. */
function pagesOf(section: Section): PageDefinition[] {
  return pages
    .filter(({ nav }) => nav?.section === section)
    .toSorted((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0));
}

/** The navigable page to which an address belongs: itself, or the one above it. */
function areaOf(pathname: string): PageDefinition | undefined {
  return pages
    .filter(
      ({ nav, path }) =>
        nav !== undefined && (path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`)),
    )
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

const routes = pages.map((page) => ({ path: page.path, handle: page }));

/** The page that the router shows at an address: of several that fit, the one that says most. */
export function pageAt(pathname: string): PageDefinition | undefined {
  return matchRoutes(routes, pathname)?.at(-1)?.route.handle;
}

/** Loads the page's code at an address of the console: `/user-pools`. */
export function preloadAt(pathname: string): void {
  const element = pageAt(pathname)?.element;
  if (isValidElement(element) && typeof element.type === 'function') preloadPage(element.type as ComponentType);
}

/** Loads a page's code when the pointer or the focus comes to a link that leads there. Returns how to stop. */
export function preloadByIntent(): () => void {
  const towards = ({ target }: Event): void => {
    const link = target instanceof Element ? target.closest('a[href^="#/"]') : null;
    if (link !== null) preloadAt((link.getAttribute('href') ?? '#/').slice(1));
  };
  document.addEventListener('pointerover', towards);
  document.addEventListener('focusin', towards);
  return () => {
    document.removeEventListener('pointerover', towards);
    document.removeEventListener('focusin', towards);
  };
}

/** The navigation, derived from the pages. */
export function Navigation() {
  const { pathname } = useLocation();
  const follow = useFollow();
  const items = SECTIONS.map((section) => [section, pagesOf(section)] as const)
    .filter(([, found]) => found.length > 0)
    .flatMap(([section, found]): SideNavigationProps.Item[] => {
      const links = found.map(({ title, path }): SideNavigationProps.Link => ({
        type: 'link',
        text: title,
        href: `#${path}`,
      }));
      return section === 'Top' ? links : [{ type: 'section-group', title: section, items: links }];
    });
  return <SideNavigation activeHref={`#${areaOf(pathname)?.path ?? ''}`} items={items} onFollow={follow} />;
}
