import type { App, Session, WebContents } from 'electron';

/** The page's own scheme; the only origin that is ever loaded. */
export const pageScheme = 'app';
export const pageOrigin = 'app://cliploft';
export const mediaScheme = 'clip';

/**
 * The page may load itself, media by id, and nothing else; it may talk to nobody. Styles set from script go
 * through the CSSOM, which needs no exception.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `img-src 'self' ${mediaScheme}: data:`,
  `media-src ${mediaScheme}:`,
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** Hosts that may be opened in the system's browser. */
const externalHosts = new Set(['sunor.cc', 'docs.sunor.cc', 'github.com']);

/** An address that may leave for the system's browser, in normal form, or null. */
export const externalUrl = (text: string): string | null => {
  try {
    const url = new URL(text);
    const plain = url.username === '' && url.password === '' && url.port === '';
    return url.protocol === 'https:' && plain && externalHosts.has(url.hostname) ? url.href : null;
  } catch {
    return null;
  }
};

/** Is this the address of our own page? */
export const isPageUrl = (text: string): boolean => text.startsWith(`${pageOrigin}/`);

/** Permissions: all are denied, one line per question that Chromium asks. */
export const denyPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
};

const guard = (contents: WebContents): void => {
  const stay = (event: { preventDefault(): void }, url: string): void => {
    if (!isPageUrl(url)) event.preventDefault();
  };
  contents.on('will-navigate', (event) => stay(event, event.url));
  contents.on('will-redirect', (event) => stay(event, event.url));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
};

/** Guards every page there will ever be: no other address, no new window, no embedded page. */
export const guardAllPages = (app: App): void => {
  // As root (containers, test machines) Chromium runs only without its sandbox; then asking for it on all
  // processes only makes them crash. The page is sandboxed by its own preferences in any case (window.ts).
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => guard(contents));
};
