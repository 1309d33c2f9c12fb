import { choiceOf } from './destinations.ts';
import { readOut } from './numbers.ts';
import { clause, firstName, sentence } from './sentence.ts';
import type { DialogState, Errand } from './state.ts';

/** What is said to take down a message or the wish for an appointment. */
export function errandWording(us: string, more: string) {
  return {
    askName: 'Certainly. May I have your name, please?',
    askNameAgain: 'I am sorry, I did not catch your name. Please say your first and last name.',
    askNewName: 'I am sorry. What is your name, then?',
    askMessage: (name: string | null) => `Thank you${firstName(name)}. What is your message?`,
    askMessageAgain:
      'I am sorry, I did not catch that. Please say it in a few words, for example: please call me back tomorrow morning.',
    askNewMessage: 'All right. What should the message say?',
    offerCallBack: 'I am sorry, I still can not make that out. Shall I just ask them to call you back?',
    callBackMessage: 'Please call back.',
    askReason: 'I can pass on your wish for an appointment. What is it for?',
    askReasonAgain: 'I am sorry, I did not catch that. What is the appointment for? A word or two will do.',
    openReason: 'An appointment',
    askTimes: 'Which day and time would suit you? You can name two.',
    askTimesAgain:
      'I am sorry, I did not catch that. Please say a day and a time, for example: Tuesday at three.',
    openTime: 'To be agreed',
    askOwnNumber: 'Shall they call you back on the number you are calling from?',
    askNumber: 'On which number can they call you back? Please say it digit by digit, or key it in.',
    askNumberAgain:
      'I am sorry, I did not get a whole number. Please say it digit by digit, or key it in and press the hash key.',
    numberUnusable:
      'I am sorry, that number can not be rung back. Which number is it, with the area code? Please say it digit by digit, or key it in.',
    restOfNumber: (digits: string) => `I have ${readOut(digits)} so far. What is the rest?`,
    isNumberRight: (number: string) => `I have ${readOut(number)}. Is that right?`,
    confirm: (state: DialogState) => `${summaryOf(state)} Is that right?`,
    confirmAgain: (errand: Errand) =>
      `Is the ${errand === 'message' ? 'message' : 'request'} right? Please say yes or no, or press one for yes and two for no.`,
    whichPart: ({ errand, number }: DialogState) =>
      errand === 'appointment'
        ? 'I am sorry. What is wrong: the name, the reason, the time or the number?'
        : `I am sorry. What is wrong, the name${number === null ? ' or the message' : ', the message or the number'}?`,
    saved: `Thank you. I have passed on your message. ${more}`,
    notSaved: `I am sorry, your message could not be saved. Please call again later. ${more}`,
    requested: `Thank you. I have passed on your request for an appointment. It is not fixed yet: ${us} will confirm the time. ${more}`,
    notRequested: `I am sorry, your request could not be saved. Please call again later. ${more}`,
  };
}

/** What was taken down, to be confirmed. The number has been read back already. */
function summaryOf({ errand, name, message, times, urgency }: DialogState): string {
  const who = name || 'a caller';
  if (errand === 'appointment')
    return `I have a request for an appointment from ${who}. For: ${clause(message ?? '')}. Time: ${choiceOf(times.map(clause))}.`;
  return `I have ${urgency === 'urgent' ? 'an urgent' : 'a'} message from ${who}: ${sentence(message ?? '')}`;
}
