import type { ModelEngine, ModelEvent } from '../../model/engine.ts';
import { Attachment } from './attachment.ts';
import type { LinkParts } from './link-parts.ts';
import type { ToolMemory } from './tool-memory.ts';

/** Opens the conversations of one call, each told what was said, done and whispered before. */
export function createOpener(
  { clock, history, spec, told }: Pick<LinkParts, 'clock' | 'history' | 'spec' | 'told'>,
  tools: ToolMemory,
  hear: (attachment: Attachment, event: ModelEvent) => void,
): (engine: ModelEngine) => Attachment {
  let generation = 0;
  return (engine) => {
    const instructions = spec.instructions + tools.briefing() + told();
    const attachment = new Attachment({
      engine,
      spec: { ...spec, instructions, history: history() },
      generation,
      nowMs: clock.monotonic(),
      hear,
    });
    generation += 1;
    return attachment;
  };
}
