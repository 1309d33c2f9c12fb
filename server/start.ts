import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import type { ContextOverrides } from './context/base.ts';
import { undoRestore } from './context/restored.ts';
import { type Context, createContext } from './context.ts';
import type { ReadyInfo } from './contracts/shell.ts';
import { createAccess } from './http/control/access.ts';
import { buildControlApp } from './http/control/app.ts';
import { serveAudioSockets } from './http/control/audio-sockets.ts';
import { liveAudio } from './http/control/live-audio.ts';
import { buildPublicApp } from './http/public/app.ts';
import { serveMediaStreams } from './http/public/media-socket.ts';
import { Emitter } from './platform/emitter.ts';
import { AppError, messageOf, systemCode } from './platform/errors.ts';
import { tryEach } from './platform/try-each.ts';

export interface RunningServer {
  readonly ready: ReadyInfo;
  /** Of now: a restore starts the server again, with another one. */
  readonly context: Context;
  /** Told whenever it was started again, and with the error where it could not be; then nothing runs. */
  readonly restarts: Emitter<{ context: Context } | { error: unknown }>;
  /** Takes no new calls, ends those in progress, closes everything. Idempotent. */
  stop(): Promise<void>;
}

type Started = Pick<RunningServer, 'ready' | 'context' | 'stop'>;

const LOOPBACK = '127.0.0.1';

/**
 * Starts both listeners. Resolves once both answer and the tunnel, where there is one, is open or has failed. Rejects
 * with `conflict` when a port or the data folder is taken; nothing is then left running. When other data is to take the
 * place of the present, everything is stopped and started again in this process, at the same addresses and with the
 * same token, so that an open panel finds its way back by itself.
 */
export async function startServer(config: Config, overrides: ContextOverrides = {}): Promise<RunningServer> {
  const restarts = new Emitter<{ context: Context } | { error: unknown }>(() => undefined);
  let current: Started;
  let isStopping = false;
  const startAgain = async (): Promise<void> => {
    if (isStopping) return;
    const { ready, context } = current;
    await current.stop().catch((failure: unknown) => noteBadStop(context, failure));
    const { publicPort, controlPort } = ready;
    const same = { ...config, publicPort, controlPort, controlToken: context.controlToken };
    try {
      current = await startWell(same, overrides, restart);
      restarts.emit({ context: current.context });
    } catch (error) {
      restarts.emit({ error });
    }
  };
  // One may be asked for before the first start is done. Where that fails, there is nothing to start again.
  const restart = (): void => {
    restarting = restarting.then(startAgain, () => undefined);
  };
  const first = startWell(config, overrides, restart).then((started) => {
    current = started;
  });
  let restarting = first;
  await first;
  return {
    restarts,
    get ready() {
      return current.ready;
    },
    get context() {
      return current.context;
    },
    async stop() {
      isStopping = true;
      await restarting;
      await current.stop();
    },
  };
}

/**
 * Starts with the data that is there. Where that fails with data that has just taken the place of other data, the other
 * comes back and is started with instead; the new start says so.
 */
async function startWell(config: Config, overrides: ContextOverrides, restart: () => void): Promise<Started> {
  try {
    return await startOnce(config, overrides, restart);
  } catch (error) {
    if (!(await undoRestore(config, overrides, error))) throw error;
    return startOnce(config, overrides, restart);
  }
}

async function startOnce(config: Config, overrides: ContextOverrides, restart: () => void): Promise<Started> {
  const context = await createContext(config, overrides, restart);
  const closers: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= tryEach([() => context.close(), ...closers], (close) => close());
    return stopping;
  };
  try {
    const publicApp = await buildPublicApp(context.incoming, context.onProbe);
    const media = serveMediaStreams(publicApp.server, context.incoming);
    closers.push(
      async () => media.close(),
      () => publicApp.close(),
    );
    const publicPort = await listen(publicApp, config.publicPort, 'RINGHOUSE_PUBLIC_PORT');
    context.setPublicPort(publicPort);

    let controlPort = config.controlPort;
    const access = createAccess(context.controlToken, () => controlPort);
    const controlApp = await buildControlApp(context.control, access);
    const audio = serveAudioSockets(controlApp.server, access, {
      practice: (callSid, socket) => context.practice.attachPanel(callSid, socket),
      live: liveAudio(context.control),
    });
    closers.push(
      async () => audio.close(),
      () => controlApp.close(),
    );
    controlPort = await listen(controlApp, config.controlPort, 'RINGHOUSE_CONTROL_PORT');

    await context.address.open(publicPort);
    void context.control.verify();
    const controlUrl = `http://${LOOPBACK}:${controlPort}/?token=${encodeURIComponent(context.controlToken)}`;
    const forget = await announce(config.dataDir, controlUrl);
    closers.push(forget);
    await context.keepSwitched();
    return {
      context,
      stop,
      ready: { controlUrl, publicUrl: context.address.origin(), publicPort, controlPort },
    };
  } catch (error) {
    await stop().catch((failure: unknown) => noteBadStop(context, failure));
    throw error;
  }
}

function noteBadStop({ control }: Context, failure: unknown): void {
  control.logger.error({ error: messageOf(failure) }, 'A part of the server did not stop well');
}

async function listen(
  app: Pick<FastifyInstance, 'listen' | 'server'>,
  port: number,
  variable: string,
): Promise<number> {
  try {
    await app.listen({ host: LOOPBACK, port });
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EACCES' ? 'may not be used by this account' : 'is used by another program';
    throw new AppError(
      'conflict',
      `Port ${port} ${why}. Free it, or set ${variable} to another port (0 takes any).`,
      {
        cause: error,
      },
    );
  }
  // A server that listens on TCP has an address of this form.
  return (app.server.address() as AddressInfo).port;
}

/** Tells commands on this computer where the server is. Only the owner can read it: the address holds the token. */
async function announce(dataDir: string, controlUrl: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'control.json');
  await mkdir(dataDir, { recursive: true });
  await rm(file, { force: true });
  await writeFile(file, `${JSON.stringify({ controlUrl, pid: process.pid })}\n`, { mode: 0o600 });
  return () => rm(file, { force: true });
}
