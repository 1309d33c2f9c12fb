import { describe, expect, it } from 'vitest';
import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import { FIRST_WORDS } from '../../server/agent/first-words.ts';
import { type OpeningInput, openingWords } from '../../server/agent/opening-words.ts';
import { type AgentSettings, greetingTemplate } from '../../server/contracts/agent.ts';
import { aiNotice, recordingNotice, saysAi } from '../../server/contracts/notice.ts';

function words(own: Partial<AgentSettings> = {}, changes: Partial<OpeningInput> = {}) {
  return openingWords({
    settings: { ...BUILT_IN_AGENT, ...own },
    agentName: 'Robin',
    businessName: 'Acme Corp',
    userName: null,
    isReturning: false,
    callerLanguage: null,
    isOpen: true,
    timeZone: 'UTC',
    atMs: Date.parse('2026-03-02T10:00:00Z'),
    ...changes,
  });
}
const text = (...args: Parameters<typeof words>) => words(...args).text;

describe('the notice that an AI speaks', () => {
  it.each([
    ['Hello. How can I help?', 'Hello. I am an AI assistant. How can I help?'],
    [
      'How are you? This is Acme. What is it?',
      'How are you? This is Acme. I am an AI assistant. What is it?',
    ],
    ['What is it? Say it now.', 'I am an AI assistant. What is it? Say it now.'],
    ['Hello, {business_name} here', 'Hello, Acme Corp here. I am an AI assistant.'],
    ['How can I help?', 'I am an AI assistant. How can I help?'],
    [
      'Thank you for calling Smith Inc. How can Dr. Brown help?',
      'I am an AI assistant. Thank you for calling Smith Inc. How can Dr. Brown help?',
    ],
    ['Hello. How can Dr. Brown help?', 'Hello. I am an AI assistant. How can Dr. Brown help?'],
    ['Salut ! Comment allez-vous ?', 'Salut ! I am an AI assistant. Comment allez-vous ?'],
    ['“Hello.” “How can I help?”', '“Hello.” I am an AI assistant. “How can I help?”'],
    ['你好。请问有什么事？', '你好。I am an AI assistant. 请问有什么事？'],
  ])('goes before the last question: %s', (greeting, said) => {
    expect(text({ greeting })).toBe(said);
  });

  it('is left out where the greeting says so itself, and only there', () => {
    expect(text({ greeting: 'This is the AI of Acme. Hello!' })).toBe('This is the AI of Acme. Hello!');
    expect(text({ greeting: '{business_name}, hello!' }, { businessName: 'Acme AI' })).toBe(
      'Acme AI, hello! I am an AI assistant.',
    );
    expect(text({ greeting: 'I am no AI. Hello!' })).toBe('I am no AI. Hello! I am an AI assistant.');
  });

  it('is in the words of the tenant', () => {
    expect(text({ greeting: 'Hello!', aiNotice: 'A friendly robot speaks.' })).toBe(
      'Hello! A friendly robot speaks.',
    );
  });

  it('is there whoever calls and whenever', () => {
    const own = { greeting: 'A!', returningGreeting: 'B!', closedGreeting: 'C!', languages: ['es'] };
    for (const isOpen of [true, false])
      for (const isReturning of [true, false])
        for (const callerLanguage of [null, 'en', 'es', 'xx'])
          expect(text(own, { isOpen, isReturning, callerLanguage })).toMatch(
            /^[ABC]! I am an AI assistant\.$/,
          );
  });
});

describe('the notice of the recording', () => {
  const recording = { on: true, keepDays: 30 };

  it('comes with every greeting while calls are recorded', () => {
    expect(text({ recording })).toContain('the AI receptionist. This call is recorded. How can I help you?');
    expect(text({ recording, greeting: 'Hello!' })).toBe(
      'Hello! I am an AI assistant. This call is recorded.',
    );
    expect(text()).not.toContain('recorded');
  });
});

describe('which greeting', () => {
  const own = { greeting: 'New, AI.', returningGreeting: 'Again, AI.', closedGreeting: 'Closed, AI.' };

  it.each([
    [{}, 'New, AI.'],
    [{ isReturning: true }, 'Again, AI.'],
    [{ isOpen: false }, 'Closed, AI.'],
    [{ isOpen: false, isReturning: true }, 'Closed, AI.'],
  ])('for %j', (changes, said) => {
    expect(text(own, changes)).toBe(said);
  });

  it('that is missing for closed hours is that of open ones', () => {
    expect(text({ ...own, closedGreeting: '' }, { isOpen: false, isReturning: true })).toBe('Again, AI.');
  });
});

describe('the language of the greeting', () => {
  const languages = ['es', 'pt-BR'];

  it('is the one the caller spoke last, where the tenant has it', () => {
    expect(words({ languages }, { callerLanguage: 'es' })).toEqual({
      language: 'es',
      text: 'Buenos días, gracias por llamar a Acme Corp. Habla Robin, asistente de inteligencia artificial. ¿En qué puedo ayudarle?',
    });
    expect(words({ languages }, { callerLanguage: 'pt' }).language).toBe('pt-BR');
    expect(words({ languages }, { callerLanguage: 'fr' }).language).toBe('en');
  });

  it('is the tenant’s own translation before ours, notices included', () => {
    const translations = { es: { greeting: '¡Hola!', aiNotice: 'Soy la IA.' } };
    expect(text({ languages, translations }, { callerLanguage: 'es' })).toBe('¡Hola! Soy la IA.');
    expect(
      text({ languages, translations, recording: { on: true, keepDays: 1 } }, { callerLanguage: 'es' }),
    ).toBe('¡Hola! Soy la IA. Esta llamada se graba.');
  });

  it('stays the first one where the tenant greets in its own words and has not translated them', () => {
    expect(words({ languages, greeting: 'Hi there!' }, { callerLanguage: 'es' })).toEqual({
      language: 'en',
      text: 'Hi there! I am an AI assistant.',
    });
    expect(
      words({ languages, closedGreeting: 'We sleep.' }, { callerLanguage: 'es', isOpen: false }).language,
    ).toBe('en');
  });

  it('greets returning callers in their language even where only the first greeting is there', () => {
    const own = {
      languages,
      returningGreeting: 'You again!',
      translations: { es: { greeting: '¡Hola, soy la IA!' } },
    };
    expect(text(own, { callerLanguage: 'es', isReturning: true })).toBe('¡Hola, soy la IA!');
  });

  it('of a tenant that begins in another language is that one, with nothing set', () => {
    expect(words({ language: 'de-AT' })).toMatchObject({
      language: 'de-AT',
      text: expect.stringMatching(/^Guten Morgen und danke für Ihren Anruf/),
    });
    expect(
      text({ language: 'fr', greeting: '{time_greeting} !' }, { atMs: Date.parse('2026-03-02T20:00:00Z') }),
    ).toBe('Bonsoir ! Je suis une intelligence artificielle.');
    expect(text({ language: 'pl' })).toMatch(/^Good morning/);
  });
});

describe.each(Object.entries(FIRST_WORDS))('our first words in %s', (language, first) => {
  it('are allowed by the contract, and say what notices must', () => {
    expect(greetingTemplate.safeParse(first.greeting).success).toBe(true);
    expect(greetingTemplate.safeParse(first.returningGreeting).success).toBe(true);
    expect(aiNotice.safeParse(first.aiNotice).success).toBe(true);
    expect(recordingNotice.safeParse(first.recordingNotice).success).toBe(true);
    expect(saysAi(first.greeting, language)).toBe(true);
    expect(saysAi(first.aiNotice, language)).toBe(true);
  });

  it('read well with a name and without', () => {
    const returning = { isReturning: true };
    const named = text({ language }, { ...returning, userName: 'Dana' });
    const nameless = text({ language }, returning);
    expect(named).toContain('Dana');
    const isFrench = language === 'fr';
    // What is taken out with a name also closes up the space that French has before a question mark.
    expect(isFrench ? nameless.replace('?', ' ?') : nameless).toBe(named.replace(', Dana', ''));
    for (const said of [named, nameless, text({ language })]) {
      expect(said).toMatch(/^\p{Lu}[^{}]*[?]$/u);
      expect(said).not.toMatch(/\s\s|\s[,.]|,,/);
    }
  });
});
