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
  const spoken = xmlText(text);
  const tag = language === undefined ? undefined : (REGIONS[language] ?? language);
  if (tag === undefined || !/^[a-z]{2,3}-[A-Z]{2}$/.test(tag)) response.say(spoken);
  // The package lists the languages of its release; Twilio takes any tag it speaks, and ours has the form of one.
  else response.say({ language: tag as 'en-US' }, spoken);
  response.hangup();
  return response.toString();
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
