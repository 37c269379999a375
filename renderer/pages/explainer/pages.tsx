import type { PageDefinition } from '../../lib/page.ts';
import { ExplainerPage } from './explainer-page.tsx';

export const pages: readonly PageDefinition[] = [
  {
    path: '/explainer',
    title: 'Access explainer',
    element: <ExplainerPage />,
    nav: { section: 'Access', order: 4 },
    keywords: ['access denied', 'why', 'policy', 'simulate', 'who can', 'permission', 'IAM'],
  },
];
