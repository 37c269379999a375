import { contracts } from '../../../../../shared/aws/models.ts';
import type { Fault, OperationName, Reply } from '../../../../../shared/contract.ts';
import { prove } from '../signature/caller.ts';
import { BadRequest, clientOf, readBody, send, type Exchange } from '../exchange.ts';
import { inputOf } from './query-form.ts';
import { answerXml, errorXml } from './query-xml.ts';
import { CORS } from '../rules.ts';
import { queryPairs, readSignature, sha256 } from '../signature/sigv4.ts';

type QueryService = 'sts' | 'iam';

const LARGEST = 1024 * 1024;

/** AWS Query: `Action` and parameters as a form or in the address, XML back, for STS and IAM. */
export async function awsQuery(exchange: Exchange): Promise<void> {
  const { engine, wire } = exchange;
  let service: QueryService = 'sts';
  try {
    const body = await readBody(exchange.request, LARGEST);
    const parameters = [
      ...queryPairs(exchange.query),
      ...(exchange.method === 'POST' ? queryPairs(body.toString('utf8')) : []),
    ];
    const action = only(parameters, 'Action');
    const version = only(parameters, 'Version');
    service = serviceOf(wire, action, version) ?? service;
    if (action === undefined || action === '')
      throw new BadRequest('MissingAction', 'The request must contain the parameter Action.');
    const model = contracts[service];
    const operation = Object.hasOwn(model.operations, action) ? model.operations[action] : undefined;
    if (operation === undefined || (version !== undefined && version !== model.apiVersion))
      throw new BadRequest(
        'InvalidAction',
        `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
      );
    const { caller, region, fault } = prove(engine.workspace, service, wire, sha256(body), exchange.page === 'foreign');
    const input = inputOf(model, operation.input, parameters);
    const reply: Reply<unknown> = await engine.call(service, action as OperationName<QueryService>, input as never, {
      door: 'aws-query',
      caller,
      ...clientOf(exchange),
      ...(region === undefined ? {} : { region }),
      ...(fault === undefined ? {} : { signatureFault: fault }),
    });
    if (reply.ok) send(exchange, 200, headersFor(reply.traceId), answerXml(model, action, reply.output, reply.traceId));
    else sendFault(exchange, service, reply.fault, reply.traceId);
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    const requestId = Buffer.from(engine.workspace.ports.random(16)).toString('hex');
    sendFault(exchange, service, { code: error.code, message: error.message, status: error.status }, requestId);
  }
}

/** The service that the signature's scope names, else the API's version, else the one that has the action. */
function serviceOf(
  wire: Exchange['wire'],
  action: string | undefined,
  version: string | undefined,
): QueryService | undefined {
  const read = readSignature(wire);
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

const headersFor = (requestId: string): Record<string, string> => ({
  ...CORS,
  'content-type': 'text/xml',
  'x-amzn-requestid': requestId,
});

function sendFault(exchange: Exchange, service: QueryService, fault: Fault, requestId: string): void {
  send(
    exchange,
    fault.status ?? 400,
    headersFor(requestId),
    errorXml(contracts[service].xmlNamespace as string, fault, requestId),
  );
}
