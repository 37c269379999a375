import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const ActivityPage = lazyPage(async () => (await import('./activity-page.tsx')).ActivityPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/activity',
    title: 'Activity',
    element: <ActivityPage />,
    nav: { section: 'Records', order: 2 },
    keywords: ['calls', 'traces', 'log', 'requests', 'errors', 'why'],
    content: 'table',
  },
  { path: '/activity/:traceId', title: 'Activity', element: <ActivityPage />, content: 'table' },
];
