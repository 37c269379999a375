import type { ApiRecord, ApiRoute } from '../../../shared/console.ts';
import type { OperationName } from '../../../shared/contract.ts';
import { denialOf } from '../access/permission.ts';
import type { Ctx, Handler } from '../handler.ts';
import { uuid } from '../ids.ts';
import { judgeJwt } from './jwt.ts';
import { routeOf, type Matched } from './routes.ts';
import { answerBy, jsonAnswer, type Answered } from './targets.ts';

type OwnHandler<O extends OperationName<'poolkeeper'>> = Handler<'poolkeeper', O>;

/** Every API of the workspace. */
export const ListApis: OwnHandler<'ListApis'> = (_input, { store }) => ({ apis: store.apis.list() });

/** Makes an API, or puts one in place of that of its name. */
export const PutApi: OwnHandler<'PutApi'> = (input, ctx) => {
  const problem = problemOf(input.Name, input.Routes);
  if (problem !== undefined) return ctx.refuse('InvalidParameterException', problem);
  const now = ctx.now();
  const api: ApiRecord = {
    name: input.Name,
    description: input.Description ?? '',
    routes: input.Routes,
    createdAt: ctx.store.apis.get(input.Name)?.createdAt ?? now,
    modifiedAt: now,
  };
  ctx.write(() => ctx.store.apis.put(api));
  ctx.changed('api', undefined, api.name);
  return { api };
};

export const DeleteApi: OwnHandler<'DeleteApi'> = (input, ctx) => {
  if (!ctx.write(() => ctx.store.apis.remove(input.Name)))
    ctx.refuse('ResourceNotFoundException', `There is no API ${input.Name}.`);
  ctx.changed('api', undefined, input.Name);
  return {};
};

const METHODS = ['ANY', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** What is wrong with an API, in words. */
function problemOf(name: string, routes: readonly ApiRoute[]): string | undefined {
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(name))
    return 'A name has up to 63 lower-case letters, digits and hyphens.';
  if (!Array.isArray(routes)) return 'Routes is a list.';
  for (const [index, { method, path, authorizer, target }] of routes.entries()) {
    const where = `Route ${index + 1}`;
    if (!METHODS.includes(method)) return `${where}: the method is one of ${METHODS.join(', ')}.`;
    if (!/^(\/([\w.~%-]+|\{\w+\}))*\/?(\{\w+\+\})?$/.test(path) || !path.startsWith('/'))
      return `${where}: the path is written as in /films/{name} or /{proxy+}.`;
    if (!['NONE', 'IAM', 'JWT'].includes(authorizer?.kind)) return `${where}: the authorizer is NONE, IAM or JWT.`;
    if (authorizer.kind === 'JWT' && (typeof authorizer.issuer !== 'string' || !(authorizer.audience?.length > 0)))
      return `${where}: a JWT authorizer has an issuer and at least one audience.`;
    if (!['echo', 'function', 'object'].includes(target?.kind))
      return `${where}: the target is echo, function or object.`;
  }
  return undefined;
}

/** Answers a request to an API as API Gateway's HTTP APIs do. Its own errors are `{"message": …}`. */
export const InvokeApi: OwnHandler<'InvokeApi'> = async (input, ctx) => {
  const matched = routeOf(ctx.store.apis.get(input.Name)?.routes ?? [], input.Method, input.Path);
  if (matched === undefined)
    return jsonAnswer(404, { message: 'Not Found' }, `${input.Name} has no route for ${input.Method} ${input.Path}.`);
  const route = `${matched.route.method} ${matched.route.path}`;
  const authorized = await authorizedBy(ctx, input, matched);
  if ('status' in authorized) return { ...authorized, route };
  const event = eventOf(ctx, input, matched, authorized.authorizer);
  return { ...(await answerBy(ctx, matched.route.target, event, matched.parameters)), route };
};

type Request = Parameters<typeof InvokeApi>[0];

async function authorizedBy(
  ctx: Ctx,
  input: Request,
  { route: { authorizer } }: Matched,
): Promise<Answered | { readonly authorizer: object | undefined }> {
  switch (authorizer.kind) {
    case 'NONE':
      return { authorizer: undefined };
    case 'IAM':
      return signed(ctx, input);
    case 'JWT': {
      const judged = await judgeJwt(ctx.workspace, authorizer, input.Headers?.['authorization']);
      if (judged.ok) return { authorizer: { jwt: { claims: asTexts(judged.claims), scopes: judged.scopes } } };
      const scope = (authorizer.scopes ?? []).join(' ');
      return jsonAnswer(
        judged.status,
        { message: judged.status === 401 ? 'Unauthorized' : 'Forbidden' },
        judged.reason,
        {
          'www-authenticate':
            judged.error === ''
              ? 'Bearer'
              : `Bearer scope="${scope}" error="${judged.error}" error_description="${judged.reason.replaceAll('"', "'")}"`,
        },
      );
    }
  }
}

/** IAM's side: the signature is right, and the caller's policies allow `execute-api:Invoke` on the route. */
function signed(ctx: Ctx, input: Request): Answered | { readonly authorizer: object } {
  const { caller, account, region } = ctx.call;
  const forbidden = (reason: string): Answered => jsonAnswer(403, { message: 'Forbidden' }, reason);
  if (input.SignatureProblem !== undefined) return forbidden(input.SignatureProblem);
  if (caller.kind === 'anonymous') return forbidden('The request carries no signature.');
  if (caller.kind === 'unknown-key' && ctx.workspace.settings.strict)
    return forbidden(`The access key ${caller.accessKeyId} was not issued by this workspace.`);
  const resource = `arn:aws:execute-api:${region}:${account}:${input.Name}/$default/${input.Method}${input.Path}`;
  const denial = denialOf(ctx, 'sts', { action: 'execute-api:Invoke', resource });
  if (denial !== undefined) return forbidden(denial.reason ?? denial.message);
  const session = caller.kind === 'session' ? ctx.store.access.session(caller.accessKeyId) : undefined;
  return {
    authorizer: {
      iam: {
        accessKey: 'accessKeyId' in caller ? caller.accessKeyId : null,
        accountId: account,
        callerId: session?.details.userId ?? account,
        cognitoIdentity: cognitoIdentityOf(session?.details.context),
        principalOrgId: null,
        userArn: session?.arn ?? `arn:aws:iam::${account}:root`,
        userId: session?.details.userId ?? account,
      },
    },
  };
}

const PROVIDER = 'cognito-identity.amazonaws.com';

function cognitoIdentityOf(context: Readonly<Record<string, unknown>> | undefined): object | null {
  const identityId = context?.[`${PROVIDER}:sub`];
  return identityId === undefined
    ? null
    : {
        amr: context?.[`${PROVIDER}:amr`] ?? [],
        identityId,
        identityPoolId: context?.[`${PROVIDER}:aud`],
      };
}

/** Claims reach a function as texts, lists in square brackets. */
const asTexts = (claims: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? `[${value.join(' ')}]`
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value as string | number | boolean),
    ]),
  );

/** The event in payload format 2.0. */
function eventOf(ctx: Ctx, input: Request, { route, parameters }: Matched, authorizer: object | undefined): object {
  const { account, sourceIp = '127.0.0.1', userAgent = '' } = ctx.call;
  const routeKey = `${route.method} ${route.path}`;
  const query = Object.fromEntries(new URLSearchParams(input.Query ?? ''));
  return {
    version: '2.0',
    routeKey,
    rawPath: input.Path,
    rawQueryString: input.Query ?? '',
    headers: input.Headers ?? {},
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    ...(Object.keys(parameters).length === 0 ? {} : { pathParameters: parameters }),
    requestContext: {
      accountId: account,
      apiId: input.Name,
      ...(authorizer === undefined ? {} : { authorizer }),
      domainName: `${input.Name}.execute-api.${ctx.call.region}.amazonaws.com`,
      http: { method: input.Method, path: input.Path, protocol: 'HTTP/1.1', sourceIp, userAgent },
      requestId: uuid(ctx.random),
      routeKey,
      stage: '$default',
      time: new Date(ctx.now()).toISOString(),
      timeEpoch: ctx.now(),
    },
    ...(input.Body === undefined || input.Body.length === 0 ? {} : { body: Buffer.from(input.Body).toString('utf8') }),
    isBase64Encoded: false,
  };
}
