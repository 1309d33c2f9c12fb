import { useEffect, useReducer } from 'react';
import type { z } from 'zod';
import { fieldsOf, messageOf } from '../api/client.ts';
import { editingAfter, openEdits, unedited } from './edits.ts';
import { type Complaints, complaintsAt, fieldErrors } from './field-errors.ts';
import { say } from './notify.ts';

interface Way<Patch, Answer> {
  send(patch: Patch): Promise<Answer>;
  /** Says that it was saved; "Saved." where absent. */
  saved?: ((answer: Answer) => void) | undefined;
  /** What of the edits is saved; all of them where absent. */
  patch?: Patch | undefined;
}

interface Saving<Patch, Answer> extends Way<Patch, Answer> {
  schema: z.ZodType;
  /** What is saved now, each field where a patch has it. */
  base: object;
}

/** Changes that are not saved yet, as the PATCH they will be, with what is wrong with them. */
export function useEdits<Patch extends object, Answer = unknown>({
  schema,
  base,
  ...usual
}: Saving<Patch, Answer>) {
  const [editing, dispatch] = useReducer(editingAfter<Patch>, unedited<Patch>());
  const { sent, errors, problem } = editing;
  const edits = openEdits(editing, base);

  useEffect(() => {
    if (Object.keys(errors).length > 0) showFirstRefused();
  }, [errors]);

  async function saveBy<Said>({ send, saved = () => say('Saved.'), patch = edits }: Way<Patch, Said>) {
    const wrong = fieldErrors(schema, patch);
    const [first] = Object.values(wrong);
    if (first) return dispatch({ type: 'failed', errors: wrong, problem: first });
    dispatch({ type: 'sent', patch });
    try {
      const answer = await send(patch);
      dispatch({ type: 'saved' });
      saved(answer);
    } catch (error) {
      dispatch({ type: 'failed', errors: fieldsOf(error), problem: messageOf(error) });
    }
  }

  return {
    edits,
    problem,
    saving: sent !== null,
    save: () => saveBy(usual),
    /** Saves in another way than the usual one. */
    saveBy,
    reset: () => dispatch({ type: 'discarded' }),
    /** The complaint about a path, or about something below it. */
    error: (path: string) => complaintsAt(errors, path).any,
    /** The same, with its parts held apart. */
    complaints: (path: string): Complaints => complaintsAt(errors, path),
    change: (next: Patch) => dispatch({ type: 'changed', edits: next, base }),
  };
}

/** Brings the first input that was refused into view, ready to be put right. */
function showFirstRefused(): void {
  const input = document.querySelector<HTMLElement>('#main [aria-invalid="true"]');
  input?.scrollIntoView({ block: 'center' });
  input?.focus({ preventScroll: true });
}
