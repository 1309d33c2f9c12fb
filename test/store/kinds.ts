import { z } from 'zod';
import type { DocumentKind } from '../../server/store/store.ts';

export const note = z.object({ count: z.number().int(), text: z.string() });
export type Note = z.infer<typeof note>;

export const noteKind: DocumentKind<Note> = { name: 'note', scope: 'tenant', schema: note, schemaVersion: 1 };
export const letterKind: DocumentKind<Note> = { ...noteKind, name: 'letter' };
export const applianceNoteKind: DocumentKind<Note> = { ...noteKind, scope: 'appliance' };
