import type { PageDefinition } from '../../lib/page.ts';
import { lazyPage } from '../../parts/lazy-page.tsx';

const BucketPage = lazyPage(async () => (await import('./bucket-page.tsx')).BucketPage);
const BucketsPage = lazyPage(async () => (await import('./buckets-page.tsx')).BucketsPage);

export const pages: readonly PageDefinition[] = [
  {
    path: '/resources',
    title: 'Resources',
    element: <BucketsPage />,
    nav: { section: 'Access', order: 3 },
    keywords: ['S3', 'bucket', 'object', 'catalog'],
    content: 'table',
  },
  { path: '/resources/:bucket', title: 'Bucket', element: <BucketPage /> },
];
