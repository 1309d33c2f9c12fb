import { parentPort } from 'node:worker_threads';
import type { CallHit } from '../../contracts/history.ts';
import { messageOf } from '../../platform/errors.ts';
import { createWordIndex, type IndexedCall, TranscriptIndex } from './transcript-index.ts';

/** What the index is told, and asked; each question has a number of its own. */
export type SearchRequest =
  | { type: 'put'; calls: IndexedCall[] }
  | { type: 'drop'; tenantId: number }
  | { type: 'find'; id: number; text: string }
  | { type: 'excerpts'; id: number; text: string; callSids: string[] };

export type SearchAnswer =
  | { id: number; found: string[] }
  | { id: number; hits: CallHit[] }
  | { id: number; problem: string };

const index = new TranscriptIndex(createWordIndex());

function answer(request: SearchRequest): SearchAnswer | null {
  switch (request.type) {
    case 'put':
      for (const call of request.calls) index.put(call);
      return null;
    case 'drop':
      index.drop(request.tenantId);
      return null;
    case 'find':
      return { id: request.id, found: index.find(request.text) };
    case 'excerpts':
      return { id: request.id, hits: index.excerpts(request.text, request.callSids) };
  }
}

parentPort?.on('message', (request: SearchRequest) => {
  try {
    const answered = answer(request);
    if (answered) parentPort?.postMessage(answered);
  } catch (error) {
    // A call that could not be taken in leaves the index in doubt: the thread ends, and is begun anew.
    if (!('id' in request)) throw error;
    parentPort?.postMessage({ id: request.id, problem: messageOf(error) } satisfies SearchAnswer);
  }
});
