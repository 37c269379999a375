import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const OutboxPage = lazyPage(async () => (await import('./outbox-page.tsx')).OutboxPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/outbox',
    title: 'Outbox',
    element: <OutboxPage />,
    nav: { section: 'Records', order: 1 },
    keywords: ['messages', 'mail', 'SMS', 'codes', 'verification'],
    content: 'table',
  },
  { path: '/outbox/:messageId', title: 'Outbox', element: <OutboxPage />, content: 'table' },
];
