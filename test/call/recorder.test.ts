import { describe, expect, it, onTestFinished } from 'vitest';
import { CallRecorder } from '../../server/call/recorder.ts';
import { FRAME_BYTES, FRAME_MS, MULAW_BYTES_PER_MS } from '../../server/contracts/mulaw.ts';
import { AppError } from '../../server/platform/errors.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import type { OpenRecording } from '../../server/store/recordings.ts';
import { ManualClock } from '../manual-clock.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const scope = tenantScope(1);
const payload = (bytes: number, byte: number) => Buffer.alloc(bytes, byte).toString('base64');
const frame = payload(FRAME_BYTES, 9);

/** A file in memory that remembers its pieces; `append` and `finish` can be replaced. */
function file(changes: Partial<OpenRecording> = {}) {
  const pieces: Uint8Array[] = [];
  const kept: OpenRecording = {
    append: async (sound) => void pieces.push(sound),
    finish: async () => pieces.reduce((bytes, piece) => bytes + piece.length, 0),
    ...changes,
  };
  return { pieces, kept };
}

function recorder(open: () => Promise<OpenRecording>) {
  const failures: string[] = [];
  const onFailed = (reason: string) => void failures.push(reason);
  return { recorder: new CallRecorder({ open, onFailed, startMs: 0 }), failures };
}

/** Frames of the caller from one moment to another, looked at each second. */
function talk(to: CallRecorder, fromMs: number, toMs: number) {
  for (let ms = fromMs + FRAME_MS; ms <= toMs; ms += FRAME_MS) {
    to.caller(frame, ms);
    if (ms % 1_000 === 0) to.tick(ms);
  }
}

describe('a recorded call', () => {
  it('is in its file as it was heard', async () => {
    const dataDir = await temporaryFolder();
    const store = await openJsonStore({ dataDir, clock: new ManualClock(), onDamage: () => undefined });
    onTestFinished(() => store.close());
    const { recorder: call, failures } = recorder(() => store.recordings.open(scope, 'call'));
    call.agent(payload(60_000 * MULAW_BYTES_PER_MS, 7), 0);
    talk(call, 0, 4_000);
    call.cleared(4_000);
    talk(call, 4_000, 6_000);
    call.parked(6_000);
    talk(call, 6_000, 9_000);
    call.resumed(9_000);
    talk(call, 9_000, 10_000);
    const finished = await call.close();
    expect(finished).toEqual({ durationMs: 7_000, bytes: 7_000 * 2 * MULAW_BYTES_PER_MS });
    const sound: number[] = [];
    for await (const piece of store.recordings.read(scope, 'call', 0, finished?.bytes ?? 0))
      sound.push(...piece);
    const [caller, agent] = [0, 1].map((leg) => sound.filter((_, at) => at % 2 === leg));
    expect(new Set(caller)).toEqual(new Set([9]));
    expect(agent?.lastIndexOf(7)).toBe(4_000 * MULAW_BYTES_PER_MS - 1);
    expect(failures).toEqual([]);
  });

  it('of two hours goes out in small pieces as it is made', async () => {
    const { pieces, kept } = file();
    const { recorder: call } = recorder(async () => kept);
    const hoursMs = 2 * 60 * 60_000;
    for (let ms = 1_000; ms <= hoursMs; ms += 1_000) {
      talk(call, ms - 1_000, ms);
      if (ms % 10_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const beforeTheEnd = pieces.reduce((bytes, { length }) => bytes + length, 0);
    expect(beforeTheEnd).toBeGreaterThan((hoursMs - 70_000) * 2 * MULAW_BYTES_PER_MS);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(
      4_000 * 2 * MULAW_BYTES_PER_MS,
    );
    expect((await call.close())?.durationMs).toBe(hoursMs);
  });

  it('that ends twice, or has nothing in it, is no trouble', async () => {
    const { kept } = file();
    const { recorder: call, failures } = recorder(async () => kept);
    expect(await call.close()).toBeNull();
    call.caller(frame, 20);
    expect(await call.close()).toBeNull();
    expect(failures).toEqual([]);
  });
});

describe('a recording that fails', () => {
  const full = () => Promise.reject(new AppError('storage-failed', 'The disk is full.'));

  it('when it begins is told once', async () => {
    const { recorder: call, failures } = recorder(full);
    talk(call, 0, 10_000);
    expect(await call.close()).toBeNull();
    expect(failures).toEqual(['The disk is full.']);
  });

  it('on the way keeps what was written, and is told once', async () => {
    const { pieces, kept } = file();
    const append: OpenRecording['append'] = (sound) => (pieces.length < 2 ? kept.append(sound) : full());
    const { recorder: call, failures } = recorder(async () => ({ ...kept, append }));
    for (let ms = 0; ms < 20_000; ms += 1_000) {
      talk(call, ms, ms + 1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const finished = await call.close();
    expect(finished?.bytes).toBe(pieces.reduce((bytes, { length }) => bytes + length, 0));
    expect(pieces).toHaveLength(2);
    expect(failures).toEqual(['The disk is full.']);
  });

  it('because the disk hangs gives up rather than fill the memory', async () => {
    let asked = 0;
    const append = () => {
      asked += 1;
      return new Promise<void>(() => undefined);
    };
    const { kept } = file({ append });
    const { recorder: call, failures } = recorder(async () => kept);
    talk(call, 0, 300_000);
    expect(failures).toEqual(['The disk is too slow to record this call.']);
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBeLessThanOrEqual(31);
  });

  it('at its end resolves with nothing', async () => {
    const { kept } = file({ finish: full });
    const { recorder: call, failures } = recorder(async () => kept);
    talk(call, 0, 5_000);
    expect(await call.close()).toBeNull();
    expect(failures).toEqual(['The disk is full.']);
  });
});
