export type ErrorCode =
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'unauthorized'
  | 'forbidden'
  | 'storage-failed'
  | 'storage-damaged'
  | 'unavailable'
  | 'misconfigured'
  | 'upstream-failed';

interface Options {
  /** Whether the same request may succeed later. */
  retryable?: boolean;
  /** Per dotted field path, what is wrong with it. */
  fields?: Record<string, string>;
  cause?: unknown;
}

/** An error whose message says what was wrong and what to do, fit to be shown to a person. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly fields: Record<string, string> | undefined;

  constructor(code: ErrorCode, message: string, options: Options = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.fields = options.fields;
  }
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The system error code of anything thrown, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
