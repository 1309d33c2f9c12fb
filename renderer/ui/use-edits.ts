import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { fieldsOf, messageOf } from '../api/client.ts';
import { type Complaints, complaintsAt, type FieldErrors, fieldErrors } from './field-errors.ts';
import { say } from './notify.ts';

interface Saving<Patch> {
  schema: z.ZodType;
  send(patch: Patch): Promise<unknown>;
}

/** Changes that are not saved yet, as the PATCH they will be, with what is wrong with them. */
export function useEdits<Patch extends object>(empty: Patch, { schema, send }: Saving<Patch>) {
  const [edits, setEdits] = useState(empty);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);

  useEffect(() => {
    if (Object.keys(errors).length > 0) showFirstRefused();
  }, [errors]);

  const reset = () => {
    setEdits(empty);
    setErrors({});
    setProblem(null);
  };

  async function save() {
    const wrong = fieldErrors(schema, edits);
    setErrors(wrong);
    const [first] = Object.values(wrong);
    setProblem(first ?? null);
    if (first) return;
    setSaving(true);
    try {
      await send(edits);
      reset();
      say('Saved.');
    } catch (error) {
      setErrors(fieldsOf(error));
      setProblem(messageOf(error));
    } finally {
      setSaving(false);
    }
  }

  return {
    edits,
    problem,
    saving,
    save,
    reset,
    /** The complaint about a path, or about something below it. */
    error: (path: string) => complaintsAt(errors, path).any,
    /** The same, with its parts held apart. */
    complaints: (path: string): Complaints => complaintsAt(errors, path),
    change(next: Patch) {
      setEdits(next);
      setErrors({});
      setProblem(null);
    },
  };
}

/** Brings the first input that was refused into view, ready to be put right. */
function showFirstRefused(): void {
  const input = document.querySelector<HTMLElement>('#main [aria-invalid="true"]');
  input?.scrollIntoView({ block: 'center' });
  input?.focus({ preventScroll: true });
}
