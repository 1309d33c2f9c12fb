import { AppError } from '../../../platform/errors.ts';

/** Thrown by the program's own exit, to leave it. */
class ProgramExit extends Error {}

const BAD_DESCRIPTOR = 8;
const NOT_SEEKABLE = 70;
const DIRECTORY = 3;
const REGULAR_FILE = 4;
/** The one folder the program sees, `/`. */
const ROOT = 3;
/** Every file that it opens; all that is written to it is kept. */
const OUTPUT = 4;

interface Machine {
  /** Each with its closing zero byte. */
  argBytes: Uint8Array[];
  /** The program's memory; its buffer is replaced each time it grows. */
  bytes(): ArrayBuffer;
  /** What the program wrote to its file, in order. */
  written: Uint8Array[];
}

/** The thirteen calls of WASI that the program makes. */
function systemCalls({ argBytes, bytes, written }: Machine) {
  const view = () => new DataView(bytes());
  return {
    ...argumentCalls(argBytes, bytes),
    ...fileCalls(bytes, written),
    clock_time_get(_id: number, _precision: bigint, out: number) {
      view().setBigUint64(out, 0n, true);
      return 0;
    },
    proc_exit() {
      throw new ProgramExit();
    },
  };
}

function argumentCalls(argBytes: Uint8Array[], bytes: () => ArrayBuffer) {
  const view = () => new DataView(bytes());
  return {
    args_sizes_get(count: number, size: number) {
      view().setUint32(count, argBytes.length, true);
      const total = argBytes.reduce((sum, arg) => sum + arg.length, 0);
      view().setUint32(size, total, true);
      return 0;
    },
    args_get(pointers: number, buffer: number) {
      let at = buffer;
      for (const [index, arg] of argBytes.entries()) {
        view().setUint32(pointers + 4 * index, at, true);
        new Uint8Array(bytes()).set(arg, at);
        at += arg.length;
      }
      return 0;
    },
  };
}

function fileCalls(bytes: () => ArrayBuffer, written: Uint8Array[]) {
  const view = () => new DataView(bytes());
  return {
    fd_close: () => 0,
    fd_fdstat_get(fd: number, out: number) {
      const all = 0xffff_ffff_ffff_ffffn;
      view().setUint8(out, fd === ROOT ? DIRECTORY : REGULAR_FILE);
      view().setUint16(out + 2, 0, true);
      view().setBigUint64(out + 8, all, true);
      view().setBigUint64(out + 16, all, true);
      return 0;
    },
    fd_fdstat_set_flags: () => 0,
    fd_prestat_get(fd: number, out: number) {
      if (fd !== ROOT) return BAD_DESCRIPTOR;
      view().setUint32(out, 0, true);
      view().setUint32(out + 4, 1, true);
      return 0;
    },
    fd_prestat_dir_name(_fd: number, out: number) {
      view().setUint8(out, '/'.charCodeAt(0));
      return 0;
    },
    fd_read(_fd: number, _buffers: number, _count: number, out: number) {
      view().setUint32(out, 0, true);
      return 0;
    },
    fd_seek: () => NOT_SEEKABLE,
    fd_write(fd: number, buffers: number, count: number, out: number) {
      let total = 0;
      for (let index = 0; index < count; index += 1) {
        const start = view().getUint32(buffers + 8 * index, true);
        const length = view().getUint32(buffers + 8 * index + 4, true);
        if (fd === OUTPUT) written.push(new Uint8Array(bytes(), start, length).slice());
        total += length;
      }
      view().setUint32(out, total, true);
      return 0;
    },
    path_open(...parameters: number[]) {
      view().setUint32(parameters.at(-1) ?? 0, OUTPUT, true);
      return 0;
    },
  };
}

/**
 * Runs a WASI command whose only effect is one file that it writes front to back, and returns that file. Nothing touches
 * the disk, and the command sees no environment, clock or input: it has nothing to reach but its arguments.
 *
 * @param args The arguments, without the command's own name.
 */
export async function runForOutput(program: WebAssembly.Module, args: string[]): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const argBytes = ['program', ...args].map((arg) => encoder.encode(`${arg}\0`));
  const written: Uint8Array[] = [];
  let bytes = () => new ArrayBuffer(0);
  const imports = systemCalls({ argBytes, bytes: () => bytes(), written });

  const { exports } = await WebAssembly.instantiate(program, { wasi_snapshot_preview1: imports });
  // The two exports that every WASI command has.
  const command = exports as { memory?: WebAssembly.Memory; _start?(): void };
  const { memory, _start } = command;
  if (!memory || !_start)
    throw new AppError('misconfigured', 'The speech program is damaged. Install again.');
  bytes = () => memory.buffer;
  try {
    _start();
  } catch (error) {
    if (!(error instanceof ProgramExit)) throw error;
  }
  return Buffer.concat(written);
}
