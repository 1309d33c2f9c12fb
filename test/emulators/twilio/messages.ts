/** A text message as the account holds it. */
export interface EmulatedMessage {
  sid: string;
  from: string;
  to: string;
  body: string;
}

export interface MessagesAnswer {
  status: number;
  body: object;
}

/** Refusals by receiver and by sender: the numbers that Twilio itself keeps for tests. */
const RECEIVERS: Readonly<Record<string, [number, string]>> = {
  '+15005550001': [21_211, "The 'To' number is not a valid phone number."],
  '+15005550002': [21_612, 'Twilio cannot route to this number.'],
  '+15005550003': [21_408, 'Permission to send an SMS has not been enabled for the region.'],
  '+15005550004': [21_610, 'Attempt to send to unsubscribed recipient'],
  '+15005550009': [21_614, "'To' number is not a valid mobile number"],
};
const SENDERS: Readonly<Record<string, [number, string]>> = {
  '+15005550007': [21_606, "The 'From' phone number is not a valid message-capable number."],
  '+15005550008': [21_611, "This 'From' number has exceeded the maximum number of queued messages"],
};
/** Taken, and found undeliverable at once. */
const UNDELIVERED = '+15005550030';
const PARAMETERS = new Set(['To', 'From', 'Body']);
const E164 = /^\+[1-9][0-9]{6,14}$/;

/** The `Messages` resource of one account. */
export class EmulatedMessages {
  readonly sent: EmulatedMessage[] = [];

  /** What a request for this path is answered; `undefined` when it is about something else. */
  answer(
    method: string,
    path: string,
    params: Readonly<Record<string, unknown>>,
  ): MessagesAnswer | undefined {
    if (!/^\/2010-04-01\/Accounts\/AC\d{32}\/Messages\.json$/.test(path)) return undefined;
    if (method !== 'POST') return refusal(20_004, 'Method not allowed', 405);
    const unknown = Object.keys(params).find((name) => !PARAMETERS.has(name));
    if (unknown) return refusal(20_001, `Unknown parameter ${unknown}`);
    const { To: to, From: from, Body: body } = params;
    if (typeof to !== 'string' || !E164.test(to)) return refusal(21_211, "The 'To' number is not valid.");
    if (typeof from !== 'string' || !E164.test(from))
      return refusal(21_212, "The 'From' number is not valid.");
    if (typeof body !== 'string' || body === '') return refusal(21_602, 'Message body is required.');
    if (body.length > 1_600) return refusal(21_617, 'The message body exceeds the 1600 character limit.');
    const refused = RECEIVERS[to] ?? SENDERS[from];
    if (refused) return refusal(...refused);
    const sid = `SM${String(this.sent.length + 1).padStart(32, '0')}`;
    this.sent.push({ sid, from, to, body });
    const failed = to === UNDELIVERED;
    return {
      status: 201,
      body: {
        sid,
        from,
        to,
        body,
        status: failed ? 'undelivered' : 'queued',
        error_code: failed ? 30_034 : null,
        error_message: failed ? 'Message from an Unregistered Number' : null,
        num_segments: '1',
        direction: 'outbound-api',
        date_created: 'Mon, 02 Mar 2026 15:00:00 +0000',
        date_updated: 'Mon, 02 Mar 2026 15:00:00 +0000',
        date_sent: null,
      },
    };
  }
}

function refusal(code: number, message: string, status = 400): MessagesAnswer {
  return {
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
}
