import { access } from './0004-access.ts';
import { accessSessions } from './0018-access-sessions.ts';
import { accessWhole } from './0012-access-whole.ts';
import { bucketCors } from './0015-bucket-cors.ts';
import { catalog } from './0009-catalog.ts';
import { devices } from './0008-devices.ts';
import { factors } from './0007-factors.ts';
import { functions } from './0006-functions.ts';
import { history } from './0011-history.ts';
import { historyCalls } from './0017-history-calls.ts';
import { iamWhole } from './0016-iam-whole.ts';
import { identities } from './0003-identities.ts';
import { imports } from './0010-imports.ts';
import { localProviders } from './0019-local-providers.ts';
import { resources } from './0005-resources.ts';
import { resourcesWhole } from './0013-resources-whole.ts';
import { standIns } from './0014-stand-ins.ts';
import { userPools } from './0002-user-pools.ts';
import { workspace } from './0001-workspace.ts';

/**
 * Every migration in order; the database's `user_version` is how many were applied.
 *
 * Once released a migration is never changed: add another.
 */
export const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: 'workspace', sql: workspace },
  { name: 'user pools', sql: userPools },
  { name: 'identities', sql: identities },
  { name: 'access', sql: access },
  { name: 'resources', sql: resources },
  { name: 'functions', sql: functions },
  { name: 'factors', sql: factors },
  { name: 'devices', sql: devices },
  { name: 'catalog', sql: catalog },
  { name: 'imports', sql: imports },
  { name: 'history', sql: history },
  { name: 'access, whole', sql: accessWhole },
  { name: 'resources, whole', sql: resourcesWhole },
  { name: 'stand-ins', sql: standIns },
  { name: 'bucket cors', sql: bucketCors },
  { name: 'iam, whole', sql: iamWhole },
  { name: 'history, calls', sql: historyCalls },
  { name: 'access sessions', sql: accessSessions },
  { name: 'local providers', sql: localProviders },
];
