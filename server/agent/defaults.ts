import { type AgentSettings, agentSettings } from '../contracts/agent.ts';
import { NO_CAPS } from '../contracts/caps.ts';

/** What an agent is before anybody changed anything. The operator's defaults lie over this, a tenant's over those. */
export const BUILT_IN_AGENT: AgentSettings = agentSettings.parse({
  agentName: 'Sarah',
  voice: 'marin',
  offlineVoice: 'auto',
  greeting:
    '{time_greeting}, thank you for calling {business_name}. This is {agent_name}, the AI receptionist. How can I help you?',
  returningGreeting:
    '{time_greeting}, {user_name}, and welcome back to {business_name}. This is {agent_name}. What can I do for you today?',
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
  aiNotice: 'I am an AI assistant.',
  recordingNotice: 'This call is recorded.',
  recording: { on: false, keepDays: 30 },
  silenceSeconds: 9,
  caps: { ...NO_CAPS, callMinutes: 30 },
  followUp: { on: false, text: '' },
  memoryPolicy: { keepDays: null, sensitive: [], check: '' },
  callFields: { type: 'object', properties: {} },
  blockedCallers: [],
  markupPercent: 0,
} satisfies AgentSettings);
