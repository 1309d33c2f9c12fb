import type { BusinessFacts } from '../../engine.ts';
import { choiceOf } from './destinations.ts';
import { errandWording } from './errand-wording.ts';
import { NOTE_WORDING } from './note-wording.ts';
import { readOut } from './numbers.ts';
import { clause, firstName, sentence } from './sentence.ts';

const MORE = 'Is there anything else I can do for you?';

/** All that the offline receptionist says of itself. */
export function wordingFor(facts: BusinessFacts) {
  const {
    agentName,
    businessName,
    hours,
    address,
    destinations,
    appointments,
    open,
    closedWords,
    callerNumber,
  } = facts;
  const us = businessName || 'us';
  const closed = sentence(closedWords || 'we are closed now');
  const can = [
    'tell you our hours and our address',
    ...(destinations.length > 0 ? ['put you through'] : []),
    ...(appointments ? ['ask for an appointment'] : []),
  ].join(', ');
  const helps = `${can}, ${appointments || destinations.length > 0 ? 'and' : 'or'} take a message`;
  return {
    ...errandWording(us, MORE),
    ...NOTE_WORDING,
    howHelp: (name: string | null) => `Hello${firstName(name)}. How can I help you?`,
    welcome: (name: string) => `Thank you, ${name}. What can I do for you?`,
    identify: `This is ${agentName}, the AI receptionist of ${us}. How can I help you?`,
    robot: `I am an AI, a computer program: ${agentName}, the receptionist of ${us}. I can ${helps}.`,
    /** `null` where the facts lack it. */
    hours: hours ? `${open ? '' : `${closed} `}Our hours are: ${sentence(hours)}` : null,
    noHours: `${open ? '' : `${closed} `}I am sorry, I don't have our opening hours here.`,
    openNow: open
      ? `Yes, we are open now.${hours ? ` Our hours are: ${sentence(hours)}` : ''}`
      : `No. ${closed}${hours && !closedWords ? ` Our hours are: ${sentence(hours)}` : ''}`,
    closed,
    address: address ? `Our address is: ${sentence(address)}` : null,
    noAddress: "I am sorry, I don't have our address here.",
    toKnowMore: 'Would you like to leave a message, so that someone can get back to you about it?',
    more: MORE,
    answer: sentence,
    noPerson: 'I can not put you through to anyone from here. Would you like to leave a message instead?',
    whichDestination: (labels: readonly string[]) =>
      `I can put you through to ${choiceOf(labels)}. Which one would you like?`,
    puttingThrough: (label: string) => `One moment, I will put you through to ${clause(label)}.`,
    notPutThrough: (label: string) =>
      `I am sorry, I can not put you through to ${clause(label)} now. Shall I take a message?`,
    forget:
      'Shall I have all that is stored about you deleted? That can not be undone. Please say yes or no.',
    forgotten: (receipt: string | null) =>
      `${
        callerNumber === null
          ? 'What this call leaves will be deleted once it is over. Earlier calls can not be found, as your number is withheld.'
          : 'All that is stored about you will be deleted once this call is over.'
      }${receipt ? ` Your receipt number is ${/^\d+$/.test(receipt) ? readOut(receipt) : clause(receipt)}.` : ''} ${MORE}`,
    nothingKept: `Nothing of this call will be kept, so I can not take a message any more. Please call again for that. ${MORE}`,
    notForgotten: `I am sorry, that did not work. Shall I pass your wish on to ${us}?`,
    forgetByMessage: `I can not delete anything from here, but I can pass your wish on to ${us}. Shall I do that?`,
    forgetMessage: 'Please delete all that is stored about me.',
    help: `I can tell you when ${us} is open and where to find us, ${
      destinations.length > 0 ? 'put you through, ' : ''
    }${appointments ? 'ask for an appointment, ' : ''}and I can take a message. What would you like?`,
    thanked: `You are welcome. ${MORE}`,
    goOn: 'All right. What else can I do for you?',
    wait: 'Of course. Take your time.',
    unknown: `I can not answer that myself, but I can pass it on to ${us}. Shall I do that?`,
    notCaught: 'I am sorry, I did not understand. Could you say that again in other words?',
    offerMessage:
      'I am sorry, I still do not understand. Would you like to leave a message? You can also press one for our hours, two for our address, or three to leave a message.',
    offerAgain: 'Would you like to leave a message? Please say yes or no.',
    yesOrNo: 'I am sorry, was that yes or no?',
    nothingSaidYet: 'I have not said anything yet. How can I help you?',
    stillThere: 'Are you still there?',
    stillThereAgain: 'I can not hear you. Are you still on the line?',
    goodbye: (name: string | null) => `Thank you for calling ${us}${firstName(name)}. Goodbye.`,
    silentGoodbye: `I can not hear you, so I will hang up now. Please call ${us} again. Goodbye.`,
  };
}
export type Wording = ReturnType<typeof wordingFor>;
