import type { PastTurn } from '../model/engine.ts';
import { keepDictated } from './dictation.ts';
import { type LinkEvent, ModelLink } from './model-link.ts';
import { operatorBriefing } from './operator/briefing.ts';
import type { TalkLinks } from './talk-links.ts';

interface ModelEnds {
  /** What has been said so far, with what is being said at its end. */
  history(): PastTurn[];
  listener(event: LinkEvent): void;
}

/** The model of one talk, with what is noted of its troubles. */
export function createLink(links: TalkLinks, { history, listener }: ModelEnds): ModelLink {
  const { elapsedMs, keeper, log, onReady, opening, parts, plan, tenant, troubles } = links;
  return new ModelLink({
    clock: parts.clock,
    logger: log,
    engine: plan.engine,
    standIn: parts.standIn,
    spec: plan.spec,
    speech: parts.speech,
    history,
    told: () => operatorBriefing(keeper.record.interventions),
    listener(event) {
      if (event.type === 'dictated') keepDictated(links, event.message);
      else listener(event);
    },
    onReady(engine) {
      troubles.over('model-failed');
      parts.onModelReady(engine);
      onReady();
    },
    onFailed(failure, message, engine) {
      troubles.begun('model-failed');
      keeper.flag('model-failed', 'The voice model failed.', elapsedMs());
      parts.onModelFailed(tenant.id, failure, message, engine);
    },
    onTrouble(trouble) {
      if (trouble === 'stalled') troubles.begun('model-stalled');
      else if (trouble === 'over') troubles.over('model-stalled');
      else troubles.note('answer-lost');
    },
    onSwitched(engine) {
      troubles.note('model-switched');
      keeper.record.engine = engine;
      opening.giveUp();
    },
  });
}
