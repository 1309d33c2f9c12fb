import { z } from 'zod';

/** One message of a Media Stream, from Twilio to us. */
export type StreamMessage =
  | { event: 'connected' }
  | { event: 'start'; start: StreamStart }
  | MediaMessage
  | { event: 'mark'; streamSid: string; name: string }
  | { event: 'dtmf'; streamSid: string; digit: string }
  | { event: 'stop'; streamSid: string };

export interface MediaMessage {
  event: 'media';
  streamSid: string;
  sequence: number;
  /** Since the stream started. */
  timestampMs: number;
  /** Base64 mu-law. */
  payload: string;
}

/** Who a stream says it belongs to. Only the custom parameters can prove it. */
export interface StreamStart {
  streamSid: string;
  callSid: string;
  accountSid: string;
  /** The `<Parameter>`s of the TwiML. Without a prototype. */
  customParameters: Readonly<Record<string, string>>;
}

/** Why a message was not understood. */
export type Unreadable = 'not-json' | 'unknown-event' | 'malformed' | 'bad-payload';

const streamSid = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const counter = z
  .string()
  .regex(/^[0-9]{1,12}$/)
  .transform(Number);
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const MOST_PARAMETERS = 50;

const customParameters = z
  .looseObject({})
  .nullish()
  .transform((value) => Object.entries(value ?? {}))
  .pipe(z.array(z.tuple([z.string(), z.string().max(4096)])).max(MOST_PARAMETERS))
  .transform((entries): Record<string, string> => {
    const parameters: Record<string, string> = Object.create(null);
    for (const [name, value] of entries) parameters[name] = value;
    return parameters;
  });

const message = z.discriminatedUnion('event', [
  z.object({ event: z.literal('connected') }),
  z.object({
    event: z.literal('start'),
    streamSid,
    start: z.object({
      streamSid,
      callSid: z.string().min(1).max(64),
      accountSid: z.string().max(64).default(''),
      customParameters,
    }),
  }),
  z.object({
    event: z.literal('media'),
    streamSid,
    sequenceNumber: counter,
    media: z.object({ timestamp: counter, payload: z.string() }),
  }),
  z.object({ event: z.literal('mark'), streamSid, mark: z.object({ name: z.string().max(256) }) }),
  z.object({
    event: z.literal('dtmf'),
    streamSid,
    dtmf: z.object({ digit: z.string().regex(/^[0-9*#A-D]$/) }),
  }),
  z.object({ event: z.literal('stop'), streamSid }),
]);

const EVENTS = new Set<unknown>(['connected', 'start', 'media', 'mark', 'dtmf', 'stop']);

/** Reads any message of the protocol. Never throws. */
export function readMessage(text: string): StreamMessage | Unreadable {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'not-json';
  }
  const event = typeof json === 'object' && json !== null && 'event' in json ? json.event : undefined;
  if (!EVENTS.has(event)) return 'unknown-event';
  const read = message.safeParse(json);
  if (!read.success) return 'malformed';
  const data = read.data;
  switch (data.event) {
    case 'connected':
      return { event: 'connected' };
    case 'start':
      return data.streamSid === data.start.streamSid ? { event: 'start', start: data.start } : 'malformed';
    case 'media':
      if (!isAudio(data.media.payload)) return 'bad-payload';
      return {
        event: 'media',
        streamSid: data.streamSid,
        sequence: data.sequenceNumber,
        timestampMs: data.media.timestamp,
        payload: data.media.payload,
      };
    case 'mark':
      return { event: 'mark', streamSid: data.streamSid, name: data.mark.name };
    case 'dtmf':
      return { event: 'dtmf', streamSid: data.streamSid, digit: data.dtmf.digit };
    case 'stop':
      return { event: 'stop', streamSid: data.streamSid };
  }
}

function isAudio(payload: string): boolean {
  return payload.length % 4 === 0 && BASE64.test(payload);
}

/**
 * Reads caller audio without a JSON parser, for the two layouts that are sent: the stream's SID before the audio or after
 * it. Every character is accounted for, so what it accepts is what `readMessage` would have read. Returns `null` for
 * anything else, which `readMessage` must then look at. `ownStreamSid` is one that `readMessage` has let through, so it
 * holds nothing that a pattern takes for more than itself.
 */
export function createMediaReader(ownStreamSid: string): (text: string) => MediaMessage | null {
  const head = '\\{"event":"media","sequenceNumber":"([0-9]{1,12})"';
  const sid = `,"streamSid":"${ownStreamSid}"`;
  const media =
    ',"media":\\{"track":"inbound","chunk":"[0-9]{1,12}","timestamp":"([0-9]{1,12})","payload":"([A-Za-z0-9+/]+={0,2})"\\}';
  const sidFirst = new RegExp(`^${head}${sid}${media}\\}$`);
  const sidLast = new RegExp(`^${head}${media}${sid}\\}$`);

  return (text) => {
    const found = sidFirst.exec(text) ?? sidLast.exec(text);
    const payload = found?.[3];
    if (!found || payload === undefined || payload.length % 4 !== 0) return null;
    return {
      event: 'media',
      streamSid: ownStreamSid,
      sequence: Number(found[1]),
      timestampMs: Number(found[2]),
      payload,
    };
  };
}
