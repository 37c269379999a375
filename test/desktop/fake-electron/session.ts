/** `protocol` and `session`: what the window's requests and wishes are answered by. */
import type { BrowserContext, Route } from 'playwright-core';
import { fromChromium, toChromium } from './chromium.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged(_schemes: readonly object[]): void {},
  handle(scheme: string, handler: Handler): void {
    handlers.set(scheme, handler);
  },
};

type PermissionCheck = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type PermissionRequest = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: { requestingUrl: string; isMainFrame: boolean },
) => void;

class Session {
  check: PermissionCheck = () => true;
  request: PermissionRequest = (_contents, _permission, answer) => answer(true);
  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.check = handler;
  }
  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.request = handler;
  }
  setDevicePermissionHandler(): void {}
  setDisplayMediaRequestHandler(): void {}
}

export const session = { defaultSession: new Session() };

/** Electron's names of permissions, by Chromium's. */
const PERMISSIONS = {
  'clipboard-write': 'clipboard-sanitized-write',
  'clipboard-read': 'clipboard-read',
  camera: 'media',
  microphone: 'media',
  geolocation: 'geolocation',
  notifications: 'notifications',
  midi: 'midi',
} as const;

/** Grants an origin those permissions that both handlers let it have, and no other. */
export async function applyPermissions(context: BrowserContext, address: string): Promise<void> {
  const { origin } = new URL(toChromium(address));
  const { check, request } = session.defaultSession;
  const granted = Object.entries(PERMISSIONS).flatMap(([name, permission]) => {
    let asked = false;
    request(undefined, permission, (answer) => (asked = answer), { requestingUrl: address, isMainFrame: true });
    return asked && check(undefined, permission, address, {}) ? [name] : [];
  });
  await context.grantPermissions(granted, { origin });
}

/** Answers a request to a custom scheme by its handler; false for any other address. */
export async function answerScheme(route: Route): Promise<boolean> {
  const asked = route.request();
  const address = fromChromium(asked.url());
  const handler = handlers.get(new URL(address).protocol.slice(0, -1));
  if (handler === undefined || address === asked.url()) return false;
  const response = await handler(new Request(address, { method: asked.method(), headers: await asked.allHeaders() }));
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
  return true;
}
