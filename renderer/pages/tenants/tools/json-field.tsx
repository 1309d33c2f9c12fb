import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';

type JsonObject = Record<string, unknown>;

interface JsonFieldProps {
  label: string;
  description?: string;
  value: JsonObject;
  /** What the object must be like; its complaint is shown. */
  schema: z.ZodType<JsonObject>;
  /** Also told of what is wrong, as an empty object, so that it can't be saved by mistake. */
  onChange(value: JsonObject): void;
}

interface Typed {
  text: string;
  /** What the text was last taken for. */
  value: JsonObject;
}

/** A JSON object to be typed, with what is wrong with it. */
export function JsonField({ label, description, value, schema, onChange }: JsonFieldProps) {
  const [typed, setTyped] = useState<Typed>(() => written(value));
  // Changed from elsewhere, such as by discarding the edits.
  if (typed.value !== value) setTyped(written(value));
  const { problem } = read(typed.text, schema);
  return (
    <Textarea
      label={label}
      description={description}
      autosize
      minRows={4}
      maxRows={24}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      value={typed.text}
      error={problem}
      onChange={({ currentTarget: { value: text } }) => {
        const next = read(text, schema).value;
        setTyped({ text, value: next });
        onChange(next);
      }}
    />
  );
}

function written(value: JsonObject): Typed {
  return { text: JSON.stringify(value, null, 2), value };
}

function read(text: string, schema: z.ZodType<JsonObject>): { value: JsonObject; problem: string | null } {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it can’t be read';
    return { value: {}, problem: `This is not JSON: ${why}` };
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return { value: parsed.data, problem: null };
  return { value: {}, problem: parsed.error.issues[0]?.message ?? 'This is not a JSON object.' };
}
