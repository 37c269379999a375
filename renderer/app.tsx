import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en.json' with { type: 'json' };
import { QueryClientProvider } from '@tanstack/react-query';
import { createHashRouter, redirect } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from './client/queries.ts';
import { Frame } from './frame/frame.tsx';
import { NotFound, PageFailed } from './frame/page-failed.tsx';
import { pages } from './pages/index.tsx';

const router = createHashRouter([
  {
    element: <Frame />,
    errorElement: <PageFailed />,
    children: [
      // A page that fails leaves the frame standing, so that the reader can go elsewhere.
      ...pages.map(({ path, element }) => ({ path, element, errorElement: <PageFailed /> })),
      // Addresses of before, as bookmarks have them.
      {
        path: '/stand-ins/*',
        loader: ({ params }) => redirect(`/local-providers/${params['*'] ?? ''}`.replace(/\/$/, '')),
      },
      { path: '*', element: <NotFound /> },
    ],
  },
]);

/** The console: cache, words of the components, pages. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale="en" messages={[messages]}>
        <RouterProvider router={router} />
      </I18nProvider>
    </QueryClientProvider>
  );
}
