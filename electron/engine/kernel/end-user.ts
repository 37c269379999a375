import { isObject } from '../../../shared/json.ts';

/** What a call says of the person behind it: members `ContextData` and `UserContextData`. */
export type EndUser = {
  /** `server`: a backend says it in an Admin operation; `app`: the app says it of itself. */
  readonly by: 'server' | 'app';
  readonly ipAddress?: string;
  readonly userAgent?: string;
};

/** The end user as an input describes them. Runs before validation: nothing of `input` is taken for granted. */
export function endUserOf(input: unknown): EndUser | undefined {
  if (!isObject(input)) return undefined;
  const { ContextData: server, UserContextData: app } = input;
  if (isObject(server)) {
    const userAgent = userAgentOf(server['HttpHeaders']);
    return { by: 'server', ...addressOf(server), ...(userAgent === undefined ? {} : { userAgent }) };
  }
  return isObject(app) ? { by: 'app', ...addressOf(app) } : undefined;
}

const addressOf = ({ IpAddress }: Record<string, unknown>): { ipAddress?: string } =>
  typeof IpAddress === 'string' && IpAddress !== '' ? { ipAddress: IpAddress } : {};

function userAgentOf(headers: unknown): string | undefined {
  if (!Array.isArray(headers)) return undefined;
  for (const header of headers as unknown[]) {
    if (!isObject(header)) continue;
    const { headerName, headerValue } = header;
    if (typeof headerName === 'string' && headerName.toLowerCase() === 'user-agent' && typeof headerValue === 'string')
      return headerValue;
  }
  return undefined;
}
