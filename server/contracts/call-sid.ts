import { z } from 'zod';

/** Carrier's name of a call. Twilio's are `CA` and 32 hex digits; any short plain word passes, so that a test call can have one. */
export const callSid = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'A call SID is letters, digits, - and _.');
