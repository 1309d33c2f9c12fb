import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import fastify from 'fastify';
import {
  createJsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Access } from './access.ts';
import { createErrorHandler } from './errors.ts';
import { eventStream } from './event-stream.ts';
import { servePanel } from './panel.ts';
import type { ControlApp, ControlParts } from './parts.ts';
import { agentRoutes } from './routes/agent.ts';
import { alertRoutes } from './routes/alerts.ts';
import { backupRoutes } from './routes/backups.ts';
import { bundleRoutes } from './routes/bundles.ts';
import { callActRoutes, callRoutes } from './routes/calls.ts';
import { checkRoutes } from './routes/checks.ts';
import { draftRoutes } from './routes/drafts.ts';
import { erasureRoutes } from './routes/erasures.ts';
import { homeRoutes } from './routes/home.ts';
import { importRoutes } from './routes/imports.ts';
import { inboxRoutes } from './routes/inbox.ts';
import { gapRoutes, knowledgeRoutes } from './routes/knowledge.ts';
import { liveRoutes } from './routes/live.ts';
import { logRoutes } from './routes/log.ts';
import { callerExportRoute, memoryRoutes } from './routes/memory.ts';
import { numberRoutes } from './routes/numbers.ts';
import { practiceRoutes } from './routes/practice.ts';
import { recordingRoutes } from './routes/recordings.ts';
import { rehearsalRoutes } from './routes/rehearsals.ts';
import { replayRoutes } from './routes/replays.ts';
import { reportRoutes } from './routes/reports.ts';
import { settingsRoutes } from './routes/settings.ts';
import { standingRoute } from './routes/standing.ts';
import { statementRoutes } from './routes/statements.ts';
import { taskRoutes } from './routes/tasks.ts';
import { tenantRoutes } from './routes/tenants.ts';
import { toolRoutes } from './routes/tools.ts';
import { tradeRoutes } from './routes/trades.ts';
import { transferRoutes } from './routes/transfers.ts';
import { versionRoutes } from './routes/versions.ts';

/** Scripts and sounds come from this listener alone; Mantine sets styles from script. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    mediaSrc: ["'self'"],
    workerSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** The listener for the operator, on loopback only. Building it is not listening. */
export async function buildControlApp(parts: ControlParts, access: Access): Promise<ControlApp> {
  const app = fastify({
    bodyLimit: 1024 * 1024,
    // Event streams stay open for good; they must not keep the server from closing.
    forceCloseConnections: true,
    // An address that can't even be read never comes to the guards.
    frameworkErrors(_error, request, reply) {
      const body = { error: { code: 'not-found', message: 'There is nothing at this address.' } };
      const { raw } = reply.hijack();
      raw.writeHead(access.refusal(request.raw) ?? 404, {
        'content-type': 'application/json; charset=utf-8',
      });
      raw.end(JSON.stringify(body));
    },
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(createErrorHandler(parts.logger));
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    hsts: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(swagger, {
    openapi: { info: { title: 'Ringhouse control API', version: parts.version } },
    transform: createJsonSchemaTransform({}),
  });
  await servePanel(app, access, parts.panelDir);
  // Routes that are registered after swagger are in its document.
  await app.register(async (routes: ControlApp) => {
    tenantRoutes(routes, parts);
    standingRoute(routes, parts);
    tradeRoutes(routes);
    transferRoutes(routes, parts);
    versionRoutes(routes, parts);
    agentRoutes(routes, parts);
    draftRoutes(routes, parts);
    rehearsalRoutes(routes, parts);
    replayRoutes(routes, parts);
    toolRoutes(routes, parts);
    callRoutes(routes, parts);
    callActRoutes(routes, parts);
    liveRoutes(routes, parts);
    recordingRoutes(routes, parts);
    practiceRoutes(routes, parts);
    memoryRoutes(routes, parts);
    callerExportRoute(routes, parts);
    erasureRoutes(routes, parts);
    inboxRoutes(routes, parts);
    knowledgeRoutes(routes, parts);
    gapRoutes(routes, parts);
    alertRoutes(routes, parts);
    reportRoutes(routes, parts);
    statementRoutes(routes, parts);
    settingsRoutes(routes, parts);
    checkRoutes(routes, parts);
    homeRoutes(routes, parts);
    taskRoutes(routes, parts);
    backupRoutes(routes, parts);
    bundleRoutes(routes, parts);
    importRoutes(routes, parts);
    numberRoutes(routes, parts);
    const bootId = parts.ids.sid('b').slice(0, 9);
    logRoutes(routes, { log: parts.log, clock: parts.clock, bootId });
    eventStream(routes, { events: parts.events, clock: parts.clock, bootId });
    routes.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
  return app;
}
