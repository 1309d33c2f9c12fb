/** What a user can be told of. */
export const KINDS = ['alerts', 'urgent-messages', 'messages', 'calls-failed', 'calls-begin'] as const;
export type NoticeKind = (typeof KINDS)[number];
