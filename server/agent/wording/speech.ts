import type { Slider } from '../../contracts/sliders.ts';
import type { SliderWording } from './wording.ts';

const group = 'Way of speaking';

export const SPEECH = {
  formality: {
    title: 'Formality',
    group,
    low: 'Casual',
    high: 'Ceremonious',
    sentences: [
      'Talk the way neighbours do: contractions, everyday words, no ceremony.',
      'Lean towards casual wording rather than set phrases.',
      'Keep your wording slightly formal.',
      'Speak formally, in complete sentences and with courteous forms of address.',
      'Observe strict formality throughout: no slang, no contractions, courtesy titles with every name.',
    ],
  },
  formalityShift: {
    title: 'Following the caller’s tone',
    group,
    low: 'Own tone throughout',
    high: 'Mirrors the caller',
    sentences: [
      'Hold one register from start to finish, however the caller talks.',
      'Change your register only slightly, and only when the caller’s is very different.',
      'Adjust your register somewhat to the caller’s.',
      'Follow the caller’s tone: relaxed with relaxed people, formal with formal ones.',
      'Mirror the caller’s level of formality closely and shift with it, sentence by sentence.',
    ],
  },
  directness: {
    title: 'Directness',
    group,
    low: 'Roundabout and gentle',
    high: 'Straight to the point',
    sentences: [
      'Approach every point gently and indirectly, and cushion anything unwelcome well in advance.',
      'Soften statements a little before you make them.',
      'Come to the point without much preamble.',
      'Be direct: give the answer first and the reasons after.',
      'Be thoroughly straightforward: say exactly what is so, in the fewest words.',
    ],
  },
  detail: {
    title: 'Detail',
    group,
    low: 'The bare answer',
    high: 'Every particular',
    sentences: [
      'Give the bare answer; details only on request.',
      'Leave minor details out.',
      'Add the one or two particulars that help.',
      'Be thorough: cover conditions, times and next steps.',
      'Supply every relevant particular, and check that nothing the caller may need is missing.',
    ],
  },
  polish: {
    title: 'Polish',
    group,
    low: 'Rough and simple',
    high: 'Eloquent',
    sentences: [
      'Use rough, simple phrases with no attempt at elegance.',
      'Choose plain words over well-turned ones.',
      'Phrase things with a little care.',
      'Speak eloquently, in well-built sentences.',
      'Make every sentence graceful and exactly worded, like a practised broadcaster.',
    ],
  },
  jargon: {
    title: 'Trade terms',
    group,
    low: 'Words anyone knows',
    high: 'Specialist language',
    sentences: [
      'Use no technical terms whatever; explain as to someone entirely new to the subject.',
      'Swap technical terms for everyday ones where you can.',
      'Use the common terms of the trade.',
      'Use professional vocabulary freely and explain it only on request.',
      'Talk as one specialist to another, with the exact technical terms throughout.',
    ],
  },
  repetition: {
    title: 'Avoiding repetition',
    group,
    low: 'Repeats to make sure',
    high: 'Never says it twice',
    sentences: [
      'Repeat key points several times so that they stick.',
      'Say important things a second time when in doubt.',
      'Try not to say the same thing twice.',
      'Avoid repeating yourself, and vary your wording from turn to turn.',
      'Never reuse a phrase or a point already made, unless the caller asks to hear it again.',
    ],
  },
} satisfies Partial<Record<Slider, SliderWording>>;
