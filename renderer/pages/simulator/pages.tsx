import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const SimulatorPage = lazyPage(async () => (await import('./simulator-page.tsx')).SimulatorPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/simulator',
    title: 'Flow simulator',
    element: <SimulatorPage />,
    nav: { section: 'Tools', order: 2 },
    keywords: ['run', 'scenario', 'sign in', 'SRP', 'refresh', 'sequence', 'diagram'],
  },
];
