import type { Service } from '../../../../shared/contract.ts';
import { iamTracked } from './iam.ts';
import { identityPoolsTracked } from './identity-pools.ts';
import { ownTracked, s3Tracked } from './resources.ts';
import { userPoolsTracked } from './user-pools.ts';
import type { Tracked } from '../terms.ts';

/** Every tracked operation, by service. An operation that is not here leaves a trace and no history. */
const tracked: Readonly<Partial<Record<Service, Readonly<Record<string, Tracked>>>>> = {
  'cognito-idp': userPoolsTracked,
  'cognito-identity': identityPoolsTracked,
  iam: iamTracked,
  s3: s3Tracked,
  poolkeeper: ownTracked,
};

/** How an operation is tracked, if it is. */
export function trackedAs(service: Service, operation: string): Tracked | undefined {
  const table = tracked[service];
  return table !== undefined && Object.hasOwn(table, operation) ? table[operation] : undefined;
}
