import type { ConversationSpec } from '../../../server/model/engine.ts';
import { type Note, readNote } from '../../../server/model/notes.ts';
import { step } from '../../../server/model/offline/dialog/dialog.ts';
import { dictatedIn } from '../../../server/model/offline/dialog/errand.ts';
import { settingFor } from '../../../server/model/offline/dialog/setting.ts';
import type {
  DialogAction,
  DialogInput,
  DialogState,
  ToolName,
} from '../../../server/model/offline/dialog/state.ts';
import { resumeDialog } from '../../../server/model/offline/dialog/takeover.ts';
import { readToolAnswer } from '../../../server/model/offline/tool-answer.ts';
import { ACME } from './caller.ts';

export const TOOLS = [
  'take_message',
  'request_appointment',
  'transfer_call',
  'forget_me',
  'report_unanswered',
  'remember_name',
  'end_call',
] as const satisfies readonly ToolName[];

/** A call with everything a tenant can offer. */
export const FULL: ConversationSpec = {
  ...ACME,
  facts: {
    ...ACME.facts,
    destinations: ['Billing', 'Sales Team'],
    answers: [
      { question: 'Do you take credit cards?', answer: 'Yes, all of the usual ones' },
      { question: 'How much does a visit cost?', answer: 'A visit costs 80 dollars.' },
      { question: 'Is there parking?', answer: 'There is free parking behind the house.' },
    ],
    appointments: true,
    callerNumber: '+15550100',
  },
  tools: TOOLS.map((name) => ({ name, description: '', parameters: {} })),
};

/** The same with other facts. */
export function withFacts(facts: Partial<ConversationSpec['facts']>, spec = FULL): ConversationSpec {
  return { ...spec, facts: { ...spec.facts, ...facts } };
}

/** A conversation in text; what the agent does comes back as lines, tools in braces. */
export function talk(spec: ConversationSpec = FULL) {
  const setting = settingFor(spec);
  let state: DialogState = resumeDialog(setting, spec.callerName, spec.history);
  const input = (given: DialogInput) => {
    const stepped = step(setting, state, given);
    state = stepped.state;
    return stepped.actions.map(line).join(' ');
  };
  return {
    hear: (text: string) => input({ type: 'heard', text }),
    press: (keys: string) => [...keys].map((digit) => input({ type: 'digit', digit })).at(-1) ?? '',
    unclear: () => input({ type: 'unclear' }),
    silence: () => input({ type: 'silence' }),
    note: (text: string) => input({ type: 'note', note: readNote(text) satisfies Note }),
    answer: (name: ToolName, output: unknown) =>
      input({ type: 'tool-done', name, answer: readToolAnswer(output) }),
    dictated: () => dictatedIn(setting, state),
    said: (text: string) => input({ type: 'said', text }),
    /** What the caller says, each in turn; the last answer comes back. */
    go: (...texts: string[]) => texts.map((text) => input({ type: 'heard', text })).at(-1) ?? '',
  };
}

function line(action: DialogAction): string {
  return action.type === 'say' ? action.text : `{${action.name} ${JSON.stringify(action.arguments)}}`;
}
