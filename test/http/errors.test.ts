import fastify from 'fastify';
import { expect, it } from 'vitest';
import { createErrorHandler } from '../../server/http/control/errors.ts';
import { AppError } from '../../server/platform/errors.ts';
import { createLogger } from '../../server/platform/logger.ts';

it('tells the log of a fault, but not what another service says of a person', async () => {
  const lines: string[] = [];
  const app = fastify();
  app.setErrorHandler(
    createErrorHandler(createLogger({ destination: { write: (line) => lines.push(line) } })),
  );
  app.get('/upstream', () => {
    throw new AppError('upstream-failed', 'Twilio refused the request: +15551234567 is barred (21408).');
  });
  app.get('/fault', () => {
    throw new Error('a fault of the program');
  });
  const refused = await app.inject('/upstream');
  expect(refused.statusCode).toBe(502);
  // The operator, who asked, is told all of it.
  expect(refused.json().error.message).toContain('+15551234567');
  const fault = await app.inject('/fault');
  expect(fault.statusCode).toBe(500);
  expect(fault.body).not.toContain('a fault of the program');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ route: '/upstream', code: 'upstream-failed' }),
    expect.objectContaining({ route: '/fault', error: expect.stringContaining('a fault of the program') }),
  ]);
  expect(lines.join('')).not.toContain('15551234567');
  await app.close();
});
