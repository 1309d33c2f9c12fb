import { desktopShell } from '../platform/desktop-shell.ts';
import type { Notice } from './notice-of.ts';

type DesktopAnswer = NotificationPermission | 'unsupported';

/** Whether this desktop lets the panel show notifications. */
export const desktopAnswer = (): DesktopAnswer =>
  'Notification' in window ? Notification.permission : 'unsupported';

/** Asks the user, by the browser. Only to be called by an act of theirs. */
export async function askDesktop(): Promise<DesktopAnswer> {
  return 'Notification' in window ? Notification.requestPermission() : 'unsupported';
}

/** Shows a notice on the desktop; a click on it brings the panel to the front and calls `open`. */
export function showOnDesktop(notice: Pick<Notice, 'title' | 'text' | 'tag'>, open: () => void): void {
  const shown = new Notification(notice.title, {
    body: notice.text,
    tag: notice.tag,
    icon: '/ringhouse.svg',
  });
  shown.onclick = () => {
    shown.close();
    window.focus();
    // A hidden window of the desktop app does not come back by focus alone.
    void desktopShell?.showPanel();
    open();
  };
}
