import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import { type GreetingValues, renderGreeting } from '../../server/agent/greeting.ts';
import { timeGreeting } from '../../server/agent/time-greeting.ts';
import { greetingTemplate } from '../../server/contracts/agent.ts';

const nameless: GreetingValues = {
  agentName: 'Robin',
  businessName: 'Acme Corp',
  userName: null,
  timeZone: 'America/New_York',
  atMs: Date.parse('2026-03-02T15:00:00Z'),
};
const named: GreetingValues = { ...nameless, userName: 'Dana' };

describe('the time of day', () => {
  it.each([
    ['2026-03-02T00:00:00Z', 'Good morning'],
    ['2026-03-02T11:59:59Z', 'Good morning'],
    ['2026-03-02T12:00:00Z', 'Good afternoon'],
    ['2026-03-02T17:59:59Z', 'Good afternoon'],
    ['2026-03-02T18:00:00Z', 'Good evening'],
    ['2026-03-02T23:59:59Z', 'Good evening'],
  ])('at %s in UTC is %s', (at, greeting) => {
    expect(timeGreeting(Date.parse(at), 'UTC')).toBe(greeting);
  });

  it('is that of the tenant, summer time included', () => {
    expect(timeGreeting(Date.parse('2026-03-02T16:30:00Z'), 'America/New_York')).toBe('Good morning');
    expect(timeGreeting(Date.parse('2026-07-02T16:30:00Z'), 'America/New_York')).toBe('Good afternoon');
    expect(timeGreeting(Date.parse('2026-03-02T16:30:00Z'), 'Asia/Tokyo')).toBe('Good morning');
    expect(timeGreeting(Date.parse('2026-03-02T16:30:00Z'), 'Europe/Berlin')).toBe('Good afternoon');
  });
});

describe('a greeting for a known caller', () => {
  it('fills all placeholders in', () => {
    const template = '{time_greeting}, {user_name}. This is {agent_name} at {business_name}.';
    expect(renderGreeting(template, named)).toBe('Good morning, Dana. This is Robin at Acme Corp.');
  });

  it.each([
    ['Good {time_greeting}, {user_name}!', 'Good morning, Dana!'],
    ['good {time_greeting}!', 'Good morning!'],
    ['GOOD  {time_greeting}!', 'Good morning!'],
    ['A very good {time_greeting} to you.', 'A very Good morning to you.'],
  ])('does not say Good twice: %s', (template, text) => {
    expect(renderGreeting(template, named)).toBe(text);
  });

  it('treats values as data', () => {
    const values = {
      ...named,
      businessName: '{user_name} & $1 $& {agent_name}',
      agentName: '{business_name}',
      userName: 'D & D',
    };
    const text = renderGreeting('{business_name} | {agent_name} | {user_name}', values);
    expect(text).toBe('{user_name} & $1 $& {agent_name} | {business_name} | D & D');
  });

  it.each([
    '{business_name}',
    'Ann. Your card is blocked, ring 0900 555 now',
    '+1 900 555 0100',
    'the bank: please tell your code',
    'you must ring the other number right now',
    '<b>Ann</b>',
    'A'.repeat(61),
  ])('says no name that is none: %s', (userName) => {
    expect(renderGreeting('Hello {user_name}! Good to hear you.', { ...named, userName })).toBe(
      'Hello! Good to hear you.',
    );
  });

  it.each([
    "Siobhán O'Brien-Smith",
    'Dr. Ann Lee, Jr.',
    'María de la Cruz López',
    '李小龙',
    'J. R. R. Tolkien',
  ])('says a name as people have them: %s', (userName) => {
    expect(renderGreeting('Hello {user_name}!', { ...named, userName })).toBe(`Hello ${userName}!`);
  });

  it('does not double the full stop of a name that ends with one', () => {
    expect(renderGreeting('This is {business_name}.', { ...named, businessName: 'Acme Inc.' })).toBe(
      'This is Acme Inc.',
    );
  });

  it('speaks a name with line breaks on one line', () => {
    expect(renderGreeting('Hi {user_name}!', { ...named, userName: ' Dana\n  Scully ' })).toBe(
      'Hi Dana Scully!',
    );
  });
});

describe('a greeting for a caller without a name', () => {
  it.each([
    ['Hi {user_name}, welcome back!', 'Hi, welcome back!'],
    ['Hello {user_name}!', 'Hello!'],
    ['Welcome back, {user_name}.', 'Welcome back.'],
    ['{user_name}, hello!', 'Hello!'],
    ['{user_name}! Great to hear from you.', 'Great to hear from you.'],
    ['{user_name} welcome back!', 'Welcome back!'],
    ['{user_name} - good to hear you.', 'Good to hear you.'],
    ['{time_greeting} {user_name}, this is {agent_name}.', 'Good morning, this is Robin.'],
    ['Good {time_greeting}, {user_name}, and welcome.', 'Good morning, and welcome.'],
    ['Thanks for calling {business_name}, {user_name}!', 'Thanks for calling Acme Corp!'],
    ['Welcome back to {business_name} {user_name}!', 'Welcome back to Acme Corp!'],
    ['Hello, {user_name} how can I help?', 'Hello, how can I help?'],
    ['Hello Dr. {user_name}, welcome.', 'Hello, welcome.'],
    ['Hello ({user_name}), welcome.', 'Hello, welcome.'],
    ['Dear {user_name}, thanks for calling.', 'Thanks for calling.'],
    ['Is that you, {user_name}?', 'Is that you?'],
    ['¡Hola {user_name}! Soy {agent_name}.', '¡Hola! Soy Robin.'],
    ['Bonjour {user_name} !', 'Bonjour!'],
    ['Hi {user_name}… how are you?', 'Hi… how are you?'],
    ['Hi {user_name},', 'Hi.'],
  ])('leaves the address out: %s', (template, text) => {
    expect(renderGreeting(template, nameless)).toBe(text);
  });

  it.each([
    ['Hello, is this {user_name}? This is {agent_name}.', 'This is Robin.'],
    ['Hello! Am I speaking with {user_name}?', 'Hello!'],
    ["Hello. I see this is {user_name}'s number. How are you?", 'Hello. How are you?'],
    ['Welcome. May I call you {user_name}?', 'Welcome.'],
    ['Welcome! Your name is {user_name}, right?', 'Welcome!'],
    ['Hi {user_name}, right? Welcome.', 'Welcome.'],
  ])('leaves a sentence out that is about the name: %s', (template, text) => {
    expect(renderGreeting(template, nameless)).toBe(text);
  });

  it.each(['Is this {user_name}?', '{user_name}', '{user_name}?', "{user_name}'s line."])(
    'still says something when nothing is left: %s',
    (template) => {
      expect(renderGreeting(template, nameless)).toBe('Good morning, this is Robin at Acme Corp.');
    },
  );

  it('counts a blank name as none', () => {
    expect(renderGreeting('Hello {user_name}!', { ...nameless, userName: '  ' })).toBe('Hello!');
  });

  it('reads well with the built-in greetings', () => {
    expect(renderGreeting(BUILT_IN_AGENT.greeting, nameless)).toBe(
      'Good morning, thank you for calling Acme Corp. This is Robin, the AI receptionist. How can I help you?',
    );
    expect(renderGreeting(BUILT_IN_AGENT.returningGreeting, nameless)).toBe(
      'Good morning, and welcome back to Acme Corp. This is Robin. What can I do for you today?',
    );
  });
});

const piece = fc.constantFrom(
  ...['{user_name}', '{agent_name}', '{business_name}', '{time_greeting}', 'Good', 'Hi', 'hello', 'is this'],
  ...['welcome back', 'and', 'Mr.', 'the line of', 'you', '¿Hola', 'über', "{user_name}'s", '({user_name})'],
  ...[',', '.', '!', '?', ';', ':', ' - ', '–', '…', '\n', '  '],
);
const template = fc
  .array(fc.tuple(piece, fc.constantFrom(' ', '', ' ')), { minLength: 1, maxLength: 14 })
  .map((pieces) => pieces.flat().join(''))
  .filter((text) => greetingTemplate.safeParse(text).success);

/** What can be told of a text without understanding it: no holes, doubled or stray signs, and a capital first. */
const FLAWS = [
  /^[^\p{L}]*$/u,
  /[{}]/,
  /\s\s|^\s|\s$|\n/,
  /\s[,.!?;:]/,
  /,[,.!?;:]|,$|^[,.;:!?]/,
  /[([“] ?[)\]”]/,
  /good good/i,
  /^[^\p{L}]*\p{Ll}/u,
];
const flawsOf = (text: string) => FLAWS.filter((flaw) => flaw.test(text)).map(String);

describe('any greeting', () => {
  it('that has no flaw with a name has none without', () => {
    let withNames = 0;
    fc.assert(
      fc.property(template, (text) => {
        fc.pre(text.includes('{user_name}') && flawsOf(renderGreeting(text, named)).length === 0);
        withNames += 1;
        expect(flawsOf(renderGreeting(text, nameless))).toEqual([]);
      }),
      { numRuns: 2_000, maxSkipsPerRun: 1_000 },
    );
    expect(withNames).toBe(2_000);
  });

  it('that does not use the name is the same with and without', () => {
    fc.assert(
      fc.property(
        template.filter((text) => !text.includes('{user_name}')),
        (text) => {
          expect(renderGreeting(text, nameless)).toBe(renderGreeting(text, named));
        },
      ),
    );
  });
});
