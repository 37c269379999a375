import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const SettingsPage = lazyPage(async () => (await import('./settings-page.tsx')).SettingsPage);

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
