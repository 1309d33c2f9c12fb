import { type AgentSettings, agentSettings } from '../contracts/agent.ts';
import { NO_CAPS } from '../contracts/caps.ts';
import { ENGLISH_FIRST_WORDS } from './first-words.ts';

/** What an agent is before anybody changed anything. The operator's defaults lie over this, a tenant's over those. */
export const BUILT_IN_AGENT: AgentSettings = agentSettings.parse({
  agentName: 'Sarah',
  voice: 'marin',
  offlineVoice: 'auto',
  ...ENGLISH_FIRST_WORDS,
  language: 'en',
  personality: {},
  instructions: [
    'Find out why the person is calling and help as far as you can with what you know about the business.',
    'Where you cannot help, offer to take a message, and ask for a name.',
    'When someone wants to know whether they are talking to a machine, say that you are an AI receptionist.',
  ].join(' '),
  hours: '',
  address: '',
  closedGreeting: '',
  languages: [],
  translations: {},
  schedule: { weekly: [], holidays: [] },
  afterHours: { mode: 'message', destination: '' },
  transfers: [],
  dialCountries: ['US', 'CA'],
  delivery: { emails: [], sms: [], webhookUrl: null, withTranscript: true },
  appointments: 'request',
  httpTools: [],
  mcpServers: [],
  toolHosts: [],
  recording: { on: false, keepDays: 30 },
  silenceSeconds: 9,
  caps: { ...NO_CAPS, callMinutes: 30 },
  followUp: { on: false, text: '' },
  memoryPolicy: { keepDays: null, sensitive: [], check: '' },
  callFields: { type: 'object', properties: {} },
  blockedCallers: [],
  markupPercent: 0,
} satisfies AgentSettings);
