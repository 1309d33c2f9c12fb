import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { fieldsOf, messageOf } from '../api/client.ts';
import { type Complaints, complaintsAt, type FieldErrors, fieldErrors } from './field-errors.ts';
import { say } from './notify.ts';

interface Way<Patch, Answer> {
  send(patch: Patch): Promise<Answer>;
  /** Says that it was saved; "Saved." where absent. */
  saved?: ((answer: Answer) => void) | undefined;
  /** What is left to be saved afterwards; nothing where absent. */
  rest?: Patch | undefined;
}

interface Saving<Patch, Answer> extends Way<Patch, Answer> {
  schema: z.ZodType;
}

/** Changes that are not saved yet, as the PATCH they will be, with what is wrong with them. */
export function useEdits<Patch extends object, Answer = unknown>(
  empty: Patch,
  { schema, ...usual }: Saving<Patch, Answer>,
) {
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

  async function saveBy<Said>({ send, saved = () => say('Saved.'), rest = empty }: Way<Patch, Said>) {
    const wrong = fieldErrors(schema, edits);
    setErrors(wrong);
    const [first] = Object.values(wrong);
    setProblem(first ?? null);
    if (first) return;
    setSaving(true);
    try {
      const answer = await send(edits);
      reset();
      setEdits(rest);
      saved(answer);
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
    save: () => saveBy(usual),
    /** Saves in another way than the usual one. */
    saveBy,
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
