import type { Trace } from '../../../shared/contract.ts';

/** Whether a call is the console's own reading: what pages ask to show themselves. */
export function isOwn(trace: Trace): boolean {
  return (trace.door === 'port' || trace.door === 'console-http') && /^(List|Describe|Get|AdminGet|AdminList|Head)/.test(trace.operation);
}
