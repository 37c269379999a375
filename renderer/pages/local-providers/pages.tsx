import type { PageDefinition } from '../../lib/page.ts';
import { CreateStandInPage } from './create-page.tsx';
import { StandInsPage } from './list-page.tsx';
import { PersonPage } from './person-page.tsx';
import { StandInPage } from './provider-page.tsx';

export const pages: readonly PageDefinition[] = [
  {
    path: '/stand-ins',
    title: 'Stand-ins',
    element: <StandInsPage />,
    nav: { section: 'Access', order: 1.5 },
    keywords: ['federation', 'social sign-in', 'Google', 'Facebook', 'Apple', 'Amazon', 'Twitter', 'OIDC', 'SAML'],
    content: 'table',
  },
  {
    path: '/stand-ins/create',
    title: 'Create stand-in',
    element: <CreateStandInPage />,
    keywords: ['new stand-in', 'identity provider'],
    content: 'form',
  },
  { path: '/stand-ins/:name', title: 'Stand-in', element: <StandInPage /> },
  { path: '/stand-ins/:name/people/create', title: 'Add person', element: <PersonPage />, content: 'form' },
  { path: '/stand-ins/:name/people/:id', title: 'Person', element: <PersonPage />, content: 'form' },
];
