import type { ApiRoute } from '../../../shared/poolkeeper/operations.ts';

/** A route with the parts of the path that its names stand for. */
export type Matched = { readonly route: ApiRoute; readonly parameters: Readonly<Record<string, string>> };

/**
 * The route of a request: the most exact one, as API Gateway chooses. A literal part of the path is more exact
 * than `{name}`, that more than `{name+}`, a method more than `ANY`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function routeOf(routes: readonly ApiRoute[], method: string, path: string): Matched | undefined {
  const parts = partsOf(path);
  return routes
    .flatMap((route) => {
      if (route.method !== 'ANY' && route.method !== method) return [];
      const parameters = match(partsOf(route.path), parts);
      return parameters === undefined ? [] : [{ route, parameters }];
    })
    .toSorted((a, b) => rank(a.route).localeCompare(rank(b.route)))[0];
}

const partsOf = (path: string): string[] => path.replace(/^\//, '').split('/');

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const name = /^\{(\w+)(\+?)\}$/.exec(wanted);
    const part = parts[index];
    if (part === undefined) return undefined;
    if (name === null) {
      if (wanted !== part) return undefined;
    } else if (name[2] === '+') return { ...found, [name[1] as string]: parts.slice(index).map(decoded).join('/') };
    else if (part === '') return undefined;
    else found[name[1] as string] = decoded(part);
  }
  return pattern.length === parts.length ? found : undefined;
}

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const rank = ({ method, path }: ApiRoute): string =>
  partsOf(path)
    .map((part) => (part.endsWith('+}') ? '2' : part.startsWith('{') ? '1' : '0'))
    .join('') + (method === 'ANY' ? 'b' : 'a');
