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
  'agent.closedGreeting': 'Greeting when closed',
  'agent.languages': 'Further languages',
  'agent.schedule.weekly': 'Weekly hours',
  'agent.schedule.holidays': 'Holidays',
  'agent.afterHours.mode': 'Outside the opening hours',
  'agent.afterHours.destination': 'Put through when closed',
  'agent.transfers': 'Transfers',
  'agent.dialCountries': 'Countries that may be dialled',
  'agent.delivery.emails': 'E-mail for messages',
  'agent.delivery.sms': 'Text message for messages',
  'agent.delivery.webhookUrl': 'Webhook',
  'agent.delivery.withTranscript': 'Conversation in the e-mail',
  'agent.appointments': 'Appointments',
  'agent.httpTools': 'Tools',
  'agent.mcpServers': 'MCP servers',
  'agent.toolHosts': 'Hosts that tools may reach',
  'agent.aiNotice': 'Notice that an AI speaks',
  'agent.recordingNotice': 'Notice of recording',
  'agent.recording.on': 'Recording',
  'agent.recording.keepDays': 'Days to keep recordings',
  'agent.silenceSeconds': 'Seconds of silence',
  'agent.followUp.on': 'Text message to the caller',
  'agent.followUp.text': 'Words of the text message',
  'agent.memoryPolicy.keepDays': 'Days until callers are forgotten',
  'agent.memoryPolicy.sensitive': 'Sensitive topics',
  'agent.memoryPolicy.check': 'Check of the caller',
  'agent.callFields.type': 'Noted of every call',
  'agent.caps.callMinutes': 'Minutes for one call',
  'agent.caps.dayMinutes': 'Minutes a day',
  'agent.caps.monthMinutes': 'Minutes a month',
  'agent.caps.callUsd': 'Dollars for one call',
  'agent.caps.dayUsd': 'Dollars a day',
  'agent.caps.monthUsd': 'Dollars a month',
  'agent.caps.calls': 'Calls at once',
  'agent.blockedCallers': 'Blocked callers',
  'agent.markupPercent': 'Markup in percent',
};

/** The slider that a path is about. */
export const sliderOf = (path: string): string | undefined => /^agent\.personality\.(\w+)$/.exec(path)?.[1];

/** The name of a changed setting. `titles` holds those of the sliders. */
export function pathWords(path: string, titles: ReadonlyMap<string, string>): string {
  const slider = sliderOf(path);
  if (slider) return titles.get(slider) ?? capital(slider);
  const [, language, text] = /^agent\.translations\.([\w-]+)\.(\w+)$/.exec(path) ?? [];
  if (language) return `${FIELDS[`agent.${text}`] ?? text}, ${language}`;
  const noted = /^agent\.callFields\.properties\.(\w+)\./.exec(path)?.[1];
  return FIELDS[path] ?? (noted ? `Noted of every call: ${noted}` : path);
}

const LONGEST = 160;

/** One of a list: a text as it is, a thing by its name. */
export function itemWords(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  if ('label' in item) return String(item.label);
  if ('name' in item) return String(item.name);
  if ('day' in item && 'from' in item && 'to' in item) return `${item.day} ${item.from}–${item.to}`;
  return JSON.stringify(item);
}

/** A value before or after a change, as text; one that is absent was inherited or empty. */
export function valueWords(value: unknown, path: string): string {
  if (value === null || value === undefined) return path.startsWith('agent.') ? 'default' : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(itemWords).join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text === '') return 'empty';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
