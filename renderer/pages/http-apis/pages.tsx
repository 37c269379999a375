import type { PageDefinition } from '../../lib/page.ts';
import { ApiPage } from './api-page.tsx';
import { ApisPage } from './apis-page.tsx';

export const pages: readonly PageDefinition[] = [
  {
    path: '/apis',
    title: 'HTTP APIs',
    element: <ApisPage />,
    nav: { section: 'Access', order: 4 },
    keywords: ['API Gateway', 'JWT authorizer', 'route', 'pass-through'],
    content: 'table',
  },
  { path: '/apis/:api', title: 'HTTP API', element: <ApiPage /> },
];
