import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { createErrorHandler } from '../../server/http/control/errors.ts';
import type { ControlApp } from '../../server/http/control/parts.ts';
import { createLogger } from '../../server/platform/logger.ts';

/** An app of the control listener with nothing in it yet. */
export function bareControlApp(): ControlApp {
  const app = fastify({ forceCloseConnections: true }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(createErrorHandler(createLogger({ level: 'silent' })));
  return app;
}

/** Asks it without a network. The body is parsed where it is JSON. */
export async function ask(app: ControlApp, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) {
  const answer = await app.inject({ method, url, ...(body && { payload: body }) });
  const isJson = String(answer.headers['content-type']).includes('application/json');
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: isJson ? answer.json() : answer.body,
  };
}
