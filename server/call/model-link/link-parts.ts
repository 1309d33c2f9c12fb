import type {
  ConversationSpec,
  ModelEngine,
  ModelEvent,
  ModelFailure,
  PastTurn,
} from '../../model/engine.ts';
import type { LocalSpeech } from '../../model/speech.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';

/** What a call hears of its model. `given-up`: nothing is left that could answer. Once, last. */
export type LinkEvent = Exclude<ModelEvent, { type: 'failed' }> | { type: 'given-up' };

export interface LinkParts {
  clock: Clock;
  logger: Logger;
  engine: ModelEngine;
  /** Takes over when the engine can't go on. May be the engine itself. */
  standIn: ModelEngine;
  /** `history` in it is replaced. */
  spec: ConversationSpec;
  speech: LocalSpeech;
  /** What has been said so far, with what is being said at its end. */
  history(): PastTurn[];
  /** What else a conversation that is opened now must know, for the end of its instructions; empty for nothing. */
  told(): string;
  listener(event: LinkEvent): void;
  onReady(engine: ModelEngine['id']): void;
  /** Once for each outage, at its beginning. */
  onFailed(failure: ModelFailure, message: string, engine: ModelEngine['id']): void;
  /** The engine tells nothing though it should, until `over`; or an answer was lost on its way. */
  onTrouble(trouble: 'stalled' | 'over' | 'answer-lost'): void;
  /** Another engine answers from now on. */
  onSwitched(engine: ModelEngine['id']): void;
}
