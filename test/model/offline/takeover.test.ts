import { describe, expect, it } from 'vitest';
import type { PastTurn } from '../../../server/model/engine.ts';
import {
  answerFailedNote,
  capReachedNote,
  takenOverNote,
  timeIsShortNote,
  transferFailedNote,
} from '../../../server/model/notes.ts';
import { askedFor } from '../../../server/model/offline/dialog/asked.ts';
import { settingFor } from '../../../server/model/offline/dialog/setting.ts';
import type { Expects } from '../../../server/model/offline/dialog/state.ts';
import { startDialog } from '../../../server/model/offline/dialog/state.ts';
import { FULL, TOOLS, talk, withFacts } from './talk.ts';

/** A call that had gone so far; turns alternate, the agent begins. */
function after(texts: string[], spec = FULL) {
  const history = texts.map(
    (text, index): PastTurn => ({ role: index % 2 === 0 ? 'agent' : 'caller', text }),
  );
  return talk({ ...spec, history });
}

const HELLO = 'Good morning, this is Sarah at Acme. How can I help you?';

describe('a call that is taken over', () => {
  it('keeps the name and what the caller wants, and asks only for what is lacking', () => {
    const call = after([
      HELLO,
      "Hi, this is Emily Taylor. I'm calling about my invoice.",
      'Sure, Emily. Which invoice is it?',
      'Number four four seven one, from March.',
    ]);
    call.said('I am sorry, we had a short technical problem.');
    expect(call.note(takenOverNote())).toContain('calling from');
    expect(call.hear('yes')).toBe(
      "I have a message from Emily Taylor: Hi, this is Emily Taylor. I'm calling about my invoice. Number four four seven one, from March. Is that right?",
    );
    expect(call.hear('yes')).toContain('{take_message {"name":"Emily Taylor"');
  });

  it('goes on by itself when the caller speaks first', () => {
    const call = after([
      HELLO,
      'My boiler is leaking, can somebody come?',
      'Of course. May I have your name?',
    ]);
    expect(call.hear('Bob Stone')).toMatch(/remember_name.*calling from/);
    expect(call.hear('yes')).toContain('from Bob Stone: My boiler is leaking, can somebody come?');
  });

  it('takes the name that answers the last question, and a number that was confirmed', () => {
    const call = after([
      HELLO,
      'Please take a message.',
      "Of course. What's your name?",
      'Bob Stone',
      'Thank you, Bob. What would you like me to tell them?',
      'The gate is broken.',
      'And the best number to call you back?',
      '555 123 4567',
      'That is 5 5 5, 1 2 3, 4 5 6 7. Is that correct?',
      'Yes.',
    ]);
    expect(call.note(takenOverNote())).toBe(
      'I have a message from Bob Stone: The gate is broken. Is that right?',
    );
    expect(call.hear('yes')).toContain('"callback_number":"5551234567"');
  });

  it('does not take again what was passed on', () => {
    const call = after([
      HELLO,
      'Tell Maria that I am ill. I am Bob Stone.',
      'Thank you, I have passed your message on. Is there anything else?',
      'When are you open?',
    ]);
    expect(call.note(takenOverNote())).toContain('nine to five');
    expect(call.hear('no thanks')).toContain('Goodbye');
  });

  it('answers what was left open', () => {
    expect(after([HELLO, 'Do you take credit cards?']).note(takenOverNote())).toContain('usual ones');
    expect(after([HELLO, 'Put me through to billing.']).note(takenOverNote())).toContain('transfer_call');
  });

  it('repeats the last question where nothing was said to it', () => {
    expect(after([HELLO]).note(takenOverNote())).toBe(HELLO);
    expect(after([]).note(takenOverNote())).toBe('How can I help you?');
  });

  it('goes on with the wish for an appointment', () => {
    const call = after([
      HELLO,
      "I'd like to make an appointment for a haircut, my name is Ann Lee.",
      'Gladly. Which day would suit you?',
      'Tuesday at three',
    ]);
    expect(call.note(takenOverNote())).toContain('calling from');
    expect(call.hear('yes')).toContain('from Ann Lee. For: a haircut');
  });

  it('is not told twice that the business is closed', () => {
    const closed = withFacts({ open: false, closedWords: 'We are closed today' });
    const call = after(['Hello, we are closed today. Can I help?', 'hm'], closed);
    expect(call.hear('leave a message')).not.toContain('closed');
  });
});

describe('words from elsewhere', () => {
  it('that ask for a name are answered with one', () => {
    const call = talk();
    call.said('Hello, this is Acme. May I have your name, please?');
    expect(call.hear('Zaphod Beeblebrox')).toMatch(/remember_name.*Zaphod Beeblebrox.*What can I do for you/);
    const other = talk();
    other.said('Hello, this is Acme. May I have your name, please?');
    expect(other.hear('What are your hours?')).toContain('nine to five');
  });

  it.each(['One moment, please.', 'Could you say that again, please?'])(
    'do not make the agent forget what it asked for: %s',
    (words) => {
      const call = talk();
      call.hear('take a message');
      call.said(words);
      expect(call.hear('Bob Stone')).toContain('What is your message');
    },
  );
});

describe('what an agent asks for', () => {
  const { words } = settingFor(FULL);
  const state = { ...startDialog('Ann'), errand: 'message' as const, message: 'Hi' };
  it.each<[string, Expects]>([
    [words.askName, 'name'],
    [words.askNewName, 'name'],
    [words.askMessage('Ann'), 'message'],
    [words.askNewMessage, 'message'],
    [words.askOwnNumber, 'own-number'],
    [words.askNumber, 'number'],
    [words.restOfNumber('555'), 'number'],
    [words.isNumberRight('5551234567'), 'number-right'],
    [words.confirm(state), 'confirmation'],
    [words.askReason, 'reason'],
    [words.askTimes, 'times'],
    [words.noPerson, 'offer'],
    [words.thanked, 'more'],
    [words.howHelp('Ann'), 'anything'],
    ["Great. And who's calling, please?", 'name'],
    ['May I take a message for him?', 'offer'],
    ['What’s the best number to reach you?', 'number'],
    ['Your name is Bob, right?', 'name'],
    ['I will pass that on.', 'anything'],
  ])('is told from its words: %s', (text, expected) => {
    expect(askedFor(text)).toBe(expected);
  });
});

describe('notes', () => {
  it.each([
    ['no-answer', 'Billing did not answer. Shall I take a message?'],
    ['busy', 'Billing is on another call. Shall I take a message?'],
    ['declined', 'Billing can not take the call now. Shall I take a message?'],
  ] as const)('tell why a transfer failed: %s', (outcome, words) => {
    const call = talk({ ...FULL, callerName: 'Ann Lee' });
    call.hear('put me through to billing');
    call.answer('transfer_call', null);
    expect(call.note(transferFailedNote('Billing', outcome))).toBe(`I am sorry, ${words}`);
    expect(call.hear('yes please')).toContain('What is your message');
  });

  it('end the wait: silence is asked about again', () => {
    const call = talk();
    call.hear('put me through to billing');
    call.note(transferFailedNote('Billing', 'no-answer'));
    expect(call.silence()).toBe('Are you still there?');
  });

  it.each([timeIsShortNote(), capReachedNote()])(
    'bring the call to its end, with a message or without: %s',
    (note) => {
      const refusing = talk();
      expect(refusing.note(note)).toContain('Shall I take a message?');
      expect(refusing.hear('no')).toMatch(/Goodbye\. \{end_call \{\}\}$/);
      const leaving = talk({ ...FULL, callerName: 'Ann Lee' });
      leaving.hear('the boiler is leaking');
      expect(leaving.note(note)).toMatch(/I am sorry.*calling from/);
      leaving.go('yes', 'yes');
      expect(leaving.answer('take_message', { taken: true })).toMatch(
        /passed on your message.*Goodbye.*end_call/,
      );
    },
  );

  it('wait for a message that is being stored', () => {
    const call = talk({ ...FULL, callerName: 'Ann Lee' });
    call.go('the boiler is leaking', 'yes', 'yes');
    expect(call.note(timeIsShortNote())).toBe('');
    expect(call.answer('take_message', { taken: true })).toMatch(/passed on.*end_call/);
  });

  it('have the last question asked again', () => {
    const call = talk();
    call.hear('take a message');
    expect(call.note(answerFailedNote())).toBe('I am sorry. Certainly. May I have your name, please?');
    expect(call.note('Something else entirely.')).toContain('May I have your name');
  });
});

it('uses no tool that is not there', () => {
  const call = talk({ ...FULL, tools: [], callerName: 'Ann Lee' });
  const said = [
    call.go('My name is Bob', 'put me through to billing', 'no', 'forget me', 'no', 'an appointment'),
    call.go('Do you sell bananas?', 'yes', 'yes', 'yes', 'goodbye'),
  ].join(' ');
  for (const tool of TOOLS) expect(said).not.toContain(tool);
});
