import { type DestinationStream, type Logger as Pino, pino } from 'pino';

/**
 * Structured log. Messages are constant, data goes in fields, and personal data (numbers, words of callers)
 * only in the field `personal`, which is left out unless `showPersonal` is set.
 */
export type Logger = Pick<Pino, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

interface LoggerOptions {
  level?: string;
  showPersonal?: boolean;
  destination?: DestinationStream;
}

export function createLogger(options: LoggerOptions = {}): Logger {
  const { level = 'info', showPersonal = false, destination } = options;
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
  return destination ? pino(settings, destination) : pino(settings);
}
