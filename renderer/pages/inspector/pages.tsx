import type { PageDefinition } from '../../lib/page.ts';
import { InspectorPage } from './inspector-page.tsx';

export const pages: readonly PageDefinition[] = [
  {
    path: '/inspector',
    title: 'Token inspector',
    element: <InspectorPage />,
    nav: { section: 'Tools', order: 1 },
    keywords: ['JWT', 'decode', 'verify', 'claims', 'signature', 'paste'],
  },
];
