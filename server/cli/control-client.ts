import type { z } from 'zod';
import { errorBody } from '../contracts/error.ts';
import { type ServerEvent, serverEvent } from '../contracts/events.ts';
import { AppError, type ErrorCode, messageOf } from '../platform/errors.ts';
import { readServerSentEvents } from './server-sent-events.ts';

/** The control API of a running server, as a command uses it. */
export class ControlClient {
  readonly #origin: string;
  readonly #token: string;

  /** `controlUrl` is the address that the server prints, with its token. */
  constructor(controlUrl: string) {
    const url = new URL(controlUrl);
    this.#origin = url.origin;
    this.#token = url.searchParams.get('token') ?? '';
  }

  get<T extends z.ZodType>(path: string, answer: T): Promise<z.infer<T>> {
    return this.#ask('GET', path, undefined, answer);
  }

  post<T extends z.ZodType>(path: string, body: object, answer: T): Promise<z.infer<T>> {
    return this.#ask('POST', path, body, answer);
  }

  /**
   * Subscribes to what happens. Resolves once the server has taken the subscription, with the events from then on; their
   * end, or an abort, ends the iteration.
   */
  async events(signal: AbortSignal): Promise<AsyncIterable<ServerEvent>> {
    const answer = await this.#fetch('/api/events', { signal });
    if (!answer.ok || !answer.body) throw await refusal(answer);
    return knownEvents(answer.body);
  }

  async #ask<T extends z.ZodType>(
    method: string,
    path: string,
    body: object | undefined,
    shape: T,
  ): Promise<z.infer<T>> {
    const answer = await this.#fetch(path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!answer.ok) throw await refusal(answer);
    return shape.parse(await answer.json());
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.#origin}${path}`, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${this.#token}` },
      });
    } catch (error) {
      throw new AppError(
        'unavailable',
        `The server at ${this.#origin} did not answer. Is it still running?`,
        {
          cause: error,
        },
      );
    }
  }
}

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid',
  401: 'unauthorized',
  404: 'not-found',
  409: 'conflict',
};

async function refusal(answer: Response): Promise<AppError> {
  const read = errorBody.safeParse(await answer.json().catch((error: unknown) => messageOf(error)));
  const code = CODES[answer.status] ?? 'upstream-failed';
  if (!read.success)
    return new AppError(code, `The server refused the request with status ${answer.status}.`);
  const { message, fields = {} } = read.data.error;
  return new AppError(code, [message, ...Object.values(fields)].join(' '));
}

async function* knownEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  for await (const { event, data } of readServerSentEvents(body)) {
    const read = serverEvent.safeParse({ type: event, ...data });
    if (read.success) yield read.data;
  }
}
