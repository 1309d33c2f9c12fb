/** What the window may do. Everything is measured against the origin of the control panel. */

/**
 * Where a link or a redirect leads: within the panel, to a document that the server makes (which has no way back to the
 * panel), to the system's browser, or nowhere.
 */
export type Destination = 'panel' | 'document' | 'browser' | 'nowhere';

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

export function originOf(url: string): string | null {
  const origin = parse(url)?.origin;
  return origin === undefined || origin === 'null' ? null : origin;
}

export function destinationOf(url: string, panelOrigin: string | null): Destination {
  const target = parse(url);
  if (!target) return 'nowhere';
  if (panelOrigin !== null && target.origin === panelOrigin)
    return target.pathname.startsWith('/api/') ? 'document' : 'panel';
  return target.protocol === 'https:' && !target.username && !target.password ? 'browser' : 'nowhere';
}

/** The page may load from the panel's origin only, and from what it made itself. */
export function mayLoad(url: string, panelOrigin: string | null): boolean {
  const target = parse(url);
  if (!target) return false;
  if (['data:', 'devtools:'].includes(target.protocol)) return true;
  if (panelOrigin === null) return false;
  if (target.protocol === 'blob:') return target.origin === panelOrigin;
  return target.origin.replace(/^ws:/, 'http:') === panelOrigin;
}

export interface PermissionAsked {
  permission: string;
  /** URL or origin of the asking page. */
  by: string;
  isMainFrame: boolean;
  /** Of a `media` request: which kinds of device. */
  mediaTypes?: readonly string[] | undefined;
}

/**
 * The panel may use the microphone, to speak in calls, show notifications, and copy text; nothing else is granted to
 * anyone.
 */
export function mayUse(asked: PermissionAsked, panelOrigin: string | null): boolean {
  if (panelOrigin === null || originOf(asked.by) !== panelOrigin || !asked.isMainFrame) return false;
  if (['clipboard-sanitized-write', 'notifications'].includes(asked.permission)) return true;
  if (asked.permission !== 'media' || !asked.mediaTypes?.length) return false;
  return asked.mediaTypes.every((kind) => kind === 'audio');
}

const STRICT_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** A page that the server sent without a content security policy may show nothing. */
export function withPagePolicy(headers: Record<string, string[]>): Record<string, string[]> {
  const has = Object.keys(headers).some((name) => name.toLowerCase() === 'content-security-policy');
  return has ? headers : { ...headers, 'Content-Security-Policy': [STRICT_POLICY] };
}
