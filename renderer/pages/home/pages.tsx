import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const HomePage = lazyPage(async () => (await import('./home-page.tsx')).HomePage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/',
    title: 'Home',
    element: <HomePage />,
    nav: { section: 'Top', order: 1 },
    keywords: ['endpoint', 'address', 'tour', 'sample', 'coverage', 'Amplify', 'SDK', 'CLI'],
    content: 'dashboard',
  },
];
