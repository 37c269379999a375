import type { PageDefinition } from '../../lib/page.ts';
import { SimulatorPage } from './simulator-page.tsx';

export const pages: readonly PageDefinition[] = [
  {
    path: '/simulator',
    title: 'Flow simulator',
    element: <SimulatorPage />,
    nav: { section: 'Tools', order: 2 },
    keywords: ['run', 'story', 'sign in', 'SRP', 'refresh', 'sequence', 'diagram'],
  },
];
