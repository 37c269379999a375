import type { PageDefinition } from '../../lib/page.ts';
import { OutboxPage } from './outbox-page.tsx';

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
