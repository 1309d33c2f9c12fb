import { LOG_LEVELS, type LogLevel } from '../../../server/contracts/log.ts';
import type { NamedLine } from './use-log.ts';

/** What stands in the address. */
export interface LogFilter {
  /** This level and the more serious ones. */
  level: LogLevel;
  tenantId: number | null;
  callSid: string;
  text: string;
}

export const LEVEL_CHOICES: readonly { value: LogLevel; label: string }[] = [
  { value: 'debug', label: 'Everything' },
  { value: 'info', label: 'Notes and worse' },
  { value: 'warn', label: 'Warnings and worse' },
  { value: 'error', label: 'Errors only' },
];

export const LEVEL_WORD: Record<LogLevel, string> = {
  debug: 'Debug',
  info: 'Note',
  warn: 'Warning',
  error: 'Error',
  fatal: 'Fatal',
};

/** Reads an address; what is not understood counts as not chosen. */
export function filterFrom(params: URLSearchParams): LogFilter {
  const level = LEVEL_CHOICES.find(({ value }) => value === params.get('level'))?.value ?? 'debug';
  return {
    level,
    tenantId: Number(params.get('tenant')) || null,
    callSid: params.get('call') ?? '',
    text: params.get('text') ?? '',
  };
}

/** The path of the page with this filter. */
export function addressOf({ level, tenantId, callSid, text }: LogFilter): string {
  const params = new URLSearchParams({
    ...(level !== 'debug' && { level }),
    ...(tenantId !== null && { tenant: String(tenantId) }),
    ...(callSid !== '' && { call: callSid }),
    ...(text !== '' && { text }),
  });
  return params.size > 0 ? `/log?${params}` : '/log';
}

/** A line as text, for copying and keeping. */
export const lineText = ({ at, level, message, tenantId, callSid, fields }: NamedLine): string =>
  [
    at,
    level.toUpperCase(),
    message,
    JSON.stringify({
      ...(tenantId !== null && { tenantId }),
      ...(callSid !== null && { callSid }),
      ...fields,
    }),
  ].join(' ');

/** The lines that fit, in their order. */
export function fitting(lines: readonly NamedLine[], filter: LogFilter): readonly NamedLine[] {
  const lowest = LOG_LEVELS.indexOf(filter.level);
  const wanted = filter.text.toLowerCase();
  return lines.filter(
    (line) =>
      LOG_LEVELS.indexOf(line.level) >= lowest &&
      (filter.tenantId === null || line.tenantId === filter.tenantId) &&
      (filter.callSid === '' || line.callSid === filter.callSid) &&
      (wanted === '' || lineText(line).toLowerCase().includes(wanted)),
  );
}
