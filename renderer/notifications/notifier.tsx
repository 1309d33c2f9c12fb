import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { ServerEvent } from '../../server/contracts/events.ts';
import { getNewestMessages } from '../api/get-newest-messages.ts';
import { useTenants } from '../api/get-tenants.ts';
import { onServerEvent } from '../events/connection.tsx';
import { nowMs } from '../platform/time.ts';
import { desktopAnswer, showOnDesktop } from './desktop.ts';
import type { NoticeKind } from './kinds.ts';
import { type Notice, noticeOf, noticeOfMessage } from './notice-of.ts';
import { keepNotice } from './past.ts';
import { keptPreferences } from './preferences.ts';

/** Shown over the page too; the others have a place there already: the banner, the count in the navigation. */
const OVER_THE_PAGE: ReadonlySet<NoticeKind> = new Set(['urgent-messages', 'calls-failed', 'calls-begin']);
const SHOWN_MS = 8_000;

/** Tells of what happens: in the panel, and on the desktop while the panel is not in front. Draws nothing. */
export function Notifier() {
  const tenants = useTenants().data;
  const [, go] = useLocation();
  const now = useRef({ tenants, go });
  now.current = { tenants, go };
  useEffect(() => {
    const nameOf = (id: number) =>
      now.current.tenants?.find((tenant) => tenant.id === id)?.businessName ?? 'a tenant';
    const telling = () => ({ nameOf, personal: keptPreferences.get().personal });
    const tell = (notice: Notice | null) => notice && show(notice, (href) => now.current.go(href));
    const newest = watchMessages((message) => tell(noticeOfMessage(message, telling())));
    return onServerEvent((event) => {
      tell(noticeOf(event, telling()));
      newest(event);
    });
  }, []);
  return null;
}

/** Finds out which message an event is about. Only those left since now are new. */
function watchMessages(onNew: (message: Parameters<typeof noticeOfMessage>[0]) => void) {
  const sinceMs = nowMs();
  const seen = new Set<string>();
  return (event: ServerEvent) => {
    if (event.type !== 'messages.changed') return;
    getNewestMessages(event.tenantId).then(
      (messages) => {
        for (const message of messages.toReversed()) {
          if (seen.has(message.id) || Date.parse(message.at) < sinceMs) continue;
          seen.add(message.id);
          onNew(message);
        }
      },
      (error: unknown) => console.error('New messages could not be asked for', error),
    );
  };
}

function show(notice: Notice, go: (href: string) => void): void {
  const { desktop, kinds } = keptPreferences.get();
  const { kind, title, text, href, tag } = notice;
  if (!kinds.includes(kind)) return;
  // Alerts have their own place in the menu.
  if (kind !== 'alerts') keepNotice({ title, text, href });
  if (desktop && desktopAnswer() === 'granted' && !document.hasFocus()) showOnDesktop(notice, () => go(href));
  if (!OVER_THE_PAGE.has(kind)) return;
  notifications.show({
    id: tag,
    title,
    message: (
      <>
        {text}{' '}
        <Anchor
          href={href}
          inherit
          underline="always"
          onClick={(event) => {
            event.preventDefault();
            notifications.hide(tag);
            go(href);
          }}
        >
          Open
        </Anchor>
      </>
    ),
    color: kind === 'calls-failed' ? 'red' : 'pine',
    autoClose: SHOWN_MS,
    withBorder: true,
  });
}
