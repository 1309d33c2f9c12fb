import { notifications } from '@mantine/notifications';
import { messageOf } from '../api/client.ts';
import { keepNotice } from '../notifications/past.ts';

/** A short word that something was done. */
export function say(message: string): void {
  keepNotice({ text: message });
  notifications.show({ message, autoClose: 4000, withBorder: true });
}

/** What failed and why; stays until it is closed. */
export function sayFailed(title: string, error: unknown): void {
  keepNotice({ title, text: messageOf(error), failed: true });
  notifications.show({
    title,
    message: messageOf(error),
    color: 'red',
    autoClose: false,
    withBorder: true,
    role: 'alert',
  });
}
