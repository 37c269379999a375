import { contracts } from '../../../shared/aws/models.ts';
import type { Fault, Service, Trace } from '../../../shared/contract.ts';

/** The one fault for a call that is not built, or that the contract does not know. Never a false success, never a 5xx. */
export function unsupported(service: Service, operation: string): Fault {
  const known = service !== 'poolkeeper' && Object.hasOwn(contracts[service].operations, operation);
  return known
    ? {
        code: 'UnsupportedOperationException',
        message: `Poolkeeper does not implement ${service}:${operation}.`,
        reason: 'The operation is in the contract but has no handler.',
      }
    : { code: 'UnknownOperationException', message: `Unknown operation ${service}:${operation}.` };
}

/** What a caller is answered for an error that nobody foresaw, in the form of the service that was called. */
export function internalFault(service: Trace['service']): Fault {
  const message = 'Something went wrong inside Poolkeeper. The log of the engine has the cause.';
  switch (service) {
    case 's3':
      return { code: 'InternalError', message, status: 500 };
    case 'execute-api':
      return { code: 'InternalServerError', message: 'Internal Server Error', status: 500 };
    case 'iam':
    case 'sts':
      return { code: 'ServiceFailure', message, status: 500 };
    default:
      return { code: 'InternalErrorException', message, status: 500 };
  }
}

/** The HTTP status that the contract gives a fault code, where it gives one. */
export function statusOf(service: Trace['service'], code: string): { status?: number } {
  if (service === 'poolkeeper' || service === 'execute-api') return {};
  const shapes = contracts[service].shapes;
  const shape = shapes[code] ?? Object.values(shapes).find((candidate) => candidate.code === code);
  return shape?.status === undefined ? {} : { status: shape.status };
}
