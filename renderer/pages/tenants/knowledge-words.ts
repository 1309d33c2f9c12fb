import type { KnowledgeItem } from '../../../server/contracts/knowledge.ts';

export type KnowledgeKind = KnowledgeItem['kind'];

interface KindWords {
  /** Heading over all of a kind. */
  group: string;
  /** One of them, as in "Add a question". */
  one: string;
  title: string;
  text: string;
  example: string;
}

/** How each kind of knowledge is called, in the order in which they are listed. */
export const KIND_WORDS: Record<KnowledgeKind, KindWords> = {
  faq: {
    group: 'Questions and answers',
    one: 'question',
    title: 'Question',
    text: 'Answer, as it may be said',
    example: 'Do you take walk-ins?',
  },
  service: {
    group: 'Services',
    one: 'service',
    title: 'Service',
    text: 'What it includes',
    example: 'Boiler service',
  },
  fact: { group: 'Facts', one: 'fact', title: 'About', text: 'What is so', example: 'Parking' },
  text: { group: 'Texts', one: 'text', title: 'Title', text: 'Text', example: 'Cancellation policy' },
  file: { group: 'Files', one: 'file', title: 'Title', text: 'What the file says', example: '' },
};

/** Those that are written by hand. */
export const WRITTEN_KINDS = ['faq', 'service', 'fact', 'text'] as const;
