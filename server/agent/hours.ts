import { type Schedule, WEEKDAYS } from '../contracts/hours.ts';
import { wallTime } from './local-time.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A yearly holiday comes round within this. */
const SEARCHED_DAYS = 400;

/** From one minute of a day up to another, 0 to 1440. */
export interface MinuteSpan {
  from: number;
  to: number;
}

/** `09:30` as minutes of the day; `24:00` is 1440. */
function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** In rising order, those that touch or overlap made one. */
export function mergedSpans(spans: readonly { from: string; to: string }[]): MinuteSpan[] {
  const merged: MinuteSpan[] = [];
  const rising = spans
    .map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }))
    .sort((a, b) => a.from - b.from);
  for (const span of rising) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push(span);
  }
  return merged;
}

/** The holiday of a date `2026-12-25`, if any; one of just that date comes before a yearly one. */
export function holidayOn({ holidays }: Schedule, date: string): Schedule['holidays'][number] | undefined {
  return (
    holidays.find((holiday) => !holiday.yearly && holiday.date === date) ??
    holidays.find((holiday) => holiday.yearly && holiday.date.slice(5) === date.slice(5))
  );
}

/** When it is open on the day that begins at `dayWallMs`, as wall clocks show it. */
function spansOn(schedule: Schedule, dayWallMs: number): MinuteSpan[] {
  const day = new Date(dayWallMs);
  const holiday = holidayOn(schedule, day.toISOString().slice(0, 10));
  if (holiday) return mergedSpans(holiday.spans);
  if (schedule.weekly.length === 0) return [{ from: 0, to: 24 * 60 }];
  const weekday = WEEKDAYS[(day.getUTCDay() + 6) % 7];
  return mergedSpans(schedule.weekly.filter((span) => span.day === weekday));
}

const startOfDay = (wallMs: number) => Math.floor(wallMs / DAY_MS) * DAY_MS;

/**
 * Whether it is open at that moment. Nothing weekly: every day, all day, but for the holidays.
 * @param atMs milliseconds since the epoch
 * @param timeZone IANA name
 */
export function isOpen(schedule: Schedule, atMs: number, timeZone: string): boolean {
  if (schedule.weekly.length === 0 && schedule.holidays.length === 0) return true;
  const wallMs = wallTime(atMs, timeZone);
  const minute = (wallMs - startOfDay(wallMs)) / MINUTE_MS;
  return spansOn(schedule, startOfDay(wallMs)).some(({ from, to }) => from <= minute && minute < to);
}

/**
 * The moments at which clocks there show `wallMs`: two when they are set back over it; where they skip it, the moment
 * of the skip.
 */
function momentsOf(wallMs: number, timeZone: string): number[] {
  const offsets = [wallMs - DAY_MS, wallMs + DAY_MS].map((nearMs) => wallTime(nearMs, timeZone) - nearMs);
  const latest = wallMs - Math.min(...offsets);
  let earliest = wallMs - Math.max(...offsets);
  if (wallTime(earliest, timeZone) >= wallMs) return earliest === latest ? [latest] : [earliest, latest];
  let tooEarly = earliest;
  earliest = latest;
  while (earliest - tooEarly > MINUTE_MS) {
    const middle = tooEarly + Math.floor((earliest - tooEarly) / 2 / MINUTE_MS) * MINUTE_MS;
    if (wallTime(middle, timeZone) >= wallMs) earliest = middle;
    else tooEarly = middle;
  }
  return [earliest];
}

/**
 * When it opens next, in milliseconds since the epoch: `atMs` itself while it is open; `null` when it does not open
 * within the next 13 months.
 */
export function nextOpening(schedule: Schedule, atMs: number, timeZone: string): number | null {
  if (isOpen(schedule, atMs, timeZone)) return atMs;
  const today = startOfDay(wallTime(atMs, timeZone));
  for (let day = 0; day <= SEARCHED_DAYS; day += 1) {
    const dayWallMs = today + day * DAY_MS;
    const opening = spansOn(schedule, dayWallMs)
      .flatMap(({ from }) => momentsOf(dayWallMs + from * MINUTE_MS, timeZone))
      .find((momentMs) => momentMs > atMs && isOpen(schedule, momentMs, timeZone));
    if (opening !== undefined) return opening;
  }
  return null;
}
