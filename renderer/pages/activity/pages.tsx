import type { PageDefinition } from '../../lib/page.ts';
import { ActivityPage } from './activity-page.tsx';

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
