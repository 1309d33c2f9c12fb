import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPdfReader } from '../../server/knowledge/pdf.ts';
import { ManualClock } from '../manual-clock.ts';
import { pdfOf } from './pdf-file.ts';

describe('reading a PDF', () => {
  it('is given up after half a minute, and the next one is read all the same', async () => {
    const clock = new ManualClock();
    const read = createPdfReader(clock);
    const first = read(pdfOf(['Hello.']));
    const second = read(pdfOf(['World.']));
    const refused = expect(first).rejects.toMatchObject({ code: 'invalid', message: /too long/ });
    while (clock.pending === 0) await setImmediate();
    clock.advance(30_000);
    await refused;
    expect(await second).toBe('World.');
    expect(clock.pending).toBe(0);
  });

  it('gives the pages in their order', async () => {
    const read = createPdfReader(new ManualClock());
    expect(await read(pdfOf(['One', 'Two', 'Three']))).toBe('One\n\nTwo\n\nThree');
  });
});
