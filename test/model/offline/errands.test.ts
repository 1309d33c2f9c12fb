import { describe, expect, it } from 'vitest';
import { FULL, talk, withFacts } from './talk.ts';

const WITHHELD = withFacts({ callerNumber: null });

describe('the number to ring back', () => {
  it('is another one, when the caller wants that, and is read back digit by digit', () => {
    const call = talk();
    call.go('take a message', 'Bob Stone', 'the roof leaks');
    expect(call.hear('no')).toContain('On which number');
    expect(call.hear('five five five, one two three')).toBe('');
    expect(call.hear('four five six seven')).toBe('I have 5 5 5, 1 2 3, 4 5 6 7. Is that right?');
    expect(call.hear('no')).toContain('digit by digit');
    expect(call.hear("it's 555-123-4568")).toBe('I have 5 5 5, 1 2 3, 4 5 6 8. Is that right?');
    expect(call.hear('yes that is right')).toContain('I have a message from Bob Stone: The roof leaks.');
    expect(call.hear('yes')).toMatch(/"callback_number":"5551234568","confirmed":true/);
  });

  it('is confirmed once more to a tool that asks for it, and only once', () => {
    const call = talk();
    call.go('take a message', 'Bob Stone', 'the roof leaks', 'no', '5551234567', 'yes', 'yes');
    const readBack = { taken: false, read_back: 'plus 1 5 5 5', next: 'Read it back.' };
    expect(call.answer('take_message', readBack)).toMatch(/take_message.*"confirmed":true/);
    expect(call.answer('take_message', readBack)).toContain('could not be saved');
  });

  it('is asked for again when the tool can do nothing with it', () => {
    const call = talk();
    call.go('take a message', 'Bob Stone', 'the roof leaks', 'no', '1112223', 'yes', 'yes');
    expect(call.answer('take_message', { error: 'That is no number that can be rung back.' })).toContain(
      'with the area code',
    );
    expect(call.go('555 123 4567', 'yes', 'yes')).toContain('"callback_number":"5551234567"');
    expect(call.answer('take_message', { taken: true })).toContain('I have passed on your message');
  });

  it('goes on growing while the caller still says digits', () => {
    const call = talk(WITHHELD);
    expect(call.go('take a message', 'Bob Stone', 'the roof leaks')).toContain('On which number');
    expect(call.hear('5551234')).toContain('5 5 5, 1 2 3 4');
    expect(call.hear('567')).toContain('5 5 5, 1 2 3, 4 5 6 7');
    expect(call.hear('plus four four two oh seven nine four six oh nine five eight')).toContain(
      'plus 4 4 2, 0 7 9, 4 6 0, 9 5 8',
    );
    call.go('yes');
    expect(call.hear('yes')).toContain('"callback_number":"+442079460958"');
  });

  it('may be keyed in, and what is missing is asked for', () => {
    const call = talk(WITHHELD);
    call.go('take a message', 'Bob Stone', 'the roof leaks');
    expect(call.press('555')).toBe('');
    expect(call.silence()).toBe('I have 5 5 5 so far. What is the rest?');
    expect(call.press('1234#')).toContain('5 5 5, 1 2 3 4');
    expect(call.press('1')).toContain('from Bob Stone');
  });

  it('can be left out, and is taken from the message where it stands there', () => {
    const without = talk(WITHHELD);
    expect(without.go('take a message', 'Bob Stone', 'the roof leaks', 'never mind')).toContain(
      'Is that right?',
    );
    expect(without.hear('yes')).toContain('"callback_number":null');
    const within = talk();
    expect(within.go('take a message', 'Bob Stone', 'call me on 555 987 6543 tonight')).toBe(
      'I have 5 5 5, 9 8 7, 6 5 4 3. Is that right?',
    );
  });

  it('is not asked for twice in one call', () => {
    const call = talk({ ...FULL, callerName: 'Ann Lee' });
    call.go('please call me back', 'yes', 'yes');
    call.answer('take_message', { taken: true });
    expect(call.hear('please tell Maria that I am ill')).toContain('I have a message from Ann Lee');
  });

  it('can be put right at the end', () => {
    const call = talk({ ...FULL, callerName: 'Ann Lee' });
    call.go('please call me back', 'no', '555 111 2222', 'yes');
    expect(call.hear('no')).toContain('the name, the message or the number');
    expect(call.hear('the number')).toContain('On which number');
    expect(call.go('555 111 3333', 'yes', 'yes')).toContain('5551113333');
  });
});

describe('a message', () => {
  it.each([
    ["It's urgent: the cellar is flooded, please call me", 'I have an urgent message', 'urgent'],
    ['please call me back, there is no hurry', 'I have a message', 'low'],
    ['please call me back', 'I have a message', 'normal'],
  ])('says how urgent it is: %s', (text, confirmation, urgency) => {
    const call = talk({ ...FULL, callerName: 'Ann Lee' });
    expect(call.go(text, 'yes')).toContain(confirmation);
    expect(call.hear('yes')).toContain(`"urgency":"${urgency}"`);
  });

  it('becomes urgent when the caller says so afterwards', () => {
    const call = talk({ ...FULL, callerName: 'Ann Lee' });
    call.go('the boiler is leaking', 'yes');
    expect(call.hear('and it is urgent')).toContain('I have an urgent message');
    expect(call.hear('yes')).toContain('"urgency":"urgent"');
  });

  it('needs more than that it is urgent', () => {
    expect(talk({ ...FULL, callerName: 'Ann Lee' }).hear("It's urgent")).toContain('What is your message');
  });

  it('is taken without a name that can not be understood', () => {
    const call = talk();
    call.hear('please call me back');
    expect(call.unclear()).toContain('did not catch your name');
    expect(call.unclear()).toContain('calling from');
    expect(call.hear('yes')).toContain('I have a message from a caller: Please call me back.');
    expect(call.hear('yes')).toContain('"name":null');
  });

  it('says once that the business is closed', () => {
    const closed = { open: false, closedWords: 'We are closed until Monday at nine' };
    const call = talk(withFacts(closed, { ...FULL, callerName: 'Ann Lee' }));
    expect(call.hear('leave a message')).toMatch(/^We are closed until Monday at nine\. Thank you, Ann\./);
    expect(call.go('never mind', 'leave a message')).not.toContain('closed');
    const greeted = talk(withFacts(closed));
    greeted.said('Hello, we are closed now. What can I do for you?');
    expect(greeted.hear('leave a message')).not.toContain('closed');
  });

  it('is lost honestly where nothing can be stored', () => {
    const call = talk({ ...FULL, tools: [], callerName: 'Ann Lee' });
    expect(call.go('please call me back', 'yes', 'yes')).toContain('could not be saved');
  });
});

describe('an appointment', () => {
  it('is asked for with reason, times, name and number, and is never called booked', () => {
    const call = talk();
    expect(call.hear("I'd like to make an appointment")).toContain('What is it for?');
    expect(call.hear('For a boiler check.')).toContain('Which day and time');
    expect(call.hear('Tuesday at three or Friday morning.')).toContain('May I have your name');
    expect(call.hear('Bob Stone')).toContain('calling from');
    expect(call.hear('yes')).toBe(
      'I have a request for an appointment from Bob Stone. For: a boiler check. Time: Tuesday at three or Friday morning. Is that right?',
    );
    expect(call.hear('yes')).toBe(
      '{request_appointment {"name":"Bob Stone","callback_number":"+15550100","confirmed":true,"reason":"a boiler check","preferred_times":["Tuesday at three","Friday morning"]}}',
    );
    const done = call.answer('request_appointment', { requested: true, booked: false });
    expect(done).toMatch(/passed on your request.*not fixed yet/);
    expect(done).not.toMatch(/\bbooked\b/);
  });

  it('takes what the first sentence tells', () => {
    expect(
      talk({ ...FULL, callerName: 'Ann Lee' }).go(
        'Can I book an appointment for a haircut on Friday at ten?',
        'yes',
      ),
    ).toContain('For: a haircut. Time: on Friday at ten.');
  });

  it('can be put right', () => {
    const call = talk({ ...FULL, callerName: 'Ann Lee' });
    call.go('an appointment please', 'a haircut', 'Tuesday', 'yes');
    expect(call.hear('no')).toContain('the name, the reason, the time or the number');
    expect(call.go('the time', 'Wednesday')).toContain('Time: Wednesday.');
    expect(call.go('the reason', 'a shave')).toContain('For: a shave.');
  });

  it('is passed on with what could be understood', () => {
    const call = talk({ ...FULL, callerName: 'Ann Lee' });
    call.hear('an appointment please');
    for (let times = 0; times < 4; times += 1) call.unclear();
    expect(call.hear('yes')).toContain('For: An appointment. Time: To be agreed.');
    call.hear('yes');
    expect(call.answer('request_appointment', { error: 'The store is full.' })).toContain(
      'could not be saved',
    );
  });

  it.each([
    { ...FULL, facts: { ...FULL.facts, appointments: false } },
    { ...FULL, tools: FULL.tools.filter(({ name }) => name !== 'request_appointment') },
  ])('is a message where it can not be asked for', (spec) => {
    const call = talk({ ...spec, callerName: 'Ann Lee' });
    expect(call.go('I would like to make an appointment', 'yes')).toContain('I have a message from Ann Lee');
  });

  it.each(['I want to cancel my appointment', 'I need to change an appointment'])(
    'that there is already is none to be asked for: %s',
    (text) => {
      expect(talk({ ...FULL, callerName: 'Ann Lee' }).go(text, 'yes')).toContain('I have a message');
    },
  );
});
