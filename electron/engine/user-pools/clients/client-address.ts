import type { Ctx } from '../../kernel/handler.ts';
import type { Client } from '../../store/clients.ts';

/**
 * The address of the person behind a call, where it is known.
 *
 * A backend says it (`ContextData.IpAddress`). An app may say it of itself (`UserContextData.IpAddress`) only
 * where its client has EnablePropagateAdditionalUserContextData; otherwise the connection's own counts.
 */
export function clientAddress(ctx: Ctx, client: Client | undefined): string | undefined {
  const { endUser, sourceIp } = ctx.call;
  const trusted =
    endUser?.by === 'server' || client?.settings.EnablePropagateAdditionalUserContextData === true
      ? endUser
      : undefined;
  return trusted?.ipAddress ?? sourceIp;
}

/** The browser or tool behind a call, as its user agent names it. */
export const clientUserAgent = (ctx: Ctx): string | undefined => ctx.call.endUser?.userAgent ?? ctx.call.userAgent;

const BROWSERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Edge', /\bEdgA?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\bFirefox\/(\d+)/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+).*\bSafari\//],
];

const SYSTEMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['iOS', /\b(?:iPhone|iPad)\b.*? OS (\d+[\d_]*)/],
  ['Android', /\bAndroid (\d+[\d.]*)/],
  ['macOS', /\bMac OS X (\d+[\d_.]*)/],
  ['Windows', /\bWindows NT (\d+[\d.]*)/],
  ['Linux', /\b(Linux)\b/],
];

const MAX_NAME_LENGTH = 1024;

/** A device as people would name it, for example `Chrome 125 / macOS 15.0`; a tool by its own name. */
export function deviceName(userAgent: string | undefined): string {
  if (userAgent === undefined || userAgent.trim() === '') return 'unknown';
  const browser = named(BROWSERS, userAgent);
  const system = named(SYSTEMS, userAgent);
  if (browser !== undefined) return system === undefined ? browser : `${browser} / ${system}`;
  return (userAgent.split(/\s/)[0] ?? 'unknown').slice(0, MAX_NAME_LENGTH);
}

function named(list: readonly (readonly [string, RegExp])[], userAgent: string): string | undefined {
  for (const [name, pattern] of list) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return version === name ? name : `${name} ${version.replaceAll('_', '.')}`;
  }
  return undefined;
}
