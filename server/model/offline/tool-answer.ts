import type { ToolAnswer } from './dialog/state.ts';

/**
 * Reads what a tool has answered: a refusal is `{error: …}` or `{ok: false}`; `{read_back: …}` and `{ask: …}` want the caller's
 * word first.
 */
export function readToolAnswer(output: unknown): ToolAnswer {
  if (typeof output !== 'object' || output === null) return { result: 'done', receipt: null };
  if ('error' in output && output.error) return { result: 'refused', reason: String(output.error) };
  if ('ok' in output && output.ok === false) return { result: 'refused', reason: '' };
  if ('read_back' in output || 'ask' in output) return { result: 'confirm' };
  const receipt = 'receipt' in output && typeof output.receipt === 'string' ? output.receipt : null;
  return { result: 'done', receipt };
}
