import type { PageDefinition } from '../../lib/page.ts';
import { HomePage } from './home-page.tsx';

export const pages: readonly PageDefinition[] = [
  {
    path: '/',
    title: 'Home',
    element: <HomePage />,
    nav: { section: 'Top', order: 1 },
    keywords: ['endpoint', 'address', 'tour', 'sample', 'coverage', 'Amplify', 'SDK', 'CLI'],
    content: 'dashboard',
  },
];
