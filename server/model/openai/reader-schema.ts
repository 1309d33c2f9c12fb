import { z } from 'zod';
import { callLearnings } from '../../contracts/memory.ts';
import { type CallFields, type CallReading, callOutcome, sentiment } from '../../contracts/reading.ts';
import { redactCards } from '../../platform/redact.ts';

const LONGEST_VALUE = 500;

/** The shape of an answer, the tenant's fields aside. */
export const answerShape = z.strictObject({
  ...callLearnings.shape,
  outcome: callOutcome,
  sentiment,
  followUps: z.array(z.string()),
  unanswered: z.array(z.string()),
});

const SHARED = z.toJSONSchema(answerShape, { target: 'draft-7' });

type Field = CallFields['properties'][string];

/** One field as strict mode takes it: there in any case, `null` where it was not said. */
function fieldSchema({ type, description, enum: values }: Field): Record<string, unknown> {
  return {
    type: [type, 'null'],
    ...(description === undefined ? {} : { description }),
    ...(values && type === 'string' ? { enum: [...values, null] } : {}),
  };
}

/** The JSON schema of an answer for a tenant that wants these fields noted. */
export function answerSchema({ properties }: CallFields): Record<string, unknown> {
  const names = Object.keys(properties);
  if (names.length === 0) return SHARED;
  const fields = {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [name, fieldSchema(field)]),
    ),
    required: names,
    additionalProperties: false,
  };
  return {
    ...SHARED,
    properties: { ...SHARED.properties, fields },
    required: [...(SHARED.required ?? []), 'fields'],
  };
}

/** The value where it is of the field's type, else `null`. */
function fittingValue({ type, enum: values }: Field, value: unknown): string | number | boolean | null {
  if (type === 'boolean') return typeof value === 'boolean' ? value : null;
  if (type !== 'string') {
    const fits =
      typeof value === 'number' && Number.isFinite(value) && (type === 'number' || Number.isInteger(value));
    return fits ? value : null;
  }
  if (typeof value !== 'string' || value.trim() === '') return null;
  const text = redactCards(value.trim()).slice(0, LONGEST_VALUE);
  return values && !values.includes(text) ? null : text;
}

/** Exactly the tenant's fields, whatever was answered. */
export function fittingFields({ properties }: CallFields, answered: unknown): CallReading['fields'] {
  const given = new Map(Object.entries(typeof answered === 'object' && answered !== null ? answered : {}));
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, fittingValue(field, given.get(name))]),
  );
}
