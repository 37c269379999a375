import type { PageDefinition } from '../../lib/page.ts';
import { ApiPage } from '../http-apis/api-page.tsx';
import { ApisPage } from '../http-apis/apis-page.tsx';
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
  {
    path: '/apis',
    title: 'HTTP APIs',
    element: <ApisPage />,
    nav: { section: 'Access', order: 4 },
    keywords: ['API Gateway', 'JWT authorizer', 'route', 'pass-through'],
    content: 'table',
  },
  { path: '/apis/:api', title: 'HTTP API', element: <ApiPage /> },
  { path: '/resources/:bucket', title: 'Bucket', element: <BucketPage /> },
];
