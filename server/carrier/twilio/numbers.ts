import type { Twilio } from 'twilio';
import type { LineStatus } from '../../contracts/settings.ts';
import type { AssignedLine, LineSetup } from '../line-setup.ts';
import { connectRest, explainRest, type TwilioAccount } from './rest-client.ts';

/** Numbers changed at a time; Twilio refuses too many requests at once. */
const AT_ONCE = 5;

/** What a number has to say, by the names that the REST API and its client share. */
interface Pointing {
  voiceUrl: string;
  voiceMethod: string;
  voiceFallbackUrl: string;
  voiceFallbackMethod: string;
  statusCallback: string;
  statusCallbackMethod: string;
}

type AccountNumber = Awaited<ReturnType<Twilio['incomingPhoneNumbers']['list']>>[number];

/** Points assigned numbers at this server through Twilio's REST API. */
export function createLineSetup(account: TwilioAccount): LineSetup {
  return {
    async list() {
      try {
        const held = await byPhoneNumber(await connectRest(account));
        return [...held.values()].map(({ phoneNumber, friendlyName }) => ({
          phoneNumber,
          label: isName(friendlyName, phoneNumber) ? friendlyName : null,
        }));
      } catch (error) {
        throw explainRest(error);
      }
    },
    async point(numbers, publicOrigin) {
      if (numbers.length === 0) return [];
      const wanted = pointingAt(publicOrigin);
      try {
        const client = await connectRest(account);
        const problems = await setAll(client, numbers, wanted);
        const readBack = await byPhoneNumber(client);
        return numbers.map((number) =>
          judge(number, readBack.get(number.phoneNumber), problems.get(number.phoneNumber), wanted),
        );
      } catch (error) {
        const problem = explainRest(error).message;
        return numbers.map((number) => ({ ...number, state: 'failed', problem }));
      }
    },
  };
}

/** Twilio names a number after itself where nobody did: `(555) 123-4567`. */
function isName(label: string | null | undefined, phoneNumber: string): label is string {
  const digits = (text: string): string => text.replaceAll(/[^0-9]/g, '');
  return Boolean(label) && !(digits(label ?? '') !== '' && phoneNumber.endsWith(digits(label ?? '')));
}

function pointingAt(publicOrigin: string): Pointing {
  return {
    voiceUrl: `${publicOrigin}/phone/incoming-realtime`,
    voiceMethod: 'POST',
    // A second try, for a webhook that was lost on the way.
    voiceFallbackUrl: `${publicOrigin}/phone/incoming-realtime`,
    voiceFallbackMethod: 'POST',
    statusCallback: `${publicOrigin}/phone/status`,
    statusCallbackMethod: 'POST',
  };
}

async function byPhoneNumber(client: Twilio): Promise<Map<string, AccountNumber>> {
  const all = await client.incomingPhoneNumbers.list({ pageSize: 1_000 });
  return new Map(all.map((number) => [number.phoneNumber, number]));
}

/** Sets every number that differs. Resolves with what went wrong, by phone number. */
async function setAll(
  client: Twilio,
  numbers: readonly AssignedLine[],
  wanted: Pointing,
): Promise<Map<string, string>> {
  const inAccount = await byPhoneNumber(client);
  const problems = new Map<string, string>();
  const due = numbers.flatMap(({ phoneNumber }) => {
    const number = inAccount.get(phoneNumber);
    return number && difference(number, wanted) !== null ? [number] : [];
  });
  for (let from = 0; from < due.length; from += AT_ONCE) {
    const some = due.slice(from, from + AT_ONCE);
    await Promise.all(
      some.map(async (number) => {
        try {
          // An application, a trunk or fax mode would win over the URLs.
          // The listed number's own `update` has no SID to go by in this release of the package.
          await client.incomingPhoneNumbers(number.sid).update({
            ...wanted,
            voiceApplicationSid: '',
            trunkSid: '',
            voiceReceiveMode: 'voice',
          });
        } catch (error) {
          problems.set(number.phoneNumber, explainRest(error).message);
        }
      }),
    );
  }
  return problems;
}

function judge(
  { phoneNumber, tenantId }: AssignedLine,
  number: AccountNumber | undefined,
  problem: string | undefined,
  wanted: Pointing,
): LineStatus {
  const line = { phoneNumber, tenantId };
  if (!number)
    return {
      ...line,
      state: 'not-in-account',
      problem: `${phoneNumber} is not a number of this Twilio account. Buy or move it there, or take it off the tenant.`,
    };
  if (problem !== undefined) return { ...line, state: 'failed', problem };
  const differs = difference(number, wanted);
  if (differs === null) return { ...line, state: 'pointed', problem: null };
  return {
    ...line,
    state: 'failed',
    problem: `Twilio did not keep the ${differs} of ${phoneNumber}. Something else may be setting it too; try again.`,
  };
}

/** The first thing in which a number differs from what it should say, in words; `null` when nothing does. */
function difference(number: AccountNumber, wanted: Pointing): string | null {
  if (number.voiceApplicationSid || number.trunkSid) return 'routing by URL';
  if (number.voiceUrl !== wanted.voiceUrl || number.voiceMethod !== wanted.voiceMethod) return 'voice URL';
  if (
    number.voiceFallbackUrl !== wanted.voiceFallbackUrl ||
    number.voiceFallbackMethod !== wanted.voiceFallbackMethod
  )
    return 'fallback URL';
  if (
    number.statusCallback !== wanted.statusCallback ||
    number.statusCallbackMethod !== wanted.statusCallbackMethod
  )
    return 'status callback';
  return null;
}
