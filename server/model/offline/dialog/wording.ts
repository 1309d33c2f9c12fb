import type { BusinessFacts } from '../../engine.ts';

const sentence = (text: string) => {
  const trimmed = text.trim().replace(/[\s.]+$/, '');
  return /[!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
};
const MORE = 'Is there anything else I can do for you?';

/** All that the offline receptionist says of itself. */
export function wordingFor({ agentName, businessName, hours, address }: BusinessFacts) {
  const us = businessName || 'us';
  const toKnowMore = 'Would you like to leave a message, so that someone can get back to you about it?';
  const first = (name: string | null) => (name ? `, ${name.split(' ')[0]}` : '');
  return {
    howHelp: (name: string | null) => `Hello${first(name)}. How can I help you?`,
    welcome: (name: string) => `Thank you, ${name}. What can I do for you?`,
    corrected: (name: string) => `Thank you for putting that right, ${name}.`,
    identify: `This is ${agentName}, the AI receptionist of ${us}. How can I help you?`,
    robot: `I am an AI, a computer program: ${agentName}, the receptionist of ${us}. I can tell you our hours and our address, or take a message.`,
    hours: hours
      ? `Our hours are: ${sentence(hours)} ${MORE}`
      : `I am sorry, I don't have our opening hours here. ${toKnowMore}`,
    address: address
      ? `Our address is: ${sentence(address)} ${MORE}`
      : `I am sorry, I don't have our address here. ${toKnowMore}`,
    noPerson: 'I can not put you through to anyone from here. Would you like to leave a message instead?',
    help: `I can tell you when ${us} is open and where to find us, and I can take a message. What would you like?`,
    thanked: `You are welcome. ${MORE}`,
    goOn: 'All right. What else can I do for you?',
    wait: 'Of course. Take your time.',
    askName: 'Certainly. May I have your name, please?',
    askNameAgain: 'I am sorry, I did not catch your name. Please say your first and last name.',
    askMessage: (name: string | null) => `Thank you${first(name)}. What is your message?`,
    askMessageAgain:
      'I am sorry, I did not catch that. Please say it in a few words, for example: please call me back tomorrow morning.',
    askNewMessage: 'All right. What should the message say?',
    askNewName: 'I am sorry. What is your name, then?',
    offerCallBack: 'I am sorry, I still can not make that out. Shall I just ask them to call you back?',
    confirm: (name: string, message: string) =>
      `I have a message from ${name}: ${sentence(message)} Is that right?`,
    confirmAgain: 'Is the message right? Please say yes or no, or press one for yes and two for no.',
    whichPart: 'I am sorry. What is wrong, the name or the message?',
    saved: `Thank you. I have passed on your message. ${MORE}`,
    notSaved: 'I am sorry, your message could not be saved. Please call again later. Is there anything else?',
    unknown: `I can not answer that myself, but I can pass it on to ${us}. Shall I do that?`,
    notCaught: 'I am sorry, I did not understand. Could you say that again in other words?',
    offerMessage:
      'I am sorry, I still do not understand. Would you like to leave a message? You can also press one for our hours, two for our address, or three to leave a message.',
    offerAgain: 'Would you like to leave a message? Please say yes or no.',
    nothingSaidYet: 'I have not said anything yet. How can I help you?',
    stillThere: 'Are you still there?',
    stillThereAgain: 'I can not hear you. Are you still on the line?',
    callBackMessage: 'Please call back.',
    numberMessage: (digits: string) => `Please call back on ${digits}.`,
    goodbye: (name: string | null) => `Thank you for calling ${us}${first(name)}. Goodbye.`,
    silentGoodbye: `I can not hear you, so I will hang up now. Please call ${us} again. Goodbye.`,
  };
}
export type Wording = ReturnType<typeof wordingFor>;
