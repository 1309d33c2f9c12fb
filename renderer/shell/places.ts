import {
  type Icon,
  IconBroadcast,
  IconBuildingStore,
  IconDatabaseExport,
  IconHistory,
  IconHome2,
  IconInbox,
  IconNumber,
  IconReceipt2,
  IconSettings,
  IconShieldCheck,
  IconTerminal2,
} from '@tabler/icons-react';

export interface Place {
  href: string;
  label: string;
  Icon: Icon;
  /** After `g`, goes there. */
  key: string;
  /** Other words a person may look for it by. */
  words: string;
  /** Other paths that belong to it. */
  also?: string;
}

/** The places of the panel, in groups. */
export const PLACES: readonly { label: string; places: readonly Place[] }[] = [
  {
    label: 'Calls',
    places: [
      { href: '/home', label: 'Home', Icon: IconHome2, key: 'h', words: 'overview today', also: '/start' },
      { href: '/live', label: 'Live', Icon: IconBroadcast, key: 'l', words: 'calls now listen' },
      { href: '/calls', label: 'Calls', Icon: IconHistory, key: 'c', words: 'history transcripts search' },
      { href: '/inbox', label: 'Inbox', Icon: IconInbox, key: 'i', words: 'messages appointments voicemail' },
    ],
  },
  {
    label: 'Clients',
    places: [
      {
        href: '/tenants',
        label: 'Tenants',
        Icon: IconBuildingStore,
        key: 't',
        words: 'clients customers businesses defaults',
        also: '/defaults',
      },
      { href: '/numbers', label: 'Numbers', Icon: IconNumber, key: 'n', words: 'phone lines twilio look up' },
      {
        href: '/usage',
        label: 'Usage',
        Icon: IconReceipt2,
        key: 'u',
        words: 'statements cost minutes limits',
      },
    ],
  },
  {
    label: 'Appliance',
    places: [
      { href: '/audit', label: 'Audit log', Icon: IconShieldCheck, key: 'a', words: 'who did what verify' },
      { href: '/log', label: 'Live log', Icon: IconTerminal2, key: 'o', words: 'server lines errors debug' },
      {
        href: '/data',
        label: 'Import and backup',
        Icon: IconDatabaseExport,
        key: 'b',
        words: 'export restore bundle csv',
      },
      {
        href: '/settings',
        label: 'Settings',
        Icon: IconSettings,
        key: 's',
        words: 'keys openai twilio ngrok connect engine line mail',
      },
    ],
  },
];

export const ALL_PLACES: readonly Place[] = PLACES.flatMap(({ places }) => places);

/** Whether a path belongs to a place. */
export const isAt = ({ href, also }: Place, path: string): boolean =>
  [href, also].some((base) => base !== undefined && (path === base || path.startsWith(`${base}/`)));
