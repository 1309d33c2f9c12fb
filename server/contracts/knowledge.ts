import { z } from 'zod';
import { callSid } from './call-sid.ts';

/** `fact`: about the business. `service`: what it offers, with its price. `faq`: a question and its answer. `text`: free text. `file`: what an uploaded file says. */
export const knowledgeKind = z.enum(['fact', 'service', 'faq', 'text', 'file']);

const title = z.string().trim().min(1, 'Write a title.').max(200);
const LONGEST_TEXT = 400_000;
const text = z.string().trim().min(1, 'Write what the agent should know.').max(LONGEST_TEXT);

/** One piece of what a tenant's agent knows. Of a `faq` the title is the question and the text the answer. */
export const knowledgeItem = z.object({
  id: z.string(),
  kind: knowledgeKind,
  title,
  text,
  /** Of a `service`, as it would be said. */
  price: z.string().trim().max(100).nullable(),
  /** Name of the uploaded file. */
  fileName: z.string().max(200).nullable(),
  /** Came with a trade template, and nobody has made it the business's own yet. */
  sample: z.literal(true).optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type KnowledgeItem = z.infer<typeof knowledgeItem>;

export const knowledgeCreate = z.strictObject({
  kind: knowledgeKind.exclude(['file']),
  title,
  text,
  price: knowledgeItem.shape.price.optional(),
});
export type KnowledgeCreate = z.infer<typeof knowledgeCreate>;
/** A sample that is changed, or confirmed by an empty change, is one no more, unless `sample` says that it still is. */
export const knowledgePatch = z
  .strictObject({ title, text, price: knowledgeItem.shape.price, sample: z.literal(true) })
  .partial();
export type KnowledgePatch = z.infer<typeof knowledgePatch>;

/** An uploaded text, Markdown or PDF file, as base64. */
export const knowledgeUpload = z.strictObject({
  fileName: z.string().trim().min(1).max(200),
  title: title.optional(),
  /** At most 15 MB of file. */
  content: z
    .base64('The file did not arrive whole. Try again.')
    .max(20_000_000, 'The file is larger than 15 MB.'),
});

/** `inline`: all of it stands in the instructions. `search`: it is too large for that, and the agent looks things up. */
export const knowledgeList = z.object({
  items: z.array(knowledgeItem),
  mode: z.enum(['inline', 'search']),
  characters: z.number().int(),
});

export const knowledgeHit = z.object({ title: z.string(), text: z.string() });
export type KnowledgeHit = z.infer<typeof knowledgeHit>;
export const knowledgeSearch = z.object({ query: z.string().trim().min(1).max(300) });
export const knowledgeHits = z.object({ hits: z.array(knowledgeHit) });

/** Something callers asked that the agent could not answer. */
export const knowledgeGap = z.object({
  id: z.string(),
  question: z.string().max(500),
  /** How often it was asked. */
  count: z.number().int().min(1),
  callSids: z.array(callSid).max(20),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
});
export type KnowledgeGap = z.infer<typeof knowledgeGap>;
/** Those asked most come first. */
export const knowledgeGaps = z.object({ gaps: z.array(knowledgeGap) });
/** The gap becomes a `faq` with this answer. */
export const gapAnswer = z.strictObject({ question: title.optional(), answer: text });
