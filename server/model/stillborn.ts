import type { ModelConversation, ModelEvent, ModelFailure } from './engine.ts';

/** A conversation that could not even be begun: it fails as soon as `open` has returned. */
export function stillborn(
  failure: { failure: ModelFailure; message: string },
  listener: (event: ModelEvent) => void,
): ModelConversation {
  let closed = false;
  queueMicrotask(() => {
    if (!closed) listener({ type: 'failed', ...failure });
  });
  const nothing = (): void => {};
  return {
    appendAudio: nothing,
    appendText: nothing,
    appendDigit: nothing,
    prompt: nothing,
    say: nothing,
    noteSaid: nothing,
    truncate: nothing,
    cancel: nothing,
    toolResult: nothing,
    close: () => {
      closed = true;
    },
  };
}
