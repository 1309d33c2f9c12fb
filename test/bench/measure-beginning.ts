import { BenchPhone, type PhoneOptions } from './bench-phone.ts';
import { Pacer } from './pacer.ts';
import { NUMBERS, type Subject } from './subjects.ts';
import { announce, newCall, tellEnd } from './webhooks.ts';

/** Milliseconds from webhook to TwiML, one call after the other; each is ended again. */
export async function measureWebhook(subject: Subject, count: number): Promise<number[]> {
  const tookMs: number[] = [];
  for (let made = 0; made < count; made += 1) {
    const call = newCall(NUMBERS.neverKept);
    const answer = await announce(subject, call);
    if (!answer.body.includes('<Stream'))
      throw new Error(`A webhook was answered with ${answer.status} and no stream.`);
    tookMs.push(answer.tookMs);
    await tellEnd(subject, call);
  }
  return tookMs;
}

/** Milliseconds from the stream's `start` to the first agent audio, one call after the other. */
export async function measureGreeting(options: PhoneOptions, count: number): Promise<number[]> {
  const pacer = new Pacer();
  const tookMs: number[] = [];
  try {
    for (let made = 0; made < count; made += 1) {
      const phone = new BenchPhone(options);
      pacer.add(phone);
      tookMs.push(await phone.dial());
      pacer.remove(phone);
      await phone.hangUp();
    }
  } finally {
    pacer.stop();
  }
  return tookMs;
}
