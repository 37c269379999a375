import { pages as activity } from './activity/pages.tsx';
import { pages as history } from './history/pages.tsx';
import { pages as functions } from './functions/pages.tsx';
import { pages as explainer } from './explainer/pages.tsx';
import { pages as home } from './home/pages.tsx';
import { pages as iam } from './iam/pages.tsx';
import { pages as identityPools } from './identity-pools/pages.tsx';
import { pages as inspector } from './inspector/pages.tsx';
import { pages as outbox } from './outbox/pages.tsx';
import type { PageDefinition } from '../lib/page.ts';
import { pages as httpApis } from './http-apis/pages.tsx';
import { pages as s3 } from './s3/pages.tsx';
import { pages as roles } from './iam/roles/pages.tsx';
import { pages as settings } from './settings/pages.tsx';
import { pages as simulator } from './simulator/pages.tsx';
import { pages as localProviders } from './local-providers/pages.tsx';
import { pages as userPools } from './user-pools/pages.tsx';

/** Every page of the console. */
export const pages: readonly PageDefinition[] = [
  ...home,
  ...userPools,
  ...identityPools,
  ...localProviders,
  ...roles,
  ...iam,
  ...s3,
  ...httpApis,
  ...explainer,
  ...functions,
  ...inspector,
  ...simulator,
  ...outbox,
  ...activity,
  ...history,
  ...settings,
];
