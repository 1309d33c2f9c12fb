import { type DestinationStream, type Logger as Pino, pino } from 'pino';

export type LogDestination = DestinationStream;

/**
 * Structured log. Messages are constant, data goes in fields, and personal data (numbers, words of callers)
 * only in the field `personal`, which is left out unless `showPersonal` is set.
 */
export type Logger = Pick<Pino, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

interface LoggerOptions {
  level?: string;
  showPersonal?: boolean;
  /** Standard output where none is named. */
  destination?: LogDestination;
  /** Also gets every line, as it was written. */
  onLine?: (line: string) => void;
}

export function createLogger(options: LoggerOptions = {}): Logger {
  const { level = 'info', showPersonal = false, onLine } = options;
  const destination = options.destination ?? pino.destination(1);
  const settings = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: [
        ...(showPersonal ? [] : ['personal', '*.personal']),
        '*.apiKey',
        '*.authToken',
        '*.token',
        'token',
        'secret',
        '*.secret',
      ],
      remove: true,
    },
  };
  if (!onLine) return pino(settings, destination);
  return pino(settings, {
    write(line) {
      destination.write(line);
      onLine(line);
    },
  });
}
