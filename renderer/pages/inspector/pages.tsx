import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const InspectorPage = lazyPage(async () => (await import('./inspector-page.tsx')).InspectorPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/inspector',
    title: 'Token inspector',
    element: <InspectorPage />,
    nav: { section: 'Tools', order: 1 },
    keywords: ['JWT', 'decode', 'verify', 'claims', 'signature', 'paste'],
  },
];
