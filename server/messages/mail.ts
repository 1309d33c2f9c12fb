import type { Mail } from '../notify/notifier.ts';
import { calendarOf } from './calendar.ts';
import { conversation, facts, headline, type Letter, wantedTimes } from './letter.ts';
import { escaped, plainText } from './plain.ts';

/** The e-mail that tells of a message: as plain text and as simple HTML, with a calendar file where times are asked for. */
export function mailOf(letter: Letter): Mail {
  return {
    channel: 'email',
    subject: headline(letter),
    text: textOf(letter),
    html: htmlOf(letter),
    calendar: calendarOf(letter),
  };
}

const NOT_BOOKED =
  'This is a request. Nothing is booked until you agree on a time; the times are in the attached calendar file where they were plain.';

function textOf(letter: Letter): string {
  const times = wantedTimes(letter);
  const parts = [
    facts(letter)
      .map(([label, text]) => `${label}: ${text}`)
      .join('\n'),
    plainText(letter.message.text),
  ];
  if (times.length > 0) parts.push(['Times wanted:', ...times.map((time) => `- ${time}`)].join('\n'));
  if (letter.message.kind === 'appointment') parts.push(NOT_BOOKED);
  if (letter.withTranscript)
    parts.push(
      ['The conversation', '', ...conversation(letter).map(({ who, text }) => `${who}: ${text}`)].join('\n'),
    );
  return `${parts.join('\n\n')}\n`;
}

/** All words of people are escaped; nothing is loaded from anywhere. */
function htmlOf(letter: Letter): string {
  const rows = facts(letter).map(
    ([label, text]) =>
      `<tr><th align="left" style="padding:2px 16px 2px 0;font-weight:600">${escaped(label)}</th><td>${escaped(text)}</td></tr>`,
  );
  const times = wantedTimes(letter).map((time) => `<li>${escaped(time)}</li>`);
  const turns = conversation(letter).map(
    ({ who, text }) =>
      `<p style="margin:0 0 6px"><b>${escaped(who)}:</b> ${escaped(text).replaceAll('\n', '<br>')}</p>`,
  );
  return [
    '<!doctype html><html><head><meta charset="utf-8"></head><body style="font-family:sans-serif;font-size:15px;line-height:1.5">',
    `<table cellspacing="0">${rows.join('')}</table>`,
    `<blockquote style="margin:16px 0;padding:8px 14px;border-left:4px solid #11614c">${escaped(plainText(letter.message.text)).replaceAll('\n', '<br>')}</blockquote>`,
    ...(times.length > 0 ? [`<h3>Times wanted</h3><ul>${times.join('')}</ul>`] : []),
    ...(letter.message.kind === 'appointment' ? [`<p>${NOT_BOOKED}</p>`] : []),
    ...(letter.withTranscript ? [`<h3>The conversation</h3>${turns.join('')}`] : []),
    '</body></html>',
  ].join('\n');
}
