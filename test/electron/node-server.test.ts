import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shellClock } from '../../electron/clock.ts';
import { nodeServer } from '../../electron/node-server.ts';
import { complaintIn, readReadyLine, splitLines } from '../../electron/server-output.ts';
import { type ServerState, Supervisor } from '../../electron/supervisor.ts';
import { removeTree, writeTree } from '../house/tree.ts';

const READY = `ready ${JSON.stringify({
  controlUrl: 'http://127.0.0.1:5001/?token=t',
  publicUrl: null,
  publicPort: 5000,
  controlPort: 5001,
})}`;

/** A server that is ready at once, says its number, and ends politely on SIGTERM. */
const SCRIPT = `
const alive = setInterval(() => {}, 1000);
process.on('SIGTERM', () => { console.log('goodbye'); clearInterval(alive); });
console.log('pid ' + process.pid);
console.log(${JSON.stringify(READY)});
`;

describe('lines of the server', () => {
  it('are cut from pieces of any size', () => {
    const lines: string[] = [];
    const read = splitLines((line) => lines.push(line));
    for (const piece of ['on', 'e\ntw', 'o\r\n', '\nthr', 'ee']) read(piece);
    expect(lines).toEqual(['one', 'two', '']);
  });

  it('hold the ready line', () => {
    expect(readReadyLine(READY)?.controlPort).toBe(5001);
  });

  it.each([
    '{"level":"info"}',
    'ready',
    'ready {',
    'ready {"controlUrl":"javascript:alert(1)"}',
    ` ${READY}`,
  ])('do not take %s for it', (line) => {
    expect(readReadyLine(line)).toBeNull();
  });
});

describe('why the server ended', () => {
  it('is its last sentence', () => {
    expect(
      complaintIn(['A warning came first.', 'Port 5000 is used by another program.', '    at main.ts:1']),
    ).toBe('Port 5000 is used by another program.');
  });

  it('is not told by a trace', () => {
    expect(complaintIn(['TypeError: x is not a function', '    at main.ts:1.', '}'])).toBeNull();
  });
});

describe('a server under plain Node', () => {
  let root: string;
  let lines: string[];
  let states: ServerState[];
  let wake: () => void;
  let supervisor: Supervisor;

  beforeEach(() => {
    root = writeTree({ 'server.mjs': SCRIPT });
    lines = [];
    states = [];
    wake = () => undefined;
    const startServer = nodeServer({
      command: [process.execPath, join(root, 'server.mjs')],
      env: { PATH: '' },
      onLine: (line) => lines.push(line),
    });
    supervisor = new Supervisor(startServer, shellClock, (state) => {
      states.push(state);
      wake();
    });
  });
  afterEach(async () => {
    await supervisor.stop();
    removeTree(root);
  });

  function reached(name: ServerState['name'], times = 1): Promise<void> {
    return new Promise((resolve) => {
      wake = () => {
        if (states.filter((state) => state.name === name).length >= times) resolve();
      };
      wake();
    });
  }
  const pids = () => lines.filter((line) => line.startsWith('pid ')).map((line) => Number(line.slice(4)));

  it('is started again when it is killed, and ends politely', async () => {
    supervisor.start();
    await reached('running');
    process.kill(pids()[0]!, 'SIGKILL');
    await reached('running', 2);
    expect(new Set(pids()).size).toBe(2);
    await supervisor.stop();
    expect(lines.at(-1)).toBe('goodbye');
    expect(supervisor.state).toEqual({ name: 'stopped' });
  });

  it('is given up when it ends before it is ready', async () => {
    writeFileSync(join(root, 'server.mjs'), 'process.exitCode = 3;');
    supervisor.start();
    await reached('failed');
    expect(states.at(-1)).toEqual({
      name: 'failed',
      message: 'The server ended with code 3 before it was ready.',
    });
  });

  it('is given up when there is no such program', async () => {
    const events = { onReady: () => undefined, exits: [] as string[], complaints: [] as string[] };
    const over = new EventTarget();
    const ended = once(over, 'exit');
    nodeServer({ command: [join(root, 'no-node')], env: {}, onLine: () => undefined })({
      onReady: events.onReady,
      onFailed: (message) => events.complaints.push(message),
      onExit: (how) => {
        events.exits.push(how);
        over.dispatchEvent(new Event('exit'));
      },
    });
    await ended;
    expect(events.exits).toEqual(['without having started']);
    expect(events.complaints[0]).toContain('no-node');
  });
});
