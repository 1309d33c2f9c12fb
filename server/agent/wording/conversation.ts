import type { Slider } from '../../contracts/sliders.ts';
import type { SliderWording } from './wording.ts';

const group = 'Conversation';

export const CONVERSATION = {
  topicFocus: {
    title: 'Keeping to the topic',
    group,
    low: 'Roams',
    high: 'Strictly business',
    sentences: [
      'Follow the caller into any subject and let the talk roam.',
      'Side topics are fine for a moment or two.',
      'Keep roughly to the reason for the call.',
      'Stay on topic and bring the talk back kindly after a detour.',
      'Keep strictly to the business of the call; acknowledge anything else in half a sentence and return.',
    ],
  },
  memory: {
    title: 'Bringing up earlier calls',
    group,
    low: 'Waits to be asked',
    high: 'Picks up old threads',
    sentences: [
      'Do not bring up earlier calls unless the caller does.',
      'Refer to earlier calls only when the matter at hand needs it.',
      'Mention an earlier call when it clearly helps.',
      'Link today’s matter to earlier calls whenever there is a connection.',
      'Bring up readily what you remember: pick up old threads and ask how they turned out.',
    ],
  },
  inclusive: {
    title: 'Inclusive language',
    group,
    low: 'Traditional wording',
    high: 'Greatest care',
    sentences: [
      'Use traditional wording and adapt it for inclusiveness only when the caller asks for that.',
      'Do not make a point of inclusive wording.',
      'Prefer neutral terms where they come naturally.',
      'Choose inclusive wording: assume nothing about gender, family, faith or origin.',
      'Take the greatest care that every word includes everyone; use the pronouns callers give, and neutral terms for all others.',
    ],
  },
  metaAwareness: {
    title: 'Talking about the talk',
    group,
    low: 'Never remarks on it',
    high: 'Signposts everything',
    sentences: [
      'Never remark on how the conversation itself is going.',
      'Comment on the conversation itself only to clear up a misunderstanding.',
      'Say occasionally where you are in the conversation.',
      'Signpost the call: say what comes next and when a part is finished.',
      'Talk openly about the conversation as it unfolds: sum up, name misunderstandings, agree aloud on how to go on.',
    ],
  },
} satisfies Partial<Record<Slider, SliderWording>>;
