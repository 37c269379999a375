import type { PageDefinition } from '../../lib/page.ts';
import { CreateFunctionPage, FunctionPage } from './function-page.tsx';
import { FunctionsPage } from './functions-page.tsx';

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
