import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { text } from 'node:stream/consumers';
import { EmulatedMessages } from './messages.ts';

export const EMULATED_ACCOUNT = 'AC00000000000000000000000000000001';
export const EMULATED_TOKEN = 'emulated-auth-token';

/** A number of the account, by the names of the REST API. */
export type EmulatedNumber = Record<string, string | null> & { sid: string; phone_number: string };

export interface RestRequest {
  method: string;
  path: string;
  params: Record<string, unknown>;
}

export interface TwilioEmulator {
  /** For `RINGHOUSE_TWILIO_API_URL`. */
  url: string;
  numbers: EmulatedNumber[];
  /** How the account stands; may be changed. */
  account: { status: 'active' | 'suspended' | 'closed'; type: 'Trial' | 'Full' };
  /** Everything that came with a good login, in order. */
  requests: RestRequest[];
  messages: EmulatedMessages;
  /** Answers the next matching request with this error instead. */
  failNext(method: string, status: number, code: number, message: string): void;
  /** From now on updates of this field are taken, answered, and not kept. */
  forget(field: string): void;
  close(): Promise<void>;
}

/** Parameters of `IncomingPhoneNumbers/{Sid}` with the fields they set. Any other is refused. */
const SETTABLE: Readonly<Record<string, string>> = {
  FriendlyName: 'friendly_name',
  StatusCallback: 'status_callback',
  StatusCallbackMethod: 'status_callback_method',
  TrunkSid: 'trunk_sid',
  VoiceApplicationSid: 'voice_application_sid',
  VoiceFallbackMethod: 'voice_fallback_method',
  VoiceFallbackUrl: 'voice_fallback_url',
  VoiceMethod: 'voice_method',
  VoiceReceiveMode: 'voice_receive_mode',
  VoiceUrl: 'voice_url',
};
const LISTABLE = new Set(['PageSize', 'Page', 'PhoneNumber']);
const LARGEST_PAGE = 1_000;

interface Options {
  /** Numbers of the account, E.164. */
  phoneNumbers?: string[];
  /** Twilio's is 1,000; smaller ones show that paging is followed. */
  largestPage?: number;
}

/** The REST API of one Twilio account, as far as it is used, on loopback. */
export async function startTwilioEmulator(options: Options = {}): Promise<TwilioEmulator> {
  const { phoneNumbers = [], largestPage = LARGEST_PAGE } = options;
  const failures: { method: string; status: number; body: object }[] = [];
  const forgotten = new Set<string>();
  const login = `Basic ${Buffer.from(`${EMULATED_ACCOUNT}:${EMULATED_TOKEN}`).toString('base64')}`;
  const http = createServer();
  const emulator: TwilioEmulator = {
    url: '',
    numbers: phoneNumbers.map(newNumber),
    account: { status: 'active', type: 'Full' },
    requests: [],
    messages: new EmulatedMessages(),
    failNext(method, status, code, message) {
      failures.push({ method, status, body: problem(status, code, message) });
    },
    forget: (field) => void forgotten.add(field),
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };

  http.on('request', async (request, response) => {
    const method = request.method ?? '';
    const url = new URL(request.url ?? '/', emulator.url);
    const body = parse(await text(request));
    if (request.headers.authorization !== login)
      return answer(response, 401, problem(401, 20_003, 'Authenticate'));
    const params = { ...Object.fromEntries(url.searchParams), ...body };
    emulator.requests.push({ method, path: url.pathname, params });
    const at = failures.findIndex((failure) => failure.method === method);
    const [failure] = at < 0 ? [] : failures.splice(at, 1);
    if (failure) return answer(response, failure.status, failure.body);
    const texted = emulator.messages.answer(method, url.pathname, params);
    if (texted) return answer(response, texted.status, texted.body);
    if (method === 'GET' && url.pathname === `/2010-04-01/Accounts/${EMULATED_ACCOUNT}.json`)
      return answer(response, 200, { sid: EMULATED_ACCOUNT, ...emulator.account });
    const collection = `/2010-04-01/Accounts/${EMULATED_ACCOUNT}/IncomingPhoneNumbers`;
    if (method === 'GET' && url.pathname === `${collection}.json`)
      return list(response, `${collection}.json`, params);
    const sid = url.pathname.startsWith(`${collection}/`)
      ? url.pathname.slice(collection.length + 1, -5)
      : '';
    const number = emulator.numbers.find((candidate) => candidate.sid === sid);
    if (method === 'POST' && number) return update(response, number, params);
    answer(response, 404, problem(404, 20_404, `The requested resource ${url.pathname} was not found`));
  });

  function list(response: ServerResponse, path: string, params: Record<string, unknown>): void {
    const unknown = Object.keys(params).find((name) => !LISTABLE.has(name));
    if (unknown !== undefined) {
      refuse(response, unknown);
      return;
    }
    const size = Math.min(Number(params.PageSize ?? 50), largestPage);
    const page = Number(params.Page ?? 0);
    const found = emulator.numbers.filter((number) =>
      number.phone_number.includes(typeof params.PhoneNumber === 'string' ? params.PhoneNumber : ''),
    );
    const more = found.length > (page + 1) * size;
    answer(response, 200, {
      page,
      page_size: size,
      next_page_uri: more ? `${path}?PageSize=${size}&Page=${page + 1}` : null,
      incoming_phone_numbers: found.slice(page * size, (page + 1) * size),
    });
  }

  function update(response: ServerResponse, number: EmulatedNumber, params: Record<string, unknown>): void {
    const wrong = Object.entries(params).find(([name, value]) => !isSettable(name, value));
    if (wrong) {
      refuse(response, wrong[0]);
      return;
    }
    const changed: Record<string, string | null> = {};
    for (const [name, value] of Object.entries(params)) {
      const field = SETTABLE[name] ?? '';
      if (!forgotten.has(field)) changed[field] = value === '' && name.endsWith('Sid') ? null : String(value);
    }
    Object.assign(number, changed);
    answer(response, 200, number);
  }

  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  emulator.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return emulator;
}

function newNumber(phoneNumber: string, index: number): EmulatedNumber {
  return {
    sid: `PN${String(index + 1).padStart(32, '0')}`,
    account_sid: EMULATED_ACCOUNT,
    phone_number: phoneNumber,
    voice_url: 'https://demo.twilio.com/welcome/voice/',
    voice_method: 'POST',
    voice_fallback_url: '',
    voice_fallback_method: 'POST',
    status_callback: '',
    status_callback_method: 'POST',
    voice_application_sid: null,
    trunk_sid: null,
    voice_receive_mode: 'voice',
  };
}

function isSettable(name: string, value: unknown): boolean {
  if (SETTABLE[name] === undefined || typeof value !== 'string') return false;
  return !name.endsWith('Url') || value === '' || URL.canParse(value);
}

function refuse(response: ServerResponse, parameter: string): void {
  answer(response, 400, problem(400, 20_001, `Unknown or invalid parameter ${parameter}`));
}

function problem(status: number, code: number, message: string): object {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
