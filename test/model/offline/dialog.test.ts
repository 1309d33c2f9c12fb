import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { step } from '../../../server/model/offline/dialog/dialog.ts';
import { settingFor } from '../../../server/model/offline/dialog/setting.ts';
import { type DialogInput, startDialog } from '../../../server/model/offline/dialog/state.ts';
import { ACME } from './caller.ts';
import { FULL, TOOLS, talk } from './talk.ts';

/** A call to a tenant that offers nothing but hours, address and messages. */
function conversation(callerName: string | null = null, facts = ACME.facts) {
  return talk({ ...ACME, callerName, facts });
}

const OWN_NUMBER = 'Shall they call you back on the number you are calling from?';
const UNKNOWN = { ...ACME.facts, hours: '', address: '' };

describe('answers', () => {
  it.each([
    'What are your opening hours?',
    'when do you close',
    'Are you open on Sunday?',
    'hi, when are you open please',
  ])('tells the hours: %s', (question) => {
    expect(conversation().hear(question)).toContain('Monday to Friday, nine to five');
  });

  it.each(['Where are you?', "what's your address", 'how do I get to you'])(
    'tells the address: %s',
    (question) => {
      expect(conversation().hear(question)).toContain('12 High Street, Springfield');
    },
  );

  it('tells both when asked for both', () => {
    const answer = conversation().hear('What is your address and what are your opening hours?');
    expect(answer).toContain('nine to five');
    expect(answer).toContain('12 High Street');
  });

  it('is honest about what it does not know, and offers a message', () => {
    const call = conversation('Ann Lee', UNKNOWN);
    expect(call.hear('what are your hours')).toMatch(/don't have our opening hours.*leave a message/);
    expect(call.hear('yes please')).toContain('What is your message');
  });

  it.each([
    'Are you a robot?',
    'am I talking to a machine',
    'is this a real person',
    'Are you an AI?',
    'are you human',
  ])('says that it is an AI, at any point: %s', (question) => {
    const call = conversation();
    expect(call.hear(question)).toMatch(/I am an AI/);
    call.hear('take a message');
    expect(call.hear(question)).toMatch(/I am an AI.*May I have your name/);
    call.hear('Bob Dole');
    expect(call.hear(question)).toMatch(/I am an AI.*What is your message/);
  });

  it('names itself and its business', () => {
    expect(conversation().hear('Who is this?')).toBe(
      'This is Sarah, the AI receptionist of Acme Plumbing. How can I help you?',
    );
  });

  it('repeats what it said last, also a greeting from elsewhere', () => {
    const call = conversation();
    call.said('Good day, this is Acme.');
    expect(call.hear('sorry, what?')).toBe('Good day, this is Acme.');
    const hours = call.hear('hours');
    expect(call.press('*')).toBe(hours);
  });

  it('offers to pass on a question it can not answer', () => {
    const call = conversation('Ann Lee');
    expect(call.hear('Do you repair Italian boilers?')).toContain('pass it on');
    expect(call.go('yes', 'yes')).toContain('from Ann Lee: Do you repair Italian boilers?');
  });
});

describe('messages', () => {
  it('takes a name and a message, has both confirmed, stores them, and says goodbye', () => {
    const call = conversation();
    expect(call.hear("I'd like to leave a message")).toContain('May I have your name');
    expect(call.hear('David Wilson')).toBe(
      '{remember_name {"name":"David Wilson"}} Thank you, David. What is your message?',
    );
    expect(call.hear('Tell Maria the 9 o’clock is off')).toBe(OWN_NUMBER);
    expect(call.hear('yes')).toBe(
      'I have a message from David Wilson: Tell Maria the 9 o’clock is off. Is that right?',
    );
    expect(call.hear('yes')).toBe(
      '{take_message {"name":"David Wilson","callback_number":"+15550100","confirmed":true,"message":"Tell Maria the 9 o’clock is off","urgency":"normal"}}',
    );
    expect(call.answer('take_message', { taken: true })).toContain('I have passed on your message');
    expect(call.hear('no, that is all')).toBe(
      'Thank you for calling Acme Plumbing, David. Goodbye. {end_call {}}',
    );
  });

  it.each(['Goodbye.', 'Bye bye', 'Good night', 'see you later'])('takes "%s" for no name', (farewell) => {
    const call = talk();
    expect(call.hear("I'd like to leave a message")).toContain('May I have your name');
    const answer = call.hear(farewell);
    expect(answer).toContain('Goodbye.');
    expect(answer).not.toContain('remember_name');
  });

  it('does not ask a known caller for the name', () => {
    expect(conversation('Ann Lee').hear('leave a message')).toBe('Thank you, Ann. What is your message?');
  });

  it('takes a request as the message, and the name that comes with it', () => {
    const call = conversation();
    expect(call.hear('This is Emily Taylor, please call me back tomorrow')).toBe(
      `{remember_name {"name":"Emily Taylor"}} ${OWN_NUMBER}`,
    );
    expect(call.hear('yes')).toBe(
      'I have a message from Emily Taylor: This is Emily Taylor, please call me back tomorrow. Is that right?',
    );
  });

  it.each([
    ['no', 'the name', 'What is your name', 'Bob Stone', 'from Bob Stone: Call me'],
    ['no, that is wrong', 'the message', 'What should the message say', 'Email me', 'from Al Gray: Email me'],
  ])('corrects what is wrong: %s, %s', (no, part, question, correction, confirmed) => {
    const call = conversation('Al Gray');
    call.go('take a message', 'Call me', 'yes');
    expect(call.hear(no)).toContain('What is wrong');
    expect(call.hear(part)).toContain(question);
    expect(call.hear(correction)).toContain(confirmed);
  });

  it('takes a corrected name at once', () => {
    const call = conversation('Al Gray');
    call.go('please call me back', 'yes');
    expect(call.hear('No, my name is Zaphod Beeblebrox')).toMatch(/remember_name.*from Zaphod Beeblebrox/);
  });

  it('says so when the message could not be stored', () => {
    const call = conversation('Al Gray');
    call.go('please call me back', 'yes', 'yes');
    expect(call.answer('take_message', { error: 'full' })).toContain('could not be saved');
  });

  it('answers questions in between and comes back', () => {
    const call = conversation();
    call.hear('take a message');
    expect(call.hear('what are your hours')).toMatch(/nine to five.*May I have your name/);
    expect(call.hear('one moment')).toMatch(/Take your time.*May I have your name/);
    expect(call.hear('Bob Stone')).toContain('Thank you, Bob');
    expect(call.hear('never mind')).toContain('What else');
  });

  it('takes a number by keys, ended by # or by silence', () => {
    const call = conversation('Al Gray');
    call.hear('take a message');
    expect(call.press('5551234#')).toBe('I have 5 5 5, 1 2 3 4. Is that right?');
    expect(call.press('2')).toContain('digit by digit');
    expect(call.press('5559876')).toBe('');
    expect(call.silence()).toBe('I have 5 5 5, 9 8 7 6. Is that right?');
    expect(call.press('1')).toContain('from Al Gray: Please call back.');
    expect(call.press('1')).toMatch(/take_message.*"callback_number":"5559876"/);
  });
});

describe('names', () => {
  it.each([
    ['My name is David Wilson', 'David Wilson'],
    ['hello, my name is siobhan', 'Siobhan'],
    ["Hi, I'm Emily", 'Emily'],
    ['this is mike brown', 'Mike Brown'],
    ["My name's Ludwig van Beethoven", 'Ludwig van Beethoven'],
    ['This is Maria Lopez speaking', 'Maria Lopez'],
    ["my name is sean o'brien", "Sean O'Brien"],
  ])('remembers %s', (text, name) => {
    expect(conversation().hear(text)).toBe(
      `{remember_name {"name":"${name}"}} Thank you, ${name}. What can I do for you?`,
    );
  });

  it.each([
    "I'm calling about my bill",
    "it's urgent",
    'this is ridiculous',
    "I'm vegetarian",
    'it is raining',
    'this is about my order',
    'call me tomorrow',
    'I am sorry',
  ])('makes no name of: %s', (text) => {
    expect(conversation().hear(text)).not.toContain('remember_name');
  });

  it('asks again where an answer is no name', () => {
    const call = conversation();
    call.hear('take a message');
    expect(call.hear('yes')).toContain('did not catch your name');
    expect(call.unclear()).toContain('did not catch your name');
    expect(call.hear('it is Ola Nordmann')).toContain('Ola Nordmann');
  });
});

describe('trouble', () => {
  it('asks again once, then offers a message', () => {
    const call = conversation();
    expect(call.unclear()).toContain('other words');
    expect(call.unclear()).toMatch(/leave a message.*press one/);
    expect(call.hear('yes')).toContain('May I have your name');
  });

  it('forgets a misunderstanding once it has understood', () => {
    const call = conversation();
    call.unclear();
    call.hear('what are your hours');
    expect(call.unclear()).toContain('other words');
  });

  it('settles for a call back where the message can not be made out', () => {
    const call = conversation('Al Gray');
    call.hear('take a message');
    expect(call.unclear()).toContain('in a few words');
    expect(call.unclear()).toContain('ask them to call you back');
    expect(call.go('yes', 'yes')).toContain('from Al Gray: Please call back.');
  });

  it('asks twice into silence, then says goodbye and hangs up', () => {
    const call = conversation();
    expect(call.silence()).toBe('Are you still there?');
    expect(call.silence()).toContain('still on the line');
    expect(call.silence()).toMatch(/Goodbye\. \{end_call \{\}\}$/);
  });

  it('counts silence anew once the caller has spoken', () => {
    const call = conversation();
    call.silence();
    call.silence();
    call.hear('hello');
    expect(call.silence()).toBe('Are you still there?');
  });

  it('understands keys as a menu', () => {
    const call = conversation('Al Gray');
    expect(call.press('1')).toContain('nine to five');
    expect(call.press('2')).toContain('12 High Street');
    expect(call.press('9')).toContain('take a message');
    expect(call.press('3')).toContain('What is your message');
  });

  it('always answers, and never throws, whatever comes', () => {
    const heard = (text: string): DialogInput => ({ type: 'heard', text });
    const input: fc.Arbitrary<DialogInput> = fc.oneof(
      fc.string().map(heard),
      fc
        .constantFrom('yes', 'no', 'leave a message', 'Bob', 'the name', 'five five five one two three four')
        .map(heard),
      fc
        .constantFrom('put me through', 'billing', 'an appointment', 'Tuesday', 'forget me', 'no need')
        .map(heard),
      fc.constant<DialogInput>({ type: 'unclear' }),
      fc.constant<DialogInput>({ type: 'silence' }),
      fc.constantFrom(...'0123456789*#').map((digit): DialogInput => ({ type: 'digit', digit })),
      fc
        .constantFrom(...TOOLS)
        .map((name): DialogInput => ({ type: 'tool-done', name, answer: { result: 'done', receipt: null } })),
      fc.constantFrom(...TOOLS).map(
        (name): DialogInput => ({
          type: 'tool-done',
          name,
          answer: { result: 'refused', reason: 'number' },
        }),
      ),
      fc
        .constantFrom('time-is-short', 'cap-reached', 'taken-over', 'answer-failed', 'other')
        .map((kind): DialogInput => ({ type: 'note', note: { kind } })),
      fc.string().map((text): DialogInput => ({ type: 'note', note: { kind: 'whispered', text } })),
      fc
        .option(fc.string())
        .map((told): DialogInput => ({ type: 'note', note: { kind: 'handed-back', told } })),
    );
    fc.assert(
      fc.property(fc.array(input, { maxLength: 30 }), fc.constantFrom(ACME, FULL), (inputs, spec) => {
        const setting = settingFor(spec);
        let state = startDialog(null);
        for (const given of inputs) {
          const before = state;
          const stepped = step(setting, state, given);
          state = stepped.state;
          // Digits may be the beginning of a number, of which more is waited for.
          if (given.type === 'heard' && state.digits === before.digits)
            expect(stepped.actions.length).toBeGreaterThan(0);
          for (const action of stepped.actions)
            if (action.type === 'say') expect(action.text).not.toMatch(/undefined|null|NaN/);
        }
      }),
    );
  });
});
