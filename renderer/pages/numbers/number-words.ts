import type { NumberView } from '../../../server/contracts/numbers.ts';
import type { Tone } from '../../ui/tone.ts';

export const STATE: Record<NumberView['state'], { tone: Tone; text: string }> = {
  pointed: { tone: 'good', text: 'Rings here' },
  failed: { tone: 'bad', text: 'Does not ring here' },
  'not-in-account': { tone: 'bad', text: 'Not in the account' },
  unchecked: { tone: 'idle', text: 'Practice line only' },
};

export const CHOICES = [
  { value: 'all', label: 'All' },
  { value: 'trouble', label: 'With a problem' },
  { value: 'free', label: 'Without a tenant' },
] as const;
export type Choice = (typeof CHOICES)[number]['value'];

/** Reads an address; all are shown where it says nothing known. */
export const choiceFrom = (text: string | null): Choice =>
  CHOICES.find(({ value }) => value === text)?.value ?? 'all';

/** Whether callers do not get through on it. */
export const inTrouble = ({ state }: NumberView): boolean => state === 'failed' || state === 'not-in-account';

/** Whether a number or a name holds what is looked for; numbers by their digits, however they are grouped. */
export function holds(wanted: string, phoneNumber: string, ...names: (string | null)[]): boolean {
  const text = wanted.trim().toLowerCase();
  if (text === '') return true;
  const digits = text.replaceAll(/[^0-9]/g, '');
  if (digits !== '' && /^[0-9+()\s./-]+$/.test(text)) return phoneNumber.includes(digits);
  return names.some((name) => name?.toLowerCase().includes(text));
}
