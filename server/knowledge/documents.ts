import { z } from 'zod';
import { callSid } from '../contracts/call-sid.ts';
import { type KnowledgeItem, knowledgeItem } from '../contracts/knowledge.ts';
import type { DocumentKind } from '../store/store.ts';

/** One piece of knowledge. The key is its id. */
export const KNOWLEDGE_ITEM: DocumentKind<KnowledgeItem> = {
  name: 'knowledge-item',
  scope: 'tenant',
  schema: knowledgeItem,
  schemaVersion: 1,
};

/** How many askings of one gap are kept in their own words. */
export const ASKINGS_LIMIT = 20;

const storedGap = z.object({
  id: z.string(),
  /** How often it was asked, also by those whose words are not kept. */
  count: z.number().int().min(1),
  firstAt: z.iso.datetime(),
  /** In the order in which they came; one a call. */
  askings: z
    .array(z.object({ callSid, question: z.string().max(500), at: z.iso.datetime() }))
    .min(1)
    .max(ASKINGS_LIMIT),
});
export type StoredGap = z.infer<typeof storedGap>;

/**
 * Something that callers asked and nobody could answer, each asking with its call, so that what one caller said can be
 * erased. The key is its id.
 */
export const KNOWLEDGE_GAP: DocumentKind<StoredGap> = {
  name: 'knowledge-gap',
  scope: 'tenant',
  schema: storedGap,
  schemaVersion: 1,
};

/** All that is kept per tenant here; what deletes a tenant erases these. */
export const KNOWLEDGE_KINDS: readonly DocumentKind<unknown>[] = [KNOWLEDGE_ITEM, KNOWLEDGE_GAP];
