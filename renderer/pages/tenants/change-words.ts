import { capital } from '../../ui/words.ts';

const FIELDS: Record<string, string> = {
  businessName: 'Business name',
  contactName: 'Contact name',
  email: 'E-mail',
  phone: 'Contact’s own phone',
  packageTier: 'Package',
  timeZone: 'Time zone',
  status: 'Status',
  phoneNumbers: 'Phone numbers',
  'agent.agentName': 'Agent name',
  'agent.voice': 'Voice',
  'agent.offlineVoice': 'Offline voice',
  'agent.greeting': 'Greeting for a new caller',
  'agent.returningGreeting': 'Greeting for a returning caller',
  'agent.language': 'Language',
  'agent.instructions': 'Instructions',
  'agent.hours': 'Opening hours',
  'agent.address': 'Address',
};

/** The name of a changed setting. `titles` holds those of the sliders. */
export function pathWords(path: string, titles: ReadonlyMap<string, string>): string {
  const slider = /^agent\.personality\.(\w+)$/.exec(path)?.[1];
  if (slider) return titles.get(slider) ?? capital(slider);
  return FIELDS[path] ?? path;
}

const LONGEST = 160;

/** A value before or after a change, as text; one that is absent was inherited or empty. */
export function valueWords(value: unknown, path: string): string {
  if (value === null || value === undefined) return path.startsWith('agent.') ? 'default' : 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text === '') return 'empty';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
