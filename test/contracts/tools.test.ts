import { describe, expect, it } from 'vitest';
import { httpTool } from '../../server/contracts/tools.ts';

const tool = {
  name: 'find_booking',
  description: 'Finds a booking.',
  parameters: { type: 'object' },
  method: 'GET',
  url: 'https://api.example.com/bookings',
  headers: [],
  receipt: 'none',
};
const withHeader = (name: string, value: string) =>
  httpTool.safeParse({ ...tool, headers: [{ name, value }] });

describe('a tool of a tenant', () => {
  it.each(['Authorization', 'cookie', 'X-Api-Key', 'apikey', 'X-Auth-Token', 'Client-Secret'])(
    'holds no secret in the open: %s',
    (name) => {
      expect(withHeader(name, 'Bearer sk-123').error?.issues).toMatchObject([
        { path: ['headers', 0, 'value'], message: expect.stringContaining('{{NAME}}') },
      ]);
      expect(withHeader(name, 'Bearer {{CRM_KEY}}').success).toBe(true);
    },
  );

  it('may say in its headers what is no secret', () => {
    expect(withHeader('X-Branch', 'north').success).toBe(true);
    expect(withHeader('Accept', 'application/json').success).toBe(true);
  });

  it('has a schema that a model can be given', () => {
    const parameters = { type: 'object', description: 'x'.repeat(33_000) };
    expect(httpTool.safeParse({ ...tool, parameters }).success).toBe(false);
    expect(httpTool.safeParse(tool).success).toBe(true);
  });
});
