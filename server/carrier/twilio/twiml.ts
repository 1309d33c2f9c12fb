import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

export interface ConnectStream {
  /** `wss:` URL without a query; Twilio would drop it. */
  streamUrl: string;
  /** Come back in the stream's `start`. Twilio allows 500 characters for a name with its value. */
  parameters: Readonly<Record<string, string>>;
  /** Where the call goes on when the stream ends, by POST. */
  afterUrl: string;
}

/** Hands the call's audio to a media stream, and says where the call goes on after it. */
export function connectStream({ streamUrl, parameters, afterUrl }: ConnectStream): string {
  const response = new VoiceResponse();
  const stream = response.connect().stream({ url: xmlText(streamUrl) });
  for (const [name, value] of Object.entries(parameters))
    stream.parameter({ name: xmlText(name), value: xmlText(value) });
  response.redirect({ method: 'POST' }, xmlText(afterUrl));
  return response.toString();
}

/** Languages of `<Say>` that stand in for a tag without a region. */
const REGIONS: Readonly<Record<string, string>> = {
  de: 'de-DE',
  en: 'en-US',
  es: 'es-ES',
  fr: 'fr-FR',
  it: 'it-IT',
  nl: 'nl-NL',
  pt: 'pt-PT',
};

/** Has the carrier's own voice say `text`, then ends the call. `language` is a BCP 47 tag. */
export function sayAndHangUp(text: string, language?: string): string {
  const response = new VoiceResponse();
  say(response, text, language);
  response.hangup();
  return response.toString();
}

export interface DialNumber {
  /** E.164. */
  number: string;
  /** What the called person's phone shows; carriers refuse numbers of others. */
  callerId: string;
  /** Where the call goes on when the dial is over, by POST. */
  afterUrl: string;
  /** `warm`: what the called person hears before being put through. `cold`: who is told that somebody, or a machine, answered. */
  person: { mode: 'warm'; screenUrl: string } | { mode: 'cold'; progressUrl: string };
}

/** How long a phone rings. */
const RING_SECONDS = 25;

/** Puts the caller through to a number. */
export function dialNumber({ number, callerId, afterUrl, person }: DialNumber): string {
  const response = new VoiceResponse();
  const dial = response.dial({
    answerOnBridge: true,
    timeout: RING_SECONDS,
    callerId: xmlText(callerId),
    action: xmlText(afterUrl),
    method: 'POST',
  });
  if (person.mode === 'warm')
    dial.number({ url: xmlText(person.screenUrl), method: 'POST' }, xmlText(number));
  else {
    const url = xmlText(person.progressUrl);
    dial.number(
      {
        statusCallback: url,
        statusCallbackEvent: ['answered'],
        statusCallbackMethod: 'POST',
        machineDetection: 'Enable',
        amdStatusCallback: url,
        amdStatusCallbackMethod: 'POST',
      },
      xmlText(number),
    );
  }
  return response.toString();
}

/** How long a called person may think before pressing a key. */
const KEY_SECONDS = 10;

/** Says `text` to a called person and asks for one key, which goes to `answerUrl`; no key does too. */
export function askForKey(text: string, language: string, answerUrl: string): string {
  const response = new VoiceResponse();
  const gather = response.gather({
    input: ['dtmf'],
    numDigits: 1,
    timeout: KEY_SECONDS,
    actionOnEmptyResult: true,
    action: xmlText(answerUrl),
    method: 'POST',
  });
  say(gather, text, language);
  response.hangup();
  return response.toString();
}

/** The called person is put through: a document that ends without hanging up joins the two lines. */
export function joinLines(): string {
  return new VoiceResponse().toString();
}

const VOICEMAIL_SECONDS = 120;
const VOICEMAIL_SILENCE_SECONDS = 5;

/** Says `text`, then records what the caller leaves after a tone. `nothing` is said when that was nothing. */
export function sayAndRecord(text: string, nothing: string, language: string, afterUrl: string): string {
  const response = new VoiceResponse();
  say(response, text, language);
  response.record({
    maxLength: VOICEMAIL_SECONDS,
    timeout: VOICEMAIL_SILENCE_SECONDS,
    playBeep: true,
    action: xmlText(afterUrl),
    method: 'POST',
  });
  say(response, nothing, language);
  response.hangup();
  return response.toString();
}

/** What `<Say>` may stand in. */
type Speaker = VoiceResponse | ReturnType<VoiceResponse['gather']>;

function say(speaker: Speaker, text: string, language?: string): void {
  const spoken = xmlText(text);
  const tag = language === undefined ? undefined : (REGIONS[language] ?? language);
  if (tag === undefined || !/^[a-z]{2,3}-[A-Z]{2}$/.test(tag)) speaker.say(spoken);
  // The package lists the languages of its release; Twilio takes any tag it speaks, and ours has the form of one.
  else speaker.say({ language: tag as 'en-US' }, spoken);
}

export function hangUp(): string {
  const response = new VoiceResponse();
  response.hangup();
  return response.toString();
}

/** Leaves out what XML 1.0 can't hold, so that no text makes the answer invalid. */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, ' ');
}
