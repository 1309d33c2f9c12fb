import type { AgentSettings } from '../contracts/agent.ts';
import { saysAi } from '../contracts/notice.ts';
import { BUILT_IN_AGENT } from './defaults.ts';
import { FIRST_WORDS, type FirstWords } from './first-words.ts';
import { type GreetingValues, renderGreeting } from './greeting.ts';
import { primary } from './time-greeting.ts';

export interface OpeningInput extends Omit<GreetingValues, 'language'> {
  settings: AgentSettings;
  /** Whether anything is remembered of the caller. */
  isReturning: boolean;
  /** Tag of the language the caller spoke last; `null` when not known. */
  callerLanguage: string | null;
  isOpen: boolean;
}

/** What the caller hears first. */
export interface OpeningWords {
  text: string;
  /** Tag of the language it is in. */
  language: string;
}

type Worded = keyof FirstWords | 'closedGreeting';

/** The caller's language where it is one of the tenant's, as the tenant tags it; else the one it begins in. */
function languageFor({ language, languages }: AgentSettings, callers: string | null): string {
  if (callers === null) return language;
  const spoken = [language, ...languages];
  return (
    spoken.find((tag) => tag === callers) ??
    spoken.find((tag) => primary(tag) === primary(callers)) ??
    language
  );
}

/** One text in a language, as the tenant or else the house words it; `undefined` where neither does. */
function worded(settings: AgentSettings, field: Worded, language: string): string | undefined {
  const { translations } = settings;
  const translated = translations[language]?.[field] ?? translations[primary(language)]?.[field];
  if (translated !== undefined) return translated;
  const own = settings[field];
  const isOurs = own === BUILT_IN_AGENT[field];
  const builtIn = field === 'closedGreeting' || !isOurs ? undefined : FIRST_WORDS[primary(language)]?.[field];
  if (builtIn !== undefined) return builtIn;
  return language === settings.language && own !== '' ? own : undefined;
}

/** The fitting template of a language, the most special first; `undefined` where there is none. */
function templateIn(language: string, { settings, isOpen, isReturning }: OpeningInput): string | undefined {
  const closed = isOpen ? undefined : worded(settings, 'closedGreeting', language);
  // A tenant that greets in its own way while closed is not made to greet as if it were open in another language.
  if (!isOpen && closed === undefined && settings.closedGreeting !== '' && language !== settings.language)
    return undefined;
  if (closed !== undefined) return closed;
  const returning = isReturning ? worded(settings, 'returningGreeting', language) : undefined;
  return returning ?? worded(settings, 'greeting', language);
}

function noticeIn(language: string, field: 'aiNotice' | 'recordingNotice', settings: AgentSettings): string {
  return worded(settings, field, language) ?? FIRST_WORDS[primary(language)]?.[field] ?? settings[field];
}

/** What a caller is told where the call is recorded, in a language. */
export function recordingNotice(settings: AgentSettings, language: string): string {
  return noticeIn(language, 'recordingNotice', settings);
}

/** Words whose full stop ends no sentence. */
const ABBREVIATION =
  /(?<![\p{L}\p{N}])(?:\p{L}|mr|mrs|ms|mx|dr|dra|st|prof|sr|sra|mme|dott|jr|no|nr|z\.\s?b|inc|ltd|co)\.$/iu;

/** Where the sentences of a text begin, and its end. */
function sentenceBounds(text: string): number[] {
  const ends = [...text.matchAll(/[.!?…]+["'”’»)\]]*\s+|[。？！؟]+\s*/gu)];
  const starts = ends
    .filter(({ 0: end, index }) => !ABBREVIATION.test(text.slice(0, index + end.trimEnd().length)))
    .map(({ 0: end, index }) => index + end.length);
  return [0, ...starts.filter((start) => start < text.length), text.length];
}

/** Puts sentences in before the last question of a text, or at its end where it asks nothing. */
function beforeLastQuestion(text: string, added: string): string {
  const bounds = sentenceBounds(text);
  const asks = (from: number, to: number | undefined) => /[?？؟]["'”’»)\]]*\s*$/u.test(text.slice(from, to));
  const question = bounds.findLast((start, index) => asks(start, bounds[index + 1]));
  if (question !== undefined) return `${text.slice(0, question)}${added} ${text.slice(question)}`;
  const isEnded = /[.!?…。！][”"'’»)\]]*$/u.test(text);
  return `${text}${isEnded ? '' : '.'} ${added}`;
}

/** A greeting as it will be said: filled in, with the notices that must be told at the start of a call. */
export function withNotices(
  template: string,
  values: GreetingValues & { language: string },
  notices: { ai: string; recording: string | null },
): string {
  const text = renderGreeting(template, values);
  const told = [
    ...(notices.ai === '' || saysAi(template, values.language) ? [] : [notices.ai]),
    ...(notices.recording === null ? [] : [notices.recording]),
  ];
  return told.length === 0 ? text : beforeLastQuestion(text, told.join(' '));
}

/**
 * The first words of a call: in the caller's language where there are words in it, for opening hours or outside them,
 * for new or returning callers; with the notice that an AI speaks, unless the greeting says so itself, and with the
 * notice of the recording where the call is recorded.
 */
export function openingWords(input: OpeningInput): OpeningWords {
  const { settings } = input;
  const wanted = languageFor(settings, input.callerLanguage);
  const inWanted = templateIn(wanted, input);
  const language = inWanted === undefined ? settings.language : wanted;
  const template = inWanted ?? templateIn(language, input) ?? settings.greeting;
  const notices = {
    ai: noticeIn(language, 'aiNotice', settings),
    recording: settings.recording.on ? noticeIn(language, 'recordingNotice', settings) : null,
  };
  return { language, text: withNotices(template, { ...input, language }, notices) };
}
