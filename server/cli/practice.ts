import { join } from 'node:path';
import { argv, env } from 'node:process';
import { systemClock } from '../platform/clock.ts';
import { PRACTICE_USAGE, practiceCommand } from './practice-command.ts';
import { runCommand } from './run-command.ts';

process.exitCode = await runCommand(practiceCommand, PRACTICE_USAGE, argv.slice(2), {
  env,
  clock: systemClock,
  serverEntry: join(import.meta.dirname, '..', 'main.ts'),
  print: (line) => console.log(line),
  note: (line) => console.error(line),
});
