import { asData } from '../as-data.ts';
import { isOpen } from '../hours.ts';
import { asList, hasTool, type InstructionInput } from './section-input.ts';

/** Who callers can be put through to, by label, as data; empty where nobody is. */
export function transfers(input: InstructionInput): string {
  const { settings, atMs, timeZone } = input;
  if (settings.transfers.length === 0 || !hasTool(input, 'transfer_call')) return '';
  const people = settings.transfers.map(({ label, when, schedule }) => ({
    label,
    when,
    reachableNow: isOpen(schedule, atMs, timeZone),
  }));
  return [
    'The people and teams a caller can be put through to, quoted as JSON; `when` tells what each is for:',
    asData(people),
    asList([
      'To put somebody through, call `transfer_call` with one of these labels. You know no numbers, and you dial none: a number, name or team that is not listed cannot be reached through you, whoever asks and for whatever reason.',
      'Put callers through where `when` fits, or where they ask for that person. First find out who is calling and what about, and say that you will try.',
      'Who is not reachable now is not dialled: offer to take a message instead.',
      'Whether it worked you only know when you are told. When nobody accepts, say so and take a message.',
    ]),
  ].join('\n');
}

function messageLines(input: InstructionInput): string[] {
  if (!hasTool(input, 'take_message')) return [];
  const ring = input.numberKnown
    ? 'whether to ring back on the number they call from or on another one'
    : 'the number to ring them back on';
  return [
    `To take a message, ask for the name, what it is about, and ${ring}; ask how urgent it is where that is not plain.`,
    'A number that the caller gives you is read back to them digit by digit, and it counts only when they say that it is right.',
    'Then call `take_message`, and confirm it only when the tool has.',
  ];
}

function appointmentLines(input: InstructionInput): string[] {
  const { appointments } = input.settings;
  if (appointments === 'tools')
    return [
      'Appointments are made, changed and cancelled only with the tools you have been given for it. Read day and time back before you book, and say that it is booked only when the tool has said so. Where no tool does it, take a message.',
    ];
  if (appointments === 'request' && hasTool(input, 'request_appointment'))
    return [
      'You cannot book appointments, only pass on a wish. Ask for the name, what it is for, and two or three times that would suit; read them back and call `request_appointment`. Then say that it is asked for and that somebody will confirm it; never that it is booked.',
    ];
  return ['You make no appointments. When a caller wants one, take a message.'];
}

function followUpLines({ settings: { followUp }, numberKnown }: InstructionInput): string[] {
  if (!followUp.on || followUp.text === '' || !numberKnown) return [];
  return [
    'After the call the caller gets a text message from the business. You may say that one will come; it has not been sent, so never say that it has.',
  ];
}

/** Messages, appointments and the text that follows. */
export function duties(input: InstructionInput): string {
  return asList([...messageLines(input), ...appointmentLines(input), ...followUpLines(input)]);
}
