import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const ExplainerPage = lazyPage(async () => (await import('./explainer-page.tsx')).ExplainerPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/explainer',
    title: 'Access explainer',
    element: <ExplainerPage />,
    nav: { section: 'Access', order: 4 },
    keywords: ['access denied', 'why', 'policy', 'simulate', 'who can', 'permission', 'IAM'],
  },
];
