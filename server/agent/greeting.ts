import type { PLACEHOLDERS } from '../contracts/agent.ts';
import { oneLine } from './as-data.ts';
import { withoutName } from './nameless.ts';
import { timeGreeting } from './time-greeting.ts';

export interface GreetingValues {
  agentName: string;
  businessName: string;
  /** `null` when the caller's name is not known. */
  userName: string | null;
  /** IANA name of the tenant's zone. */
  timeZone: string;
  /** When the call comes, in milliseconds since the epoch. */
  atMs: number;
  /** Tag of the language the template is written in; English when absent. */
  language?: string;
}

const LONGEST_NAME = 60;

/** Said when a template is about nothing but a name that is not known. */
const NAMELESS_FALLBACK = '{time_greeting}, this is {agent_name} at {business_name}.';

/** Six words at most, without digits or signs that no name has: a caller gives the name, so it must not become a speech. */
const NAME = /^[\p{L}\p{M}'’.,&-]{1,40}(?: [\p{L}\p{M}'’.,&-]{1,40}){0,5}$/u;

/** The name as it is said; empty when none is known, or when what was given is none. */
function spokenName(given: string | null): string {
  const name = oneLine(given ?? '');
  return name.length <= LONGEST_NAME && NAME.test(name) ? name : '';
}

/** `{time_greeting}` brings its own "Good", so one written before it goes. */
const withoutDoubledGood = (template: string) => template.replace(/\bgood[\s,]+(?=\{time_greeting\})/gi, '');

const startingUpper = (template: string) => template.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/**
 * Fills in a greeting template. Values are data: braces in them are not expanded. Where the name is unknown, the
 * sentences are rewritten so that they read well without it; the answer is never empty.
 */
export function renderGreeting(template: string, values: GreetingValues): string {
  const userName = spokenName(values.userName);
  const worded = userName === '' ? withoutName(template) || NAMELESS_FALLBACK : oneLine(template);
  const filled: Record<(typeof PLACEHOLDERS)[number], string> = {
    agent_name: oneLine(values.agentName),
    business_name: oneLine(values.businessName),
    user_name: userName,
    time_greeting: timeGreeting(values.atMs, values.timeZone, values.language),
  };
  return startingUpper(withoutDoubledGood(worded)).replace(
    /\{(agent_name|business_name|user_name|time_greeting)\}(\.?)/g,
    (_, name: keyof typeof filled, stop: string) =>
      // "Acme Inc." at the end of a sentence has its full stop already.
      filled[name].endsWith('.') ? filled[name] : filled[name] + stop,
  );
}
