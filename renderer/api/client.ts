import type { z } from 'zod';
import { errorBody } from '../../server/contracts/error.ts';

/** A request that did not succeed; `message` is fit to be shown. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status, or 0 when no answer came. */
  readonly status: number;
  readonly code: string;
  /** Per dotted field path, what is wrong with it. */
  readonly fields: Record<string, string>;

  constructor(status: number, code: string, message: string, fields: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Sends one request to the control API and parses its answer. Rejects with `ApiError`: with the server's own
 * sentence and fields, with code `unreachable` when no answer came, or `unexpected-answer` when it has another shape.
 */
export async function request<T>(
  method: Method,
  path: string,
  schema: z.ZodType<T>,
  body?: unknown,
): Promise<T> {
  const response = await send(method, path, body);
  const answer: unknown = await response.json().catch(() => undefined);
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  console.error('Unexpected answer', path, parsed.error);
  throw new ApiError(
    response.status,
    'unexpected-answer',
    'Ringhouse answered in a way this page does not understand. Load the page again; after an update it may be an older one.',
  );
}

/** Like `request`, for answers without a body. */
export async function command(method: Method, path: string, body?: unknown): Promise<void> {
  await send(method, path, body);
}

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  // A file goes as it is, anything else as JSON.
  const isFile = body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(
      0,
      'unreachable',
      'Ringhouse does not answer. It may be starting again; try once more in a moment.',
    );
  }
  if (response.ok) return response;
  const parsed = errorBody.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success)
    throw new ApiError(
      response.status,
      'unexpected-answer',
      `Ringhouse answered with an error (HTTP ${response.status}). Try again.`,
    );
  const { code, message, fields } = parsed.data.error;
  throw new ApiError(response.status, code, message, fields);
}

/** The sentence to show for anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What the server said about single fields; empty for other errors. */
export function fieldsOf(error: unknown): Record<string, string> {
  return error instanceof ApiError ? error.fields : {};
}
