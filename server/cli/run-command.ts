import { AppError, messageOf } from '../platform/errors.ts';
import type { Machine } from './reach-server.ts';

/** Runs a command and says what was wrong where it fails. Resolves with the exit code: 2 for a wrong command line. */
export async function runCommand(
  command: (args: string[], machine: Machine) => Promise<number>,
  usage: string,
  args: string[],
  machine: Machine,
): Promise<number> {
  try {
    return await command(args, machine);
  } catch (error) {
    machine.note(messageOf(error));
    const misused = error instanceof AppError ? error.code === 'invalid' : isParseArgsError(error);
    if (misused) machine.note(`Usage: ${usage}`);
    return misused ? 2 : 1;
  }
}

function isParseArgsError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
