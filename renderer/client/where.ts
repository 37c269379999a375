import { DEFAULT_ENDPOINT } from '../../shared/poolkeeper/settings.ts';
import { useCall } from './hooks.ts';

/** Where clients of this workspace call. */
export type Where = { readonly endpoint: string; readonly region: string };

/** Where clients of this workspace call, as far as it is known. */
export function useWhere(): Where {
  const { output } = useCall('poolkeeper', 'DescribeWorkspace', {});
  return { endpoint: output?.endpoint ?? DEFAULT_ENDPOINT, region: output?.settings.region ?? 'us-east-1' };
}
