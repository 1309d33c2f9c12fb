import { setTimeout as sleep } from 'node:timers/promises';
import { BenchPhone, type PhoneOptions } from './bench-phone.ts';
import { Pacer } from './pacer.ts';

/** Between two calls that begin; together with the frames' 20 ms it spreads the frames of many calls. */
const APART_MS = 23;

/**
 * Rings `count` times, has `act` do something while all these calls go on, and hangs up. Rejects when a call could not be
 * made.
 */
export async function duringCalls<T>(
  count: number,
  options: PhoneOptions,
  act: (phones: readonly BenchPhone[], pacer: Pacer) => Promise<T>,
): Promise<T> {
  const pacer = new Pacer();
  const phones = Array.from({ length: count }, () => new BenchPhone(options));
  try {
    const greeted: Promise<number>[] = [];
    for (const phone of phones) {
      pacer.add(phone);
      greeted.push(phone.dial());
      await sleep(APART_MS);
    }
    await Promise.all(greeted);
    return await act(phones, pacer);
  } finally {
    await Promise.allSettled(phones.map((phone) => phone.hangUp()));
    pacer.stop();
  }
}
