import type { Service } from '../../../../shared/contract.ts';
import { iamFollowed } from './iam.ts';
import { identityPoolsFollowed } from './identity-pools.ts';
import { ownFollowed, s3Followed } from './resources.ts';
import { userPoolsFollowed } from './user-pools.ts';
import type { Followed } from '../terms.ts';

/** Every followed operation, by service. An operation that is not here leaves a trace and no history. */
const followed: Readonly<Partial<Record<Service, Readonly<Record<string, Followed>>>>> = {
  'cognito-idp': userPoolsFollowed,
  'cognito-identity': identityPoolsFollowed,
  iam: iamFollowed,
  s3: s3Followed,
  poolkeeper: ownFollowed,
};

/** How an operation is followed, if it is. */
export function followedAs(service: Service, operation: string): Followed | undefined {
  const table = followed[service];
  return table !== undefined && Object.hasOwn(table, operation) ? table[operation] : undefined;
}
