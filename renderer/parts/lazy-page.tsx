import { use, type ComponentType } from 'react';

type Loading = () => Promise<ComponentType>;

const loadings = new Map<ComponentType, Loading>();

/** The code of a page did not arrive: the engine stopped, or the console was built anew since it was opened. */
export class PageNotLoaded extends Error {}

/**
 * A page whose code is loaded when it is first shown.
 *
 * While it loads the router keeps what is on the screen; the frame has a sign for the very first page. A code that
 * cannot be loaded throws `PageNotLoaded` to the page's error boundary, for good: a browser that failed to load a
 * module does not ask for it again before the window is loaded anew.
 */
export function lazyPage(load: Loading): ComponentType {
  let loading: ReturnType<Loading> | undefined;
  const once: Loading = () =>
    (loading ??= load().catch((error: unknown) => {
      throw new PageNotLoaded('The code of this page could not be loaded.', { cause: error });
    }));
  function LazyPage() {
    const Page = use(once());
    return <Page />;
  }
  loadings.set(LazyPage, once);
  return LazyPage;
}

/** Loads a page's code before it is wanted. What fails is told when the page is shown. */
export function preloadPage(page: ComponentType): void {
  loadings
    .get(page)?.()
    .catch(() => {});
}
