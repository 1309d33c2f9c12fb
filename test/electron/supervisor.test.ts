import { describe, expect, it } from 'vitest';
import {
  type ServerEvents,
  type ServerProcess,
  type ServerState,
  Supervisor,
} from '../../electron/supervisor.ts';
import type { MessageToServer } from '../../server/contracts/shell.ts';
import { ManualClock } from '../manual-clock.ts';

const READY = {
  controlUrl: 'http://127.0.0.1:5001/?token=t',
  publicUrl: null,
  publicPort: 5000,
  controlPort: 5001,
};

class FakeServer implements ServerProcess {
  readonly events: ServerEvents;
  readonly heard: (MessageToServer | 'stop' | 'kill')[] = [];
  constructor(events: ServerEvents) {
    this.events = events;
  }
  stop(): void {
    this.heard.push('stop');
  }
  kill(): void {
    this.heard.push('kill');
  }
  post(message: MessageToServer): void {
    this.heard.push(message);
  }
}

function supervised() {
  const clock = new ManualClock();
  const servers: FakeServer[] = [];
  const states: ServerState[] = [];
  const supervisor = new Supervisor(
    (events) => {
      const server = new FakeServer(events);
      servers.push(server);
      return server;
    },
    clock,
    (state) => states.push(state),
  );
  const last = () => servers.at(-1)!;
  return { clock, servers, states, supervisor, last, names: () => states.map(({ name }) => name) };
}

describe('the supervisor', () => {
  it('starts one server and says when it is ready', () => {
    const { supervisor, servers, states, last } = supervised();
    supervisor.start();
    supervisor.start();
    last().events.onReady(READY);
    expect(servers).toHaveLength(1);
    expect(states).toEqual([{ name: 'starting' }, { name: 'running', ready: READY }]);
  });

  it('starts a server that died again at once', () => {
    const { supervisor, servers, clock, last, names } = supervised();
    supervisor.start();
    last().events.onReady(READY);
    last().events.onExit('by SIGKILL');
    clock.advance(0);
    expect(servers).toHaveLength(2);
    last().events.onReady(READY);
    expect(names()).toEqual(['starting', 'running', 'restarting', 'starting', 'running']);
  });

  it('waits longer each time, then gives up with the reason', () => {
    const { supervisor, servers, clock, last, states } = supervised();
    supervisor.start();
    const delays: number[] = [];
    for (let death = 1; death <= 6; death += 1) {
      last().events.onReady(READY);
      last().events.onExit('with code 7');
      const state = states.at(-1)!;
      if (state.name !== 'restarting') break;
      delays.push(state.delayMs);
      clock.advance(state.delayMs);
    }
    expect(delays).toEqual([0, 500, 2_000, 5_000, 10_000]);
    expect(states.at(-1)).toEqual({
      name: 'failed',
      message: 'The server keeps stopping; last it ended with code 7.',
    });
    clock.advance(600_000);
    expect(servers).toHaveLength(6);
  });

  it('forgives deaths that lie a steady minute back', () => {
    const { supervisor, clock, last, states } = supervised();
    supervisor.start();
    for (let death = 0; death < 20; death += 1) {
      last().events.onReady(READY);
      clock.advance(60_000);
      last().events.onExit('with code 1');
      expect(states.at(-1)).toEqual({ name: 'restarting', delayMs: 0 });
      clock.advance(0);
    }
  });

  it('gives up at once on a server that cannot start, in its own words', () => {
    const { supervisor, servers, clock, last, states } = supervised();
    supervisor.start();
    last().events.onFailed('Port 5000 is taken. Choose another.');
    last().events.onExit('with code 1');
    clock.advance(60_000);
    expect(servers).toHaveLength(1);
    expect(states.at(-1)).toEqual({ name: 'failed', message: 'Port 5000 is taken. Choose another.' });
  });

  it('can be started again after it gave up', () => {
    const { supervisor, servers, last, names } = supervised();
    supervisor.start();
    last().events.onExit('with code 1');
    supervisor.start();
    expect(servers).toHaveLength(2);
    expect(names()).toEqual(['starting', 'failed', 'starting']);
  });

  it('asks to stop, and waits for it', async () => {
    const { supervisor, clock, servers, last, names } = supervised();
    supervisor.start();
    last().events.onReady(READY);
    const stopped = supervisor.stop();
    const stoppedToo = supervisor.stop();
    expect(last().heard).toEqual(['stop']);
    last().events.onExit('with code 0');
    await Promise.all([stopped, stoppedToo]);
    expect(names().slice(-2)).toEqual(['stopping', 'stopped']);
    clock.advance(120_000);
    expect(servers).toHaveLength(1);
    expect(last().heard).toEqual(['stop']);
    expect(clock.pending).toBe(0);
  });

  it('ends a server that does not stop', async () => {
    const { supervisor, clock, last } = supervised();
    supervisor.start();
    const stopped = supervisor.stop();
    clock.advance(19_999);
    expect(last().heard).toEqual(['stop']);
    clock.advance(1);
    expect(last().heard).toEqual(['stop', 'kill']);
    last().events.onExit('by SIGKILL');
    await stopped;
  });

  it('stops while it waits to start again', async () => {
    const { supervisor, clock, servers, last } = supervised();
    supervisor.start();
    last().events.onReady(READY);
    last().events.onExit('with code 1');
    await supervisor.stop();
    clock.advance(60_000);
    expect(servers).toHaveLength(1);
    expect(supervisor.state).toEqual({ name: 'stopped' });
  });

  it('passes messages to the server that runs', () => {
    const { supervisor, last } = supervised();
    supervisor.post({ type: 'resumed' });
    supervisor.start();
    supervisor.post({ type: 'resumed' });
    expect(last().heard).toEqual([{ type: 'resumed' }]);
  });
});
