import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ErrorBody } from '../../contracts/error.ts';
import { AppError, type ErrorCode, messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';

const STATUS: Record<ErrorCode, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  misconfigured: 409,
  'storage-failed': 507,
  'storage-damaged': 500,
  'upstream-failed': 502,
  unavailable: 503,
};

/** Answers every failure as `{error: {code, message, fields?}}`; what is not for users goes to the log only. */
export function createErrorHandler(logger: Logger) {
  return (error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const [status, body] = describe(error);
    if (status >= 500) {
      const { code } = error;
      // What another service says may name whom it was asked about.
      const what =
        code === 'upstream-failed' ? { personal: { error: error.message } } : { error: error.stack };
      logger.error({ route: request.routeOptions.url, code, ...what }, 'A control request failed');
    }
    return reply.code(status).send(body);
  };
}

function describe(error: FastifyError | AppError): [number, ErrorBody] {
  if (error instanceof AppError) {
    const { code, message, fields } = error;
    return [STATUS[code], { error: { code, message, ...(fields && { fields }) } }];
  }
  if (hasZodFastifySchemaValidationErrors(error)) return [400, { error: invalidBody(error.validation) }];
  const status = error.statusCode ?? 500;
  if (status === 415)
    return [
      status,
      { error: { code: 'invalid', message: 'Send the body as JSON, with Content-Type: application/json.' } },
    ];
  if (status < 500) return [status, { error: { code: 'invalid', message: sentence(messageOf(error)) } }];
  return [
    500,
    { error: { code: 'internal', message: 'Something went wrong on this computer. The log says what.' } },
  ];
}

interface Issue {
  instancePath: string;
  message?: string | undefined;
  /** With `unrecognized_keys`: what the object holds and should not. */
  params: { keys?: unknown };
}

function invalidBody(issues: readonly Issue[]): ErrorBody['error'] {
  const fields: Record<string, string> = {};
  for (const { instancePath, message = 'This is not valid.', params } of issues) {
    const path = instancePath.split('/').filter((part) => part !== '');
    if (Array.isArray(params.keys))
      for (const key of params.keys) fields[[...path, String(key)].join('.')] = 'There is no such field.';
    else fields[path.join('.') || 'body'] = message;
  }
  const [first] = Object.entries(fields);
  const summary = first ? `${first[0]}: ${first[1]}` : 'The request is not valid.';
  return { code: 'invalid', message: sentence(summary), fields };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
