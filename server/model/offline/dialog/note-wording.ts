import type { TransferFailure } from '../../notes.ts';
import { clause } from './sentence.ts';

const OUTCOMES: Record<TransferFailure, string> = {
  'no-answer': 'did not answer',
  busy: 'is on another call',
  declined: 'can not take the call now',
  voicemail: 'did not answer',
  failed: 'can not be reached now',
};

/** What is said to what only the agent was told. */
export const NOTE_WORDING = {
  transferFailed: (label: string, outcome: TransferFailure) =>
    `I am sorry, ${clause(label)} ${OUTCOMES[outcome]}. Shall I take a message?`,
  shortTime: 'I am sorry, we have less than a minute left.',
  shortTimeOffer: 'I am sorry, we have less than a minute left. Shall I take a message?',
  noMoreTime: 'I am sorry, I can not go on with this call for long.',
  noMoreTimeOffer: 'I am sorry, I can not go on with this call for long. Shall I take a message?',
  sorry: 'I am sorry.',
  carryOn: 'How can I help you?',
  backAgain: 'Thank you, I am with you again.',
  passedOn: (text: string) => `A colleague lets you know: ${text}`,
};
