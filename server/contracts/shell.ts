import { z } from 'zod';
import { VAULT_NAMES } from './settings.ts';

const vaultName = z.enum(VAULT_NAMES);

/** What the server prints after `ready ` once both listeners answer. */
export const readyInfo = z.object({
  /** With the token; opens the panel. */
  controlUrl: z.url({ protocol: /^http$/ }),
  publicUrl: z.url().nullable(),
  publicPort: z.int(),
  controlPort: z.int(),
});
export type ReadyInfo = z.infer<typeof readyInfo>;

/** What the desktop shell tells the server that it started. */
export const messageToServer = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    /** The operator's keys; they come no other way, so that no other process can see them. */
    secrets: z.partialRecord(vaultName, z.string()),
    /** Keys that are kept but which the system's key store no longer opens; they must be entered again. */
    unreadable: z.array(vaultName),
  }),
  z.object({ type: z.literal('secret.saved'), id: z.int() }),
  z.object({ type: z.literal('secret.failed'), id: z.int(), message: z.string() }),
  /** The same as SIGTERM, which not every system has. */
  z.object({ type: z.literal('stop') }),
  /** The computer has slept and is back: connections may be dead. */
  z.object({ type: z.literal('resumed') }),
]);
export type MessageToServer = z.infer<typeof messageToServer>;

/** What the server tells the desktop shell. */
export const messageToShell = z.discriminatedUnion('type', [
  /** It listens; `start` may come. */
  z.object({ type: z.literal('hello') }),
  /** Answered by `secret.saved` or `secret.failed` with the same id. `null` removes. */
  z.object({ type: z.literal('secret.set'), id: z.int(), name: vaultName, value: z.string().nullable() }),
  /** Sent whenever the number of calls in progress changes. */
  z.object({ type: z.literal('calls'), live: z.int().min(0) }),
  /** It cannot start, and why; trying again at once would not help. */
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type MessageToShell = z.infer<typeof messageToShell>;

/** What the panel can ask of the shell around it: `window.ringhouse`, absent in an ordinary browser. */
export const shellCalls = {
  info: {
    input: z.undefined(),
    output: z.object({
      version: z.string(),
      /** Whether keys are encrypted by the system, or could be read by anyone who gets at the disk. */
      keys: z.enum(['protected', 'unprotected']),
    }),
  },
  showDataFolder: { input: z.undefined(), output: z.undefined() },
  /** Brings the window to the front, also from the tray. */
  showPanel: { input: z.undefined(), output: z.undefined() },
  /** Whether the system starts the app at login; `null` where only an installed app could be. */
  startsAtLogin: { input: z.undefined(), output: z.boolean().nullable() },
  /** Has the system start the app at login, or no longer. Answers how it is then: systems may refuse without a word. */
  startAtLogin: { input: z.boolean(), output: z.boolean().nullable() },
} as const;
export type ShellCallName = keyof typeof shellCalls;
type ShellInput<Name extends ShellCallName> = z.infer<(typeof shellCalls)[Name]['input']>;
export type ShellApi = {
  [Name in ShellCallName]: (
    ...input: ShellInput<Name> extends undefined ? [] : [ShellInput<Name>]
  ) => Promise<z.infer<(typeof shellCalls)[Name]['output']>>;
};
