import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { BridgeEvent } from './bridge.ts';
import { type GreetingCache, saysTheSame } from './greeting-cache.ts';
import { isLocalItem } from './model-link/local-voice.ts';
import type { LinkEvent, ModelLink } from './model-link.ts';
import type { CallPlan } from './plan.ts';

/** The item name of a greeting that comes from the cache. */
const GREETING_ITEM = 'greeting';

/**
 * The first words of a call: played from the cache where they were spoken before, else spoken by the model and kept for
 * the next call, if it said what it was asked to.
 */
export class Opening {
  readonly #plan: CallPlan;
  readonly #cache: GreetingCache;
  readonly #log: Logger;
  readonly fromCache: boolean;
  #cached: readonly string[] | undefined;
  /** What the model speaks of the greeting; `null` when nothing is to be kept. */
  #capture: { payloads: string[]; texts: Map<string, string> } | null = null;

  private constructor(
    plan: CallPlan,
    cache: GreetingCache,
    log: Logger,
    cached: readonly string[] | undefined,
  ) {
    this.#plan = plan;
    this.#cache = cache;
    this.#log = log;
    this.#cached = cached;
    this.fromCache = cached !== undefined;
  }

  static async prepare(plan: CallPlan, cache: GreetingCache, log: Logger): Promise<Opening> {
    return new Opening(plan, cache, log, await cache.get(soundKey(plan), plan.greeting));
  }

  /** Has the model say the greeting, or tells it that it was said. */
  begin(link: Pick<ModelLink, 'greet' | 'noteSaid'>): void {
    if (this.fromCache) {
      link.noteSaid(GREETING_ITEM, this.#plan.greeting);
      return;
    }
    this.#capture = { payloads: [], texts: new Map() };
    link.greet(this.#plan.greeting);
  }

  /** The cached greeting as if an engine spoke it; empty when there is none, and after the first time. */
  play(): BridgeEvent[] {
    const cached = this.#cached;
    if (!cached) return [];
    this.#cached = undefined;
    const itemId = GREETING_ITEM;
    return [
      { type: 'agent-text', itemId, text: this.#plan.greeting, final: true },
      ...cached.map((payload) => ({ type: 'audio', itemId, payload }) as const),
      { type: 'audio-done', itemId },
    ];
  }

  /** Nothing that is spoken from now on is the greeting of this engine. */
  giveUp(): void {
    this.#capture = null;
  }

  /** Listens to the first answer, and keeps it at its end. */
  hear(event: LinkEvent): void {
    const capture = this.#capture;
    if (!capture) return;
    // Spoken here, because the engine was late.
    if (event.type === 'audio' && isLocalItem(event.itemId)) this.#capture = null;
    if (event.type === 'audio') capture.payloads.push(event.payload);
    if (event.type === 'agent-text') capture.texts.set(event.itemId, event.text);
    if (event.type !== 'response-done') return;
    this.#capture = null;
    const { greeting, greetingIsPersonal } = this.#plan;
    if (event.status !== 'completed' || !saysTheSame([...capture.texts.values()].join(' '), greeting)) return;
    this.#cache
      .put(soundKey(this.#plan), greeting, capture.payloads, !greetingIsPersonal)
      .catch((error: unknown) => {
        this.#log.warn({ error: messageOf(error) }, 'A greeting could not be kept');
      });
  }
}

/** All that the sound of a greeting depends on, besides its words. */
function soundKey({ engine, spec, manner }: CallPlan): string {
  return `${engine.voiceKey(spec)} ${manner}`;
}
