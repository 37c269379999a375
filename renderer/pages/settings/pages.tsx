import type { PageDefinition } from '../../lib/page.ts';
import { SettingsPage } from './settings-page.tsx';

export const pages: readonly PageDefinition[] = [
  {
    path: '/settings',
    title: 'Settings',
    element: <SettingsPage />,
    nav: { section: 'Workspace', order: 9 },
    keywords: ['clock', 'time', 'freeze', 'strict', 'region', 'account', 'issuer', 'reset'],
    content: 'form',
  },
];
