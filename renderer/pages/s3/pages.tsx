import type { PageDefinition } from '../../lib/page.ts';
import { BucketPage } from './bucket-page.tsx';
import { BucketsPage } from './buckets-page.tsx';

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
