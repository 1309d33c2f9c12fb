import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../server/contracts/log.ts';
import { LogRing } from '../../server/platform/log-ring.ts';
import { createLogger } from '../../server/platform/logger.ts';

function begin(options: Parameters<typeof createLogger>[0] = {}) {
  const ring = new LogRing();
  const written: string[] = [];
  const logger = createLogger({
    destination: { write: (line) => void written.push(line) },
    onLine: (line) => ring.add(line),
    ...options,
  });
  return { ring, logger, written };
}
const personal = { from: '+15551230001', words: 'my card is 4111' };

describe('the latest lines of the log', () => {
  it('are what was written, with tenant and call apart', () => {
    const { ring, logger, written } = begin();
    logger.info({ tenantId: 1, callSid: 'CA1', businessName: 'Acme Corp' }, 'Found customer 1: Acme Corp');
    logger.warn({ reason: 'signature' }, 'A webhook was refused');
    expect(written).toHaveLength(2);
    expect(ring.since(0)).toMatchObject([
      {
        sequence: 1,
        level: 'info',
        message: 'Found customer 1: Acme Corp',
        tenantId: 1,
        callSid: 'CA1',
        fields: { businessName: 'Acme Corp' },
      },
      { sequence: 2, level: 'warn', tenantId: null, callSid: null, fields: { reason: 'signature' } },
    ]);
    expect(ring.since(1).map(({ sequence }) => sequence)).toEqual([2]);
  });

  it('hold nothing personal and no key, unless the log itself is to show what is personal', () => {
    const quiet = begin();
    quiet.logger.info({ personal, token: 'key-1', tool: { apiKey: 'key-2', personal } }, 'A call');
    expect(JSON.stringify(quiet.ring.since(0))).not.toMatch(/555|4111|key-/);
    const open = begin({ showPersonal: true });
    open.logger.info({ personal, token: 'key-1' }, 'A call');
    expect(open.ring.since(0)[0]?.fields).toEqual({ personal });
  });

  it('are told to those who listen, until they stop', () => {
    const { ring, logger } = begin();
    const heard: LogLine[] = [];
    const stop = ring.on((line) => void heard.push(line));
    logger.info('One');
    stop();
    logger.info('Two');
    expect(heard.map(({ message }) => message)).toEqual(['One']);
  });

  it('have an end, in number and in length', () => {
    const { ring, logger } = begin();
    for (let number = 1; number <= 5_003; number += 1) logger.info({ number }, 'Line');
    expect(ring.since(0)).toHaveLength(5_000);
    expect(ring.since(0)[0]?.fields).toEqual({ number: 4 });
    logger.info({ sent: 'x'.repeat(100_000) }, 'y'.repeat(100_000));
    const last = ring.since(0).at(-1);
    expect(last?.message.length).toBeLessThan(2_100);
    expect(JSON.stringify(last?.fields).length).toBeLessThan(8_300);
  });

  it('pass over what is no line of the logger', () => {
    const ring = new LogRing();
    for (const text of ['', 'not json', '{"level":"loud","time":"2026-03-02T15:00:00.000Z"}', 'null', '[1]'])
      ring.add(text);
    expect(ring.since(0)).toEqual([]);
  });
});
