import { z } from 'zod';

/** A time of day, `00:00` to `24:00`. */
export const timeOfDay = z
  .string()
  .regex(/^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/, 'Write the time as 09:00, up to 24:00.');

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const inOrder = ({ from, to }: { from: string; to: string }): boolean => from < to;
const OUT_OF_ORDER = 'The end must come after the beginning. Write hours past midnight as two spans.';

const span = z.object({ from: timeOfDay, to: timeOfDay });
const daySpan = span.extend({ day: z.enum(WEEKDAYS) });

const isRealDate = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/** A date on which other hours hold than on its weekday; no spans: closed all day. */
const holiday = z.object({
  date: z
    .string()
    .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, 'Write the date as 2026-12-25.')
    .refine(isRealDate, {
      error: 'There is no such date.',
    }),
  /** The same day and month of every year. */
  yearly: z.boolean(),
  /** As it would be said, such as "Christmas Day". */
  name: z.string().trim().min(1, 'Name the holiday.').max(80),
  spans: z.array(span.refine(inOrder, OUT_OF_ORDER)).max(6),
});

/** When a business, or one of its people, can be reached, in the tenant's time zone. Nothing weekly: at all times. */
export const schedule = z.object({
  weekly: z.array(daySpan.refine(inOrder, OUT_OF_ORDER)).max(50),
  holidays: z.array(holiday).max(100),
});
export type Schedule = z.infer<typeof schedule>;

/**
 * What happens outside the opening hours: `answer` as always, `message`: say that it is closed and take a message,
 * `forward`: dial the transfer destination of that label, and take a message when nobody accepts.
 */
export const afterHours = z.object({
  mode: z.enum(['answer', 'message', 'forward']),
  /** A label of `transfers`; only used by `forward`. */
  destination: z.string().trim().max(60),
});
export type AfterHours = z.infer<typeof afterHours>;
