import type { OperationName, Service } from '../../../shared/contract.ts';
import { useCall } from '../../client/hooks.ts';

/**
 * Tells whether the engine has a handler for all the operations named, so that no page offers what is refused.
 *
 * Until the workspace is known the answer is no: a control that appears is better than one that vanishes.
 */
export function useBuilt<S extends Exclude<Service, 'poolkeeper'> = 'cognito-idp'>(
  service?: S,
): (...operations: OperationName<S>[]) => boolean {
  const { output } = useCall('poolkeeper', 'DescribeWorkspace', {});
  const built = output?.coverage[service ?? 'cognito-idp']?.built;
  return (...operations) => built !== undefined && operations.every((operation) => built.includes(operation));
}
