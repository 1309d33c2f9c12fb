import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import type { Letter } from '../../server/messages/letter.ts';
import { mailOf } from '../../server/messages/mail.ts';
import { escaped, oneLine, plainText } from '../../server/messages/plain.ts';
import { shortTextOf } from '../../server/messages/short-text.ts';
import { postOf } from '../../server/messages/web-post.ts';
import { momentOf } from '../../server/messages/zoned-time.ts';
import { CALLER, messageOf, recordOf, tenantOf } from './letters.ts';

function letter(over: Partial<Letter> = {}): Letter {
  return {
    event: 'message',
    id: '1-abc-0',
    at: '2026-03-02T15:01:00.000Z',
    message: messageOf(),
    tenant: tenantOf(),
    agentName: 'Sarah',
    record: recordOf('CA1'),
    withTranscript: true,
    ...over,
  };
}
const appointment = messageOf({
  kind: 'appointment',
  text: 'A new boiler.',
  preferredTimes: ['Tuesday after lunch'],
  startsAt: ['2026-03-07T15:00', '2026-03-09T15:00'],
});

/** The mail as the receiver's program would see it. */
async function received(mail: ReturnType<typeof mailOf>) {
  const { subject, text, html, calendar } = mail;
  const transport = createTransport({ streamTransport: true, buffer: true });
  const { message } = await transport.sendMail({
    from: 'phone@example.com',
    to: 'owner@example.com',
    subject,
    text,
    html,
    ...(calendar !== null && { icalEvent: { method: 'PUBLISH', content: calendar } }),
  });
  return simpleParser(message as Buffer);
}

describe('the e-mail about a message', () => {
  it('says who, how urgent, the number, the words, and the whole conversation', async () => {
    const urgent = { ...messageOf(), urgency: 'urgent' as const };
    const mail = await received(mailOf(letter({ message: urgent })));
    expect(mail.subject).toBe('URGENT: Message from Ann Lee for Acme Corp');
    for (const body of [mail.text ?? '', String(mail.html)]) {
      expect(body).toContain(CALLER);
      expect(body).toContain('The kitchen tap drips.');
      expect(body).toContain('Monday 2 March 2026, 10:01 (America/New_York)');
    }
    expect(mail.text).toContain('Caller: My tap drips.');
    expect(mail.text).toContain('Sarah: Good morning, Acme.');
  });

  it('leaves the conversation out where the tenant wants none', () => {
    const { text, html } = mailOf(letter({ withTranscript: false }));
    expect(text + html).not.toContain('My tap drips.');
  });

  it('says what is practice', () => {
    expect(mailOf(letter({ record: recordOf('CA1', { practice: true }) })).subject).toMatch(/^\[Practice\]/);
  });

  it('names the number where there is no name, and says where there is neither', () => {
    const nameless = messageOf({ name: null });
    expect(mailOf(letter({ message: nameless })).subject).toContain(`from ${CALLER} for`);
    const nobody = messageOf({ name: null, callbackNumber: null });
    const record = recordOf('CA1', { from: 'anonymous' });
    expect(mailOf(letter({ message: nobody, record })).subject).toContain('a caller who withheld the number');
  });

  it('brings wanted times as tentative entries in UTC, summer time minded', async () => {
    const mail = await received(mailOf(letter({ message: appointment })));
    expect(mail.subject).toMatch(/^Appointment request from Ann Lee/);
    expect(mail.text).toMatch(
      /- Saturday 7 March 2026, 15:00\n- Monday 9 March 2026, 15:00\n- Tuesday after lunch/,
    );
    expect(mail.text).toMatch(/Nothing is booked/);
    const calendar = mail.attachments.find(({ contentType }) => contentType === 'text/calendar');
    const lines = String(calendar?.content).split('\r\n');
    expect(lines).toContain('METHOD:PUBLISH');
    expect(lines.filter((line) => line === 'STATUS:TENTATIVE')).toHaveLength(2);
    expect(lines.filter((line) => line.startsWith('DTSTART'))).toEqual([
      'DTSTART:20260307T200000Z',
      'DTSTART:20260309T190000Z',
    ]);
  });

  it('brings no calendar file where no time is plain', () => {
    expect(mailOf(letter({ message: { ...appointment, startsAt: [] } })).calendar).toBeNull();
    expect(mailOf(letter()).calendar).toBeNull();
  });
});

describe('hostile words of a caller', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      'Ann\r\nBcc: thief@example.com\r\n\r\nHello',
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      'x\nEND:VEVENT\nBEGIN:VEVENT\nATTACH:http://thief',
      '=cmd|calc',
      '\u202egnp.exe',
      '\ud800 alone',
      '{business_name}',
    ),
  );

  it('stay words, in subject, text, HTML and calendar', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (name, text) => {
        const message = { ...appointment, name, text, preferredTimes: [text.slice(0, 200)] };
        const record = recordOf('CA1', { transcript: [{ role: 'caller', text, atMs: 0 }] });
        const written = mailOf(letter({ message, record }));
        expect(written.subject).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
        expect(written.html).not.toMatch(/<(script|img)/i);
        const mail = await received(written);
        expect(mail.bcc).toBeUndefined();
        expect([...mail.headers.keys()].sort()).toEqual(
          ['content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'].sort(),
        );
        const lines = (written.calendar ?? '').split('\r\n');
        expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
        expect(lines.some((line) => line.startsWith('ATTACH'))).toBe(false);
        expect(JSON.parse(postOf(letter({ message, record })).body)).toMatchObject({ event: 'message' });
      }),
      { numRuns: 60 },
    );
  });

  it('make a text message of one line and bounded length', () => {
    fc.assert(
      fc.property(nasty, fc.string({ unit: 'binary', maxLength: 2_000 }), (name, text) => {
        const short = shortTextOf(letter({ message: messageOf({ name, text }) })).text;
        expect(short).not.toMatch(/\p{Cc}/u);
        expect([...short].length).toBeLessThanOrEqual(300);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('the text message about a message', () => {
  it('says who, number, first words', () => {
    expect(shortTextOf(letter()).text).toBe(
      `Message from Ann Lee for Acme Corp ${CALLER}: The kitchen tap drips.`,
    );
  });
});

describe('plain words', () => {
  it('are cut between characters', () => {
    expect(oneLine('a😀😀😀', 3)).toBe('a😀…');
    expect(plainText('one\r\ntwo\u0007 \nthree')).toBe('one\ntwo\nthree');
    expect(escaped(`<a href="x">'&`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;');
  });
});

describe('a local time', () => {
  it.each([
    ['2026-11-24T15:00', 'America/New_York', '2026-11-24T20:00:00.000Z'],
    ['2026-07-01T09:30', 'Europe/Berlin', '2026-07-01T07:30:00.000Z'],
    ['2026-07-01T09:30', 'Asia/Kolkata', '2026-07-01T04:00:00.000Z'],
    ['2026-01-01T00:00', 'Pacific/Auckland', '2025-12-31T11:00:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T12:00', 'Europe/Berlin', '2026-10-25T11:00:00.000Z'],
  ])('%s in %s is %s', (local, zone, utc) => {
    expect(new Date(momentOf(local, zone) ?? 0).toISOString()).toBe(utc);
  });

  it('that does not exist is none', () => {
    expect(momentOf('2026-02-30T10:00', 'UTC')).toBeNull();
    expect(momentOf('soon', 'UTC')).toBeNull();
  });
});
