import { contracts } from '../../../../../shared/aws/models.ts';
import type { Fault, OperationName } from '../../../../../shared/contract.ts';
import { answering, outputOf, type FaultWriter } from '../answering.ts';
import { badRequest, readBody, send, type Exchange } from '../exchange.ts';
import { contextOf, prove } from '../signature/caller.ts';
import { inputOf } from './query-form.ts';
import { answerXml, errorXml } from './query-xml.ts';
import { CORS } from '../rules.ts';
import { queryPairs, sha256 } from '../signature/sigv4.ts';

type QueryService = 'sts' | 'iam';

const MAX_BODY_BYTES = 1024 * 1024;

/** AWS Query: `Action` and parameters as a form or in the address, XML back, for STS and IAM. */
export function awsQuery(exchange: Exchange): Promise<void> {
  // The answer to a request that names no service is STS's.
  let service: QueryService = 'sts';
  const refuse: FaultWriter = (_exchange, fault) => sendFault(exchange, service, fault);
  return answering(exchange, refuse, async () => {
    const body = await readBody(exchange.request, MAX_BODY_BYTES);
    const parameters = [
      ...queryPairs(exchange.query),
      ...(exchange.method === 'POST' ? queryPairs(body.toString('utf8')) : []),
    ];
    const action = only(parameters, 'Action');
    const version = only(parameters, 'Version');
    service = serviceOf(exchange, action, version) ?? service;
    if (action === undefined || action === '')
      throw badRequest('MissingAction', 'The request must contain the parameter Action.');
    const model = contracts[service];
    const operation = Object.hasOwn(model.operations, action) ? model.operations[action] : undefined;
    if (operation === undefined || (version !== undefined && version !== model.apiVersion))
      throw badRequest(
        'InvalidAction',
        `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
      );
    const proven = prove(exchange, service, sha256(body));
    const input = inputOf(model, operation.input, parameters);
    const output = outputOf<unknown>(
      await exchange.engine.call(
        service,
        action as OperationName<QueryService>,
        input as never,
        contextOf(exchange, 'aws-query', proven),
      ),
    );
    send(exchange, 200, headersFor(exchange), answerXml(model, action, output, exchange.requestId));
  });
}

/** The service that the signature's scope names, else the API's version, else the one that has the action. */
function serviceOf(
  { signature: read }: Exchange,
  action: string | undefined,
  version: string | undefined,
): QueryService | undefined {
  const services = ['sts', 'iam'] as const;
  const scope = read.kind === 'signed' ? read.signature.service : undefined;
  return (
    services.find((service) => service === scope) ??
    services.find((service) => contracts[service].apiVersion === version) ??
    services.find((service) => action !== undefined && Object.hasOwn(contracts[service].operations, action))
  );
}

function only(parameters: readonly (readonly [string, string])[], name: string): string | undefined {
  return parameters.find(([candidate]) => candidate === name)?.[1];
}

const headersFor = ({ requestId }: Exchange): Record<string, string> => ({
  ...CORS,
  'content-type': 'text/xml',
  'x-amzn-requestid': requestId,
});

function sendFault(exchange: Exchange, service: QueryService, fault: Fault): void {
  const text = errorXml(contracts[service].xmlNamespace as string, fault, exchange.requestId);
  send(exchange, fault.status ?? 400, headersFor(exchange), text);
}
