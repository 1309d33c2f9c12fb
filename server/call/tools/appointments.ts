import { z } from 'zod';
import { localTime } from '../../agent/local-time.ts';
import { callerMessage } from '../../contracts/message.ts';
import { identifiableCaller } from '../../contracts/phone-number.ts';
import { oneLine, plainText } from '../../messages/plain.ts';
import { momentOf } from '../../messages/zoned-time.ts';
import type { Clock } from '../../platform/clock.ts';
import { type CallTool, refused } from '../call-tool.ts';
import { CALLBACK_PARAMETERS, type Callbacks, LONGEST_WORDS, leave, whoAndWhere } from './leaving.ts';

const MOST_TIMES = 10;
const LONGEST_TIME = 200;
/** A request for later than this was misheard. */
const FURTHEST_MS = 730 * 24 * 60 * 60_000;

const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?$/;

const requestArguments = whoAndWhere.extend({
  reason: z.string().transform(plainText).pipe(z.string().min(1)),
  preferred_times: z
    .array(z.string().transform((words) => oneLine(words, LONGEST_TIME)))
    .max(MOST_TIMES)
    .nullish()
    .transform((times) => [...new Set(times ?? [])].filter((words) => words !== '')),
  starts_at: z
    .array(z.string().max(60))
    .max(MOST_TIMES)
    .nullish()
    .transform((times) => [...new Set(times ?? [])].filter((time) => time !== '')),
});

/** Passes a wish for an appointment on, as a message. It books nothing, so that it is booked can't be said. */
export function requestAppointment(callbacks: Callbacks, clock: Clock): CallTool {
  return {
    spec: {
      name: 'request_appointment',
      description:
        'Passes on to the business that the caller would like an appointment. It books nothing: say that somebody will get back to them, never that it is booked.',
      parameters: {
        type: 'object',
        properties: {
          name: { type: ['string', 'null'], description: 'Who would like to come, as they gave their name.' },
          ...CALLBACK_PARAMETERS,
          reason: { type: 'string', description: 'What the appointment is for.' },
          preferred_times: {
            type: 'array',
            items: { type: 'string' },
            description: 'Every time the caller would like, in their own words.',
          },
          starts_at: {
            type: 'array',
            items: { type: 'string' },
            description:
              'The same, where date and time are plain, as local times of the business such as 2026-11-24T15:00.',
          },
        },
        required: ['name', 'callback_number', 'reason', 'preferred_times', 'starts_at'],
        additionalProperties: false,
      },
    },
    async run(args, context) {
      const { record, settings, tenant } = context;
      if (settings.appointments !== 'request')
        return refused('Appointments can not be asked for here. Offer to take a message.');
      const parsed = requestArguments.safeParse(args);
      if (!parsed.success)
        return refused('The reason is missing, or the times are no list. Ask what it is for and for when.');
      const { name, reason, preferred_times: preferredTimes, starts_at: given } = parsed.data;
      if (reason.length > LONGEST_WORDS)
        return refused(`Put the reason into fewer words, at most ${LONGEST_WORDS} characters.`);
      if (preferredTimes.length + given.length === 0)
        return refused('No time is named. Ask which days and times would suit, and use the tool again.');
      const times = readTimes(given, tenant.timeZone, clock.now());
      if ('problem' in times) return refused(times.problem);
      const number = callbacks.check(parsed.data, context);
      if ('first' in number) return number.first;
      const callbackNumber = number.number ?? identifiableCaller(record.from);
      if (callbackNumber === null)
        return refused('Ask for a number on which the business can ring back, and use the tool again.');
      const message = callerMessage.parse({
        kind: 'appointment',
        name,
        text: reason,
        atMs: context.atMs,
        callbackNumber,
        preferredTimes,
        startsAt: times.startsAt,
      });
      return leave(message, context, {
        requested: true,
        booked: false,
        next: 'It is passed on. Nothing is booked yet: somebody will get back to the caller to agree on a time.',
      });
    },
  };
}

function readTimes(
  given: readonly string[],
  timeZone: string,
  nowMs: number,
): { startsAt: string[] } | { problem: string } {
  const startsAt: string[] = [];
  for (const time of given) {
    const local = LOCAL_TIME.exec(time)?.[1];
    const atMs = local === undefined ? null : momentOf(local, timeZone);
    if (local === undefined || atMs === null)
      return {
        problem:
          'A time in starts_at is no local date and time such as 2026-11-24T15:00. Correct it or leave it out.',
      };
    if (atMs <= nowMs || atMs > nowMs + FURTHEST_MS)
      return {
        problem: `A time in starts_at has passed, or is years away; it is ${localTime(nowMs, timeZone)} now. Ask for the date again.`,
      };
    startsAt.push(local);
  }
  return { startsAt };
}
