import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const CreateFunctionPage = lazyPage(async () => (await import('./function-page.tsx')).CreateFunctionPage);
const FunctionPage = lazyPage(async () => (await import('./function-page.tsx')).FunctionPage);
const FunctionsPage = lazyPage(async () => (await import('./functions-page.tsx')).FunctionsPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/functions',
    title: 'Functions',
    element: <FunctionsPage />,
    nav: { section: 'Tools', order: 3 },
    keywords: ['Lambda', 'trigger', 'PreSignUp', 'PreTokenGeneration', 'custom sender'],
    content: 'table',
  },
  { path: '/functions/bind', title: 'Bind function', element: <CreateFunctionPage />, content: 'form' },
  { path: '/functions/:arn', title: 'Function', element: <FunctionPage /> },
];
