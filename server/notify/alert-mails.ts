import { alertSummary } from '../contracts/alert-causes.ts';
import type { Alert } from '../contracts/events.ts';
import type { Alerts } from '../platform/alerts.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import type { ApplianceScope } from '../store/scope.ts';
import type { Mail, Mailer } from './notifier.ts';

interface AlertMailsParts {
  alerts: Alerts;
  mailer: Mailer;
  scope: ApplianceScope;
  /** Where the agency reads its mail; `null`: nobody is to be told. */
  to(): string | null;
  clock: Clock;
  ids: Ids;
  logger: Logger;
}

/** What is over sooner is not told, and what comes within it is told together. */
const SETTLE_MS = 60_000;
/** Between two mails: what comes and goes all the time must not use up the account that carries callers' messages. */
const BETWEEN_MS = 10 * 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;

/**
 * Mails critical alerts to the agency: once when something is wrong, once when it is over. A mail that can't be sent is
 * tried again for as long as there is something to tell, and the panel says so. No words of tenants or callers are in it.
 */
export class AlertMails {
  readonly #parts: AlertMailsParts;
  /** Ids of open alerts that have been mailed. */
  #told: ReadonlySet<string> = new Set();
  #next: { atMs: number; timer: Timer } | null = null;
  #sending: { attempt: AbortController; done: Promise<void> } | null = null;
  #failures = 0;
  #mailedMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(parts: AlertMailsParts) {
    this.#parts = parts;
  }

  /** To be called when a critical alert began or ended, and when the settings have changed. */
  changed(): void {
    const sinceMs = this.#parts.clock.monotonic() - this.#mailedMs;
    this.#tellIn(Math.max(SETTLE_MS, BETWEEN_MS - sinceMs));
  }

  /** Gives up what is being sent. Resolves once nothing goes on. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#next?.timer.cancel();
    this.#sending?.attempt.abort();
    await this.#sending?.done;
  }

  /** At the latest then; sooner where that was planned already. */
  #tellIn(delayMs: number): void {
    const { clock } = this.#parts;
    const atMs = clock.monotonic() + delayMs;
    if (this.#isClosed || (this.#next && this.#next.atMs <= atMs)) return;
    this.#next?.timer.cancel();
    const timer = clock.after(delayMs, () => {
      this.#next = null;
      // What changes while a mail is on its way is told after it.
      if (this.#sending) return this.changed();
      const attempt = new AbortController();
      const done = this.#tell(attempt.signal).finally(() => {
        this.#sending = null;
      });
      this.#sending = { attempt, done };
    });
    this.#next = { atMs, timer };
  }

  async #tell(signal: AbortSignal): Promise<void> {
    const { alerts, mailer, scope, to, ids, logger } = this.#parts;
    const target = to();
    const all = alerts.list();
    const open = all.filter(({ level, resolvedAt }) => level === 'critical' && resolvedAt === null);
    const begun = open.filter(({ id }) => !this.#told.has(id));
    const over = all.filter(({ id, resolvedAt }) => resolvedAt !== null && this.#told.has(id));
    try {
      if (target !== null && begun.length + over.length > 0) {
        await mailer.send(scope, { id: ids.sid('alerts-'), target, content: mailOf(begun, over) }, signal);
        this.#mailedMs = this.#parts.clock.monotonic();
      }
      this.#told = new Set(target === null ? [] : open.map(({ id }) => id));
      this.#failures = 0;
      alerts.resolve('alert-mail');
    } catch (error) {
      if (this.#isClosed) return;
      this.#failures += 1;
      const problem = messageOf(error);
      logger.warn({ failures: this.#failures, personal: { problem } }, 'Alerts could not be mailed');
      alerts.raise({
        key: 'alert-mail',
        level: 'warning',
        message: `Alerts could not be mailed to the agency. ${problem}`,
      });
      this.#tellIn(Math.min(SETTLE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS));
    }
  }
}

const WHERE = 'What to do about it stands in the control panel, on the computer that Ringhouse runs on.';

/** Made of fixed words, times and tenants' numbers alone, which mean nothing but themselves in HTML too. */
function mailOf(begun: readonly Alert[], over: readonly Alert[]): Mail {
  const parts = [
    { title: 'Wrong now', lines: begun.map((alert) => lineOf(alert, `since ${moment(alert.at)}`)) },
    { title: 'Over', lines: over.map((alert) => lineOf(alert, `since ${moment(alert.resolvedAt ?? '')}`)) },
  ].filter(({ lines }) => lines.length > 0);
  const text = parts.map(({ title, lines }) => [`${title}:`, ...lines.map((line) => `- ${line}`)].join('\n'));
  const html = parts.map(
    ({ title, lines }) => `<h3>${title}</h3><ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`,
  );
  return {
    channel: 'email',
    subject: subjectOf(begun, over),
    text: `${[...text, WHERE].join('\n\n')}\n`,
    html: [
      '<!doctype html><html><head><meta charset="utf-8"></head><body style="font-family:sans-serif;font-size:15px;line-height:1.5">',
      ...html,
      `<p>${WHERE}</p>`,
      '</body></html>',
    ].join('\n'),
    calendar: null,
  };
}

function subjectOf(begun: readonly Alert[], over: readonly Alert[]): string {
  const isOver = begun.length === 0;
  const [first, ...others] = isOver ? over : begun;
  const what = others.length > 0 ? `${others.length + 1} alerts` : alertSummary(first?.key ?? '');
  return `${isOver ? 'Ringhouse, over' : 'Ringhouse needs you'}: ${what}`;
}

const lineOf = ({ key, tenantIds }: Alert, when: string): string =>
  `${alertSummary(key)} (${[...tenantIds.map((id) => `tenant ${id}`), when].join(', ')})`;

/** `2026-11-22 10:00 UTC` */
const moment = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
