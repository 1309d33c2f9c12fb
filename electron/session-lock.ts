import { type Session, systemPreferences } from 'electron';
import { mayLoad, mayUse, withPagePolicy } from './page-policy.ts';

/** Holds the window's session to the page policy. */
export function lockSession(session: Session, panelOrigin: () => string | null): void {
  session.setPermissionCheckHandler((_contents, permission, by, details) => {
    const mediaTypes = details.mediaType ? [details.mediaType] : undefined;
    return mayUse({ permission, by, isMainFrame: details.isMainFrame, mediaTypes }, panelOrigin());
  });
  session.setPermissionRequestHandler((_contents, permission, done, details) => {
    const mediaTypes = 'mediaTypes' in details ? details.mediaTypes : undefined;
    const asked = { permission, by: details.requestingUrl, isMainFrame: details.isMainFrame, mediaTypes };
    if (!mayUse(asked, panelOrigin())) return done(false);
    if (permission !== 'media' || process.platform !== 'darwin') return done(true);
    // macOS asks its user once, and only when the app asks it to.
    systemPreferences.askForMediaAccess('microphone').then(done, () => done(false));
  });
  session.webRequest.onBeforeRequest(({ url }, done) => done({ cancel: !mayLoad(url, panelOrigin()) }));
  session.webRequest.onHeadersReceived(({ resourceType, responseHeaders }, done) =>
    done(resourceType === 'mainFrame' ? { responseHeaders: withPagePolicy(responseHeaders ?? {}) } : {}),
  );
}
