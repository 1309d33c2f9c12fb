import type { z } from 'zod';

/** What is wrong, by dotted path, such as `agent.transfers.0.number`. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What a schema has to say about a value; the first complaint of each field. Empty: it passes. */
export function fieldErrors(schema: z.ZodType, value: unknown): FieldErrors {
  const result = schema.safeParse(value);
  if (result.success) return {};
  const errors: Record<string, string> = {};
  for (const { path, message } of result.error.issues) errors[path.join('.')] ??= message;
  return errors;
}

/** What is wrong with one value and with the parts of it. */
export interface Complaints {
  /** About the value as a whole. */
  own: string | undefined;
  /** About it or the first of its parts that something is wrong with. */
  any: string | undefined;
  /** About one part, by the steps of its path: `at(0, 'number')`. */
  at(...steps: (string | number)[]): Complaints;
}

/** The complaints about the value at a path. */
export function complaintsAt(errors: FieldErrors, path: string): Complaints {
  const own = errors[path];
  return {
    own,
    any: own ?? Object.entries(errors).find(([at]) => at.startsWith(`${path}.`))?.[1],
    at: (...steps) => complaintsAt(errors, [path, ...steps].join('.')),
  };
}
