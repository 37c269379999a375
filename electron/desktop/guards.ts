/**
 * What pages may not do: navigate away, open windows, embed others, ask for permissions.
 *
 * Denied for every web contents that ever comes to be, not for the one window we know of.
 */
import { app, session, shell, type Session, type WebContents } from 'electron';
import { CONSOLE_URL, isConsole } from './console-protocol.ts';

/** Longest address that is handed to the system's browser. */
const MAX_LINK_LENGTH = 2048;

/** Puts the guards in place; call once, when the app is ready. */
export function guardEverything(): void {
  guardSession(session.defaultSession);
  app.on('session-created', guardSession);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}

/**
 * True for a link that may be opened in the system's browser: https, an ordinary host name, no name or
 * password in it. The console links to AWS's documentation and to RFCs; nothing it needs is plain http.
 */
export function mayOpenOutside(address: string): boolean {
  if (address.length > MAX_LINK_LENGTH || !URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  return protocol === 'https:' && username === '' && password === '' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(hostname);
}

function guardSession(one: Session): void {
  one.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(mayHave(permission, details.requestingUrl)),
  );
  one.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin));
  one.setDevicePermissionHandler(() => false);
  one.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}

/** The console's copy buttons write to the clipboard; that is all a page of ours may have. */
const mayHave = (permission: string, origin: string): boolean =>
  permission === 'clipboard-sanitized-write' && isConsole(origin);

function guardContents(contents: WebContents): void {
  // Moving inside the console's one page is no navigation: it uses the part after `#`. Loading that page anew is allowed.
  contents.on('will-navigate', (event) => {
    if (event.url.split('#')[0] !== CONSOLE_URL) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
