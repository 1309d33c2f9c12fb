import { begin, goOn } from './errand.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogState, Stepped } from './state.ts';

const DAY =
  /\b(?:(?:on|next|this|the) )*(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|tonight)\b(?:(?!\b(?:for|about|please)\b)[^.?!,])*/gi;

/** Begins to ask for an appointment, with what the wish for it has told already. */
export function beginAppointment(setting: DialogSetting, state: DialogState, wish: string): Stepped {
  const days = wish.match(DAY) ?? [];
  const [, reason = ''] =
    /\b(?:appointment|booking|reservation)\b.*?\b(?:for|about) (.+)$/i.exec(wish.replace(DAY, ' ')) ?? [];
  const times = days.flatMap(timesIn);
  const fresh = state.errand === 'appointment' ? state : { ...state, times: [] };
  return begin(
    setting,
    times.length > 0 ? { ...fresh, errand: 'appointment', times } : fresh,
    'appointment',
    reason.replace(/[.?!\s]+$|,? please\W*$/gi, '').trim() || null,
  );
}

/** Takes down when it would suit; "Tuesday at three or Friday" are two times. */
export function withTimes(setting: DialogSetting, state: DialogState, text: string): Stepped {
  return goOn(setting, { ...state, times: timesIn(text), misses: 0 });
}

function timesIn(text: string): string[] {
  return text
    .replace(/[.?!]+$/, '')
    .split(/,? or |; /i)
    .map((time) => time.trim().slice(0, 200))
    .filter(Boolean)
    .slice(0, 3);
}
