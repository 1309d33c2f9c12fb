import { NO_CAPS } from '../../../server/contracts/caps.ts';
import type { TransferAnswer } from '../../../server/contracts/transfer.ts';

const WEEK = ['tuesday', 'wednesday', 'thursday', 'friday'];
const ALWAYS = { weekly: [], holidays: [] };
/** The pictures are taken at any time of day. */
const OPEN_ALWAYS = { afterHours: { mode: 'answer', destination: '' }, closedGreeting: '' };

const HARBOR_DENTAL = {
  businessName: 'Harbor Dental',
  contactName: 'Emma Cole',
  email: 'desk@harbordental.example',
  phoneNumber: '+12125550141',
  agent: {
    agentName: 'Emma',
    voice: 'marin',
    greeting: '{time_greeting}, Harbor Dental, {agent_name} speaking. How may I help?',
    returningGreeting: '{time_greeting}, {user_name}, this is {agent_name} at Harbor Dental.',
    hours: 'Monday to Friday, nine to six',
    address: '4 Harbor Street',
    personality: { warmth: 85, empathy: 80, patience: 75, humor: 35 },
    silenceSeconds: 60,
    schedule: {
      weekly: [
        { day: 'monday', from: '09:00', to: '12:00' },
        { day: 'monday', from: '13:00', to: '18:00' },
        ...WEEK.map((day) => ({ day, from: '09:00', to: '18:00' })),
      ],
      holidays: [{ date: '2026-12-25', yearly: true, name: 'Christmas Day', spans: [] }],
    },
    afterHours: { mode: 'answer', destination: '' },
    transfers: [
      {
        label: 'Billing',
        number: '+12125550142',
        when: 'Questions about an invoice or a payment',
        mode: 'warm',
        schedule: ALWAYS,
      },
      {
        label: 'Dr. Cole',
        number: '+12125550143',
        when: 'A patient in pain, or after a treatment',
        mode: 'cold',
        schedule: ALWAYS,
      },
    ],
    delivery: { emails: ['desk@harbordental.example'], sms: [], webhookUrl: null, withTranscript: true },
    recording: { on: true, keepDays: 30 },
    caps: { ...NO_CAPS, callMinutes: 15, monthMinutes: 2_000, monthUsd: 150 },
    toolHosts: ['api.harbordental.example'],
    httpTools: [
      {
        name: 'find_free_times',
        description: 'Finds free times of a day. Use it before you offer one.',
        parameters: {
          type: 'object',
          properties: { day: { type: 'string', description: 'Such as 2026-12-01' } },
          required: ['day'],
        },
        method: 'GET',
        url: 'https://api.harbordental.example/times',
        headers: [{ name: 'Authorization', value: 'Bearer {{CALENDAR_KEY}}' }],
        receipt: 'none',
      },
    ],
  },
};

/** The clients of the agency; the first has number 1. */
export const CLIENTS = [
  HARBOR_DENTAL,
  {
    trade: 'plumbing',
    businessName: 'Delta Plumbing',
    contactName: 'Robert Hale',
    email: 'robert@deltaplumbing.example',
    phoneNumber: '+12125550151',
    agent: {
      agentName: 'Robert',
      voice: 'cedar',
      address: '12 Main Street',
      silenceSeconds: 60,
      ...OPEN_ALWAYS,
    },
  },
  {
    trade: 'law',
    businessName: 'Linden Law',
    contactName: 'Grace Linden',
    email: 'office@lindenlaw.example',
    phoneNumber: '+12125550161',
    agent: { agentName: 'Alice', caps: { ...NO_CAPS, callMinutes: 0.3 }, ...OPEN_ALWAYS },
  },
  {
    trade: 'salon',
    businessName: 'Blue Door Salon',
    contactName: 'Mia Torres',
    email: 'hello@bluedoor.example',
    phoneNumber: '+12125550171',
    agent: { agentName: 'Lily', silenceSeconds: 60, ...OPEN_ALWAYS },
  },
  {
    trade: 'restaurant',
    businessName: 'Osteria Lucca',
    contactName: 'Paolo Ricci',
    email: 'table@osterialucca.example',
  },
];

export const KNOWLEDGE = [
  ['Do you take new patients?', 'Yes, we take new patients every week.'],
  ['What does a cleaning cost?', 'A cleaning costs ninety dollars.'],
  ['Is there parking?', 'Yes, there is parking behind the house.'],
];

interface MadeCall {
  tenantId: number;
  from: string;
  lines: string[];
  transferAnswer?: TransferAnswer;
}

/** Somebody who rings twice: the second time while the pictures of live calls are made. */
export const MARIA = '+12125550193';

/** Calls as they might have come in, by the name under which the pictures speak of them. */
export const CALLS = {
  remembered: {
    tenantId: 1,
    from: MARIA,
    lines: ['My name is Maria.', 'Do you take new patients?', 'What does a cleaning cost?', 'Goodbye.'],
  },
  asked: {
    tenantId: 2,
    from: '+12125550195',
    lines: ['What are your opening hours?', 'Where are you located?', 'Goodbye.'],
  },
  leak: {
    tenantId: 2,
    from: '+12125550194',
    lines: [
      'I would like to leave a message.',
      'My name is Anna.',
      'There is a leak under the sink in the kitchen.',
      'Yes.',
      'Yes.',
      'Goodbye.',
    ],
  },
  through: {
    tenantId: 1,
    from: '+12125550192',
    lines: ['Put me through to billing please.'],
    transferAnswer: 'accept',
  },
  flagged: {
    tenantId: 3,
    from: '+12125550196',
    lines: ['What are your opening hours?', 'Where are you located?', 'Are you a robot?', 'Goodbye.'],
  },
  taken: {
    tenantId: 1,
    from: '+12125550191',
    lines: [
      'Put me through to billing please.',
      'Yes please.',
      'My name is David.',
      'I have a question about my invoice.',
      'Yes.',
      'Yes.',
      'Goodbye.',
    ],
    transferAnswer: 'no-answer',
  },
} satisfies Record<string, MadeCall>;

export type CallName = keyof typeof CALLS;

/** What the old calls of each client were about; the first list is that of tenant 1. */
export const MATTERS = [
  ['Wanted to move a cleaning to next week.', 'Asked for the price of a crown.', 'Toothache since Sunday.'],
  ['A tap drips in the bathroom.', 'Asked for a quote for a boiler.', 'No hot water since this morning.'],
  ['Asked which papers to bring.', 'Wanted to know when Ms. Linden rings back.', 'New matter: a lease.'],
  ['Wanted a colour and a cut on Friday.', 'Asked for the price of highlights.', 'Running ten minutes late.'],
];

/** A spreadsheet of tenants, not all of which can be made. */
export const SPREADSHEET = `business_name,contact_name,email,lines,voice
Bell Roofing,Bo Bell,bo@bellroofing.example,2125550181,cedar
Fern Bakery,Ines Fern,ines@fernbakery.example,2125550182,sage
Marlow Vets,Tom Marlow,no address,,marin
Delta Plumbing,Robert Hale,robert@deltaplumbing.example,2125550151,cedar
`;
