import type { Ctx } from '../kernel/handler.ts';
import { uuid } from '../kernel/ids.ts';
import type { InFlight } from './flow.ts';

/**
 * The event of a request in payload format 2.0.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventOf(ctx: Ctx, { request, matched: { route, parameters }, authorizer }: InFlight): object {
  const { account, sourceIp = '127.0.0.1', userAgent = '' } = ctx.call;
  const routeKey = `${route.method} ${route.path}`;
  const query = Object.fromEntries(new URLSearchParams(request.Query ?? ''));
  const body = request.Body === undefined || request.Body.length === 0 ? undefined : Buffer.from(request.Body);
  const binary = body !== undefined && !isText(body);
  return {
    version: '2.0',
    routeKey,
    rawPath: request.Path,
    rawQueryString: request.Query ?? '',
    headers: request.Headers ?? {},
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    ...(Object.keys(parameters).length === 0 ? {} : { pathParameters: parameters }),
    requestContext: {
      accountId: account,
      apiId: request.Name,
      ...(authorizer === undefined ? {} : { authorizer }),
      domainName: `${request.Name}.execute-api.${ctx.call.region}.amazonaws.com`,
      http: { method: request.Method, path: request.Path, protocol: 'HTTP/1.1', sourceIp, userAgent },
      requestId: uuid(ctx.random),
      routeKey,
      stage: '$default',
      time: new Date(ctx.now()).toISOString(),
      timeEpoch: ctx.now(),
    },
    ...(body === undefined ? {} : { body: body.toString(binary ? 'base64' : 'utf8') }),
    isBase64Encoded: binary,
  };
}

/** Whether bytes are UTF-8; what is not goes to the function as base64. */
const isText = (bytes: Buffer): boolean => Buffer.from(bytes.toString('utf8')).equals(bytes);
