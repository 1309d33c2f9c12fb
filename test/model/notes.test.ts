import { describe, expect, it } from 'vitest';
import {
  answerFailedNote,
  capReachedNote,
  handedBackNote,
  readNote,
  takenOverNote,
  timeIsShortNote,
  transferFailedNote,
  whisperedNote,
} from '../../server/model/notes.ts';

describe('notes', () => {
  it.each(['no-answer', 'busy', 'declined', 'voicemail', 'failed'] as const)(
    'tell what became of a transfer: %s',
    (outcome) => {
      const label = 'Billing was not answered. (Ltd)';
      expect(readNote(transferFailedNote(label, outcome))).toEqual({
        kind: 'transfer-failed',
        label,
        outcome,
      });
    },
  );

  it.each(['Tell her “yes” now', 'x'])('tell what a colleague said: %s', (text) => {
    expect(readNote(whisperedNote(text))).toEqual({ kind: 'whispered', text });
    expect(readNote(handedBackNote(text))).toEqual({ kind: 'handed-back', told: text });
    expect(readNote(handedBackNote(null))).toEqual({ kind: 'handed-back', told: null });
  });

  it.each([
    [timeIsShortNote(), 'time-is-short'],
    [capReachedNote(), 'cap-reached'],
    [takenOverNote(), 'taken-over'],
    [answerFailedNote(), 'answer-failed'],
    ['The transfer to Billing was not answered.', 'other'],
    ['', 'other'],
  ])('are told apart: %s', (note, kind) => {
    expect(readNote(note)).toEqual({ kind });
  });
});
