import type { RealtimeClientEvent, ResponseCreateEvent } from 'openai/resources/realtime/realtime';

/** `answer`: the model goes on from what the conversation now holds. `say`: it must say given words. */
export interface ResponseRequest {
  kind: 'answer' | 'say';
  response: NonNullable<ResponseCreateEvent['response']>;
}

/**
 * Decides when a response may be asked for: never while one is active, nor while the caller speaks. Pure: no timer, no
 * socket. The server starts responses by itself after the caller's turn, so it may be ahead of us; a request that it
 * refuses for that reason is asked for again once the other response is done.
 */
export class ResponseSequencer {
  readonly #send: (event: RealtimeClientEvent) => void;
  #made = 0;
  #active: string | null = null;
  #cancelSent = false;
  #cancelWanted = false;
  #callerSpeaks = false;
  /** After the caller's turn, until the server's own response to it begins. */
  #awaitsOwn = false;
  #asked: { eventId: string; request: ResponseRequest } | null = null;
  #queue: ResponseRequest[] = [];
  /** An answer that was asked for before the caller's turn ended; the server's own answer sees what it was for. */
  #covered: ResponseRequest | null = null;

  constructor(send: (event: RealtimeClientEvent) => void) {
    this.#send = send;
  }

  /** The response being made. */
  get active(): string | null {
    return this.#active;
  }

  /** Asks as soon as it may. Several waiting answers become one, as it sees everything anyway. */
  request(request: ResponseRequest): void {
    const waiting = request.kind === 'answer' ? this.#waitingAnswer : undefined;
    if (!waiting) this.#queue.push(request);
    else if (waiting === this.#covered) this.#covered = null;
    this.#next();
  }

  created(responseId: string): void {
    this.#active = responseId;
    this.#cancelSent = false;
    if (!this.#asked) this.#queue = this.#queue.filter((request) => request !== this.#covered);
    this.#covered = null;
    this.#awaitsOwn = false;
    if (this.#callerSpeaks && this.#asked) this.#withdraw(this.#asked.request);
    if (this.#cancelWanted || this.#callerSpeaks) this.#cancelActive();
    this.#cancelWanted = false;
  }

  done(): void {
    this.#active = null;
    this.#asked = null;
    this.#next();
  }

  /** The server refused an event. `again`: a response that will be asked for again. `lost`: one that will not come. */
  refused(eventId: string, code: string): 'again' | 'lost' | 'other' {
    const asked = this.#asked;
    if (!asked || asked.eventId !== eventId) return 'other';
    this.#asked = null;
    this.#cancelWanted = false;
    const again = code === 'conversation_already_has_active_response';
    if (again) this.#queue.unshift(asked.request);
    else this.#next();
    return again ? 'again' : 'lost';
  }

  /** The server cancels the active response by itself, and will answer what the caller says now. */
  callerStarted(): void {
    this.#callerSpeaks = true;
    this.#cancelSent = this.#active !== null;
    this.#queue = this.#queue.filter((request) => request.kind !== 'answer');
  }

  callerStopped(): void {
    this.#callerSpeaks = false;
    this.#awaitsOwn = true;
    this.#covered = this.#waitingAnswer ?? null;
  }

  /** The server's own response to the caller did not come. */
  stopAwaiting(): void {
    this.#awaitsOwn = false;
    this.#covered = null;
    this.#next();
  }

  /** Stops the response being made or asked for, and drops words that still wait to be said. */
  cancel(): void {
    this.#queue = this.#queue.filter((request) => request.kind !== 'say');
    if (this.#active !== null) this.#cancelActive();
    else this.#cancelWanted = this.#asked !== null;
  }

  get #waitingAnswer(): ResponseRequest | undefined {
    return this.#queue.find(({ kind }) => kind === 'answer');
  }

  #cancelActive(): void {
    if (this.#cancelSent || this.#active === null) return;
    this.#cancelSent = true;
    this.#send({ type: 'response.cancel', response_id: this.#active });
  }

  /** Words that were to be said are said later; an answer is made anew after the caller's turn. */
  #withdraw(request: ResponseRequest): void {
    this.#asked = null;
    if (request.kind === 'say') this.#queue.unshift(request);
  }

  #next(): void {
    if (this.#active !== null || this.#asked || this.#callerSpeaks || this.#awaitsOwn) return;
    const request = this.#queue.shift();
    if (!request) return;
    this.#made += 1;
    const eventId = `ask_${this.#made}`;
    this.#asked = { eventId, request };
    this.#send({ type: 'response.create', event_id: eventId, response: request.response });
  }
}
