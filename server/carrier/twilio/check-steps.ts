import type { LineStatus } from '../../contracts/settings.ts';
import { type Finding, failed, failedAs, leftOut, type PlannedStep, passed } from '../../platform/checks.ts';
import { connectRest, explainRest, type TwilioAccount } from './rest-client.ts';

interface TwilioCheckParts {
  accountSid: string | null;
  authToken: string | undefined;
  apiUrl: string | null;
  /** Points the assigned numbers here and tells how they stand; `null` while there is no public address. */
  point(): Promise<{ assigned: number; lines: readonly LineStatus[] } | null>;
}

const WHERE = 'Open console.twilio.com; both are on its first page, under Account Info.';

/** Tries the account with real requests: whether it lets us in, may make calls, and brings its numbers here. */
export function twilioCheckSteps({ accountSid, authToken, apiUrl, point }: TwilioCheckParts): PlannedStep[] {
  let account: { status: string; type: string } | null = null;
  return [
    {
      id: 'account',
      title: 'Twilio accepts the account SID and the auth token',
      needed: true,
      async run() {
        if (accountSid === null || authToken === undefined)
          return failed(`There is no ${accountSid === null ? 'account SID' : 'auth token'} yet.`, [
            WHERE,
            'Copy both whole and enter them here.',
          ]);
        try {
          account = await fetchAccount({ accountSid, authToken, apiUrl });
          return passed();
        } catch (error) {
          return explained(explainRest(error).message);
        }
      },
    },
    {
      id: 'active',
      title: 'The account is active',
      needed: true,
      run: async () => (account ? standing(account) : leftOut('Nothing is known of the account.')),
    },
    {
      id: 'numbers',
      title: 'The numbers of your tenants ring here',
      needed: false,
      run: async () => numbersFound(await point()),
    },
  ];
}

async function fetchAccount(account: TwilioAccount): Promise<{ status: string; type: string }> {
  const client = await connectRest(account);
  return client.api.v2010.accounts(account.accountSid).fetch();
}

function explained(message: string): Finding {
  const found = failedAs(message);
  if (/refused the account SID|does not know this account/.test(message))
    return failed(found.problem ?? message, [
      WHERE,
      'Copy the account SID (AC and 32 characters) and the auth token again; an API key is something else.',
      'If the token was changed at Twilio not long ago, use the new one.',
    ]);
  if (/could not be reached/.test(message))
    return failed(found.problem ?? message, [
      'Check that this computer is online.',
      'Check that no firewall or proxy keeps it from api.twilio.com on port 443.',
    ]);
  return found;
}

function standing({ status, type }: { status: string; type: string }): Finding {
  if (status === 'active')
    return passed(
      type === 'Trial'
        ? 'It is a trial account: callers hear a notice of Twilio’s first, text messages go to verified numbers only, and the credit runs out. Upgrade it in the Twilio console before real callers ring.'
        : null,
    );
  if (status === 'suspended')
    return failed('Twilio has suspended this account, so no call comes through.', [
      'Open console.twilio.com; a notice at the top says why. Most often the balance is used up.',
      'Add funds, or answer what Twilio asks.',
      'Check again once the account is active.',
    ]);
  return failed('This Twilio account has been closed.', [
    'Open another account at twilio.com, or ask Twilio’s support to open this one again.',
    'Enter the account SID and the auth token of the account in use.',
  ]);
}

function numbersFound(found: Awaited<ReturnType<TwilioCheckParts['point']>>): Finding {
  if (found === null)
    return leftOut('There is no public address yet. With one, numbers are pointed here by themselves.');
  const { assigned, lines } = found;
  if (assigned === 0)
    return leftOut('No tenant has a number yet. Give one to a tenant; it is pointed here by itself.');
  const wrong = lines.filter(({ state }) => state !== 'pointed');
  if (wrong.length === 0 && lines.length === assigned)
    return passed(assigned === 1 ? 'One number rings here.' : `All ${assigned} numbers ring here.`);
  const [first] = wrong;
  if (!first) return failedAs('The numbers could not be pointed here. Check again in a minute.');
  const { problem, remedy } = failedAs(
    first.problem ?? 'A number does not ring here. Check again in a minute.',
  );
  const others = wrong.length - 1;
  return failed(
    others === 0
      ? (problem ?? '')
      : `${problem} ${others} more ${others === 1 ? 'does' : 'do'} not ring here either.`,
    [...remedy, 'See Numbers for each of them.'],
  );
}
