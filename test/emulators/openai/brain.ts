import type { Question, Reply } from './types.ts';

/** A model that does as it is told when it must say given words, and otherwise repeats what it heard. */
export function echoBrain(question: Question): Reply {
  const exact = exactWords(question.instructions);
  if (exact !== null) return { text: exact };
  const last = question.history.findLast((line) => line.role !== 'assistant' && line.role !== 'tool-call');
  if (last?.role === 'tool-output') return { text: `The tool says ${last.text}.` };
  return { text: `You said: ${question.transcript || last?.text || 'nothing'}.` };
}

/** The words that instructions demand to be said exactly, or `null`. */
export function exactWords(instructions: string): string | null {
  return /^say exactly[^"]*"([\s\S]*)"/i.exec(instructions)?.[1] ?? null;
}
