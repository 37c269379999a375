import type { Trace } from '../../shared/contract.ts';

/** Whether a call is nobody's but the product's own: what pages read to show themselves, what the engine does to place the sample. */
export function isOwn({ door, operation }: Trace): boolean {
  if (door === 'in-process') return true;
  return (door === 'port' || door === 'console-http') && /^(List|Describe|Get|AdminGet|AdminList|Head)/.test(operation);
}
