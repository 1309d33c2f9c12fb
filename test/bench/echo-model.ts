import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { EchoConversation, type EchoSettings } from './echo-conversation.ts';
import { Stopwatch } from './statistics.ts';

/** Reading a finished call through the Responses API: there was nothing to learn. */
const LEARNINGS = { name: null, facts: [], preferences: [], summary: 'A call of the benchmark.' };
const READING = JSON.stringify({
  id: 'resp_reading',
  object: 'response',
  status: 'completed',
  output: [
    {
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', text: JSON.stringify(LEARNINGS), annotations: [] }],
    },
  ],
  usage: { input_tokens: 1, input_tokens_details: { cached_tokens: 0 }, output_tokens: 1, total_tokens: 2 },
});

/**
 * As much of OpenAI's Realtime API as a benchmark needs, at as little cost as possible: it greets, it answers caller
 * audio with audio of the same length, it tells of turns and words at the rate of a conversation. Both ends of a call
 * live in one process, so a time stamped into the audio at one end can be compared with the clock at the other.
 */
export class EchoModel {
  readonly settings: EchoSettings = { pieceMs: 20, pickUp: 'answers' };
  /** Phone to model, for each frame of caller audio. */
  readonly heard = new Stopwatch();
  readonly #server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.end(READING);
  });
  readonly #sockets = new WebSocketServer({
    server: this.#server,
    perMessageDeflate: false,
    verifyClient: () => this.settings.pickUp !== 'refuses',
  });
  readonly #byCall = new Map<number, EchoConversation>();

  /** Resolves with a model that listens on loopback. */
  static async start(): Promise<EchoModel> {
    const model = new EchoModel();
    model.#sockets.on('connection', (socket) => model.#accept(socket));
    await new Promise<void>((resolve) => model.#server.listen(0, '127.0.0.1', resolve));
    return model;
  }

  /** As `OPENAI_BASE_URL` wants it. */
  get baseUrl(): string {
    // A server that listens on TCP has an address of this form.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** The model's side of a call, once audio of its caller has come. */
  conversation(callNumber: number): EchoConversation | undefined {
    return this.#byCall.get(callNumber);
  }

  /** Resolves with the time at which the next session is opened. */
  nextSession(): Promise<number> {
    return new Promise((resolve) => this.#sockets.once('connection', () => resolve(performance.now())));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: WebSocket): void {
    const conversation = new EchoConversation(socket, this.settings, (stamp) => {
      this.heard.add(performance.now() - stamp.sentAtMs);
      this.#byCall.set(stamp.callNumber, conversation);
    });
  }
}
