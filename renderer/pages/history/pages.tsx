import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const HistoryPage = lazyPage(async () => (await import('./history-page.tsx')).HistoryPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/history',
    title: 'History',
    element: <HistoryPage />,
    nav: { section: 'Records', order: 3 },
    keywords: ['changes', 'undo', 'before', 'after', 'audit'],
    content: 'table',
  },
  { path: '/history/:changeId', title: 'Change', element: <HistoryPage />, content: 'table' },
];
