import type { ToolUse } from '../contracts/call.ts';
import type { ModelEvent } from '../model/engine.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { CallTool, Receipt, ToolContext, ToolEffect, ToolOutcome } from './call-tool.ts';
import { refused } from './call-tool.ts';

/** What a tool may take; a caller on the line waits for it. */
export const LONGEST_TOOL_MS = 8_000;
/** What a use that had begun may take to come to its end once the call is over; most need it only to store something. */
const LAST_USES_MS = 1_000;
/** After so long the caller is told that it takes a moment. */
export const SLOW_TOOL_MS = 1_500;

const TOO_LONG =
  'It took too long, so it is not known whether it worked. Tell the caller so and offer to take a message.';
const FAILED = 'It did not work. Tell the caller so and offer to take a message.';

export interface DeskLinks {
  clock: Clock;
  log: Logger;
  /** What an earlier part of the call has proven. */
  proven: Iterable<Receipt>;
  tools(): readonly CallTool[];
  context(): Omit<ToolContext, 'callId' | 'atMs' | 'signal'>;
  elapsedMs(): number;
  /** `null`: the model need not say anything to it. */
  answer(callId: string, output: unknown): void;
  /** Carries an effect out. Resolves with why it can't be, as a sentence for the model, or with `null`. */
  apply(effect: ToolEffect): Promise<string | null>;
  onUsed(use: ToolUse): void;
  /** A tool keeps the caller waiting. */
  onSlow(): void;
  /** No tool is at work any more. */
  onIdle(): void;
}

/** Uses one call's tools for the model: each use once, within its time, and with its effect carried out by code. */
export class ToolDesk {
  /** What has been proven in this call. */
  readonly receipts: Set<Receipt>;
  readonly #links: DeskLinks;
  readonly #uses = new Map<string, Promise<unknown>>();
  /** Uses whose effect is being carried out, or has been. */
  readonly #carriedOut = new Set<string>();
  readonly #over = new AbortController();
  #atWork = 0;
  #slow: Timer | null = null;

  constructor(links: DeskLinks) {
    this.#links = links;
    this.receipts = new Set(links.proven);
  }

  get isIdle(): boolean {
    return this.#atWork === 0;
  }

  /** Answers the model. A use that comes twice is made once and answered twice. */
  handle({ callId, name, arguments: args }: Extract<ModelEvent, { type: 'tool-call' }>): void {
    let use = this.#uses.get(callId);
    if (!use) {
      // One wait, however many tools are at work.
      if (this.isIdle) this.#slow = this.#links.clock.after(SLOW_TOOL_MS, this.#links.onSlow);
      this.#atWork += 1;
      use = this.#use(callId, name, args);
      this.#uses.set(callId, use);
    }
    void use.then((output) => {
      if (!this.#over.signal.aborted) this.#links.answer(callId, output);
    });
  }

  /**
   * The call has ended: tools at work are told to stop. Resolves once what they were about to store is stored, so that no
   * message is lost to a caller who hangs up on its last word; a tool that does not stop is not waited for, a disk that
   * is slow to store what it brought is: the record that is kept next must hold it.
   */
  async close(): Promise<void> {
    this.#over.abort();
    this.#slow?.cancel();
    if (this.isIdle) return;
    await new Promise<void>((resolve) => {
      const deadline = this.#links.clock.after(LAST_USES_MS, () => {
        const storing = [...this.#carriedOut].map((callId) => this.#uses.get(callId));
        void Promise.allSettled(storing).then(() => resolve());
      });
      void Promise.allSettled(this.#uses.values()).then(() => {
        deadline.cancel();
        resolve();
      });
    });
  }

  async #use(callId: string, name: string, args: unknown): Promise<unknown> {
    const { clock, elapsedMs, log, onIdle, onUsed } = this.#links;
    const beganMs = clock.monotonic();
    const atMs = elapsedMs();
    const { output, ok } = await this.#run(callId, name, args, atMs);
    const tookMs = clock.monotonic() - beganMs;
    log.info({ tool: name.slice(0, 128), ok, tookMs: Math.round(tookMs) }, 'The agent used a tool');
    onUsed({ name: name.slice(0, 128), atMs, tookMs, ok });
    this.#atWork -= 1;
    if (this.isIdle) {
      this.#slow?.cancel();
      // The model hears of the result first.
      if (!this.#over.signal.aborted) queueMicrotask(onIdle);
    }
    return output;
  }

  async #run(
    callId: string,
    name: string,
    args: unknown,
    atMs: number,
  ): Promise<{ output: unknown; ok: boolean }> {
    const { apply, log, tools } = this.#links;
    const tool = tools().find(({ spec }) => spec.name === name);
    const outcome = tool
      ? await this.#withinTime(tool, args, callId, atMs).catch((error: unknown) => {
          log.warn({ tool: name, error: messageOf(error) }, 'A tool failed');
          return refused(FAILED);
        })
      : refused('There is no such tool. Use only those you were given.');
    const isLast = outcome.effect?.effect === 'hang-up' || outcome.effect?.effect === 'transfer';
    // There is nobody left to hang up on.
    if (isLast && this.#over.signal.aborted) return { output: null, ok: false };
    if (outcome.effect) this.#carriedOut.add(callId);
    const refusal = outcome.effect ? await apply(outcome.effect) : null;
    if (refusal !== null) return { output: { error: refusal }, ok: false };
    for (const receipt of outcome.receipts ?? []) this.receipts.add(receipt);
    return { output: isLast ? null : outcome.output, ok: !isRefusal(outcome.output) };
  }

  async #withinTime(tool: CallTool, args: unknown, callId: string, atMs: number): Promise<ToolOutcome> {
    const { clock, context } = this.#links;
    const timeUp = new AbortController();
    const signal = AbortSignal.any([timeUp.signal, this.#over.signal]);
    let timer = { cancel: (): void => {} };
    const late = new Promise<ToolOutcome>((resolve) => {
      timer = clock.after(LONGEST_TOOL_MS, () => {
        resolve(refused(TOO_LONG));
        timeUp.abort();
      });
    });
    try {
      return await Promise.race([tool.run(args, { ...context(), callId, atMs, signal }), late]);
    } finally {
      timer.cancel();
    }
  }
}

function isRefusal(output: unknown): boolean {
  return typeof output === 'object' && output !== null && 'error' in output;
}
