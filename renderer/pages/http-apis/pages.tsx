import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const ApiPage = lazyPage(async () => (await import('./api-page.tsx')).ApiPage);
const ApisPage = lazyPage(async () => (await import('./apis-page.tsx')).ApisPage);

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
