import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../contracts/tenant.ts';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Lists what differs between two plain objects, by dotted path in the order of the fields. Absent and `null` count
 * as one; a list is compared and shown as a whole.
 */
export function changesBetween(before: object, after: object, prefix = ''): Change[] {
  const old: Record<string, unknown> = { ...before };
  const young: Record<string, unknown> = { ...after };
  return [...new Set([...Object.keys(young), ...Object.keys(old)])].flatMap((field) => {
    const was = old[field] ?? null;
    const is = young[field] ?? null;
    const path = prefix + field;
    if (isDeepStrictEqual(was, is)) return [];
    if (isRecord(was) || isRecord(is)) {
      return changesBetween(isRecord(was) ? was : {}, isRecord(is) ? is : {}, `${path}.`);
    }
    return [{ path, before: was, after: is }];
  });
}
