import type { TunnelStatus } from '../contracts/settings.ts';
import { type Finding, failed, failedAs, leftOut, type PlannedStep, passed } from '../platform/checks.ts';
import type { Clock } from '../platform/clock.ts';
import { explainNgrok } from './ngrok-problem.ts';
import type { PublicAddress } from './public-address.ts';

const TIMEOUT_MS = 10_000;

interface AddressCheckParts {
  address: PublicAddress;
  publicUrl: string | null;
  hasToken: boolean;
  domain: string | null;
  clock: Clock;
  /** A word that only this appliance knows, and whether it has come in by the public listener since. */
  probe: { token: string; arrived(): boolean };
}

const TOKEN = [
  'Open dashboard.ngrok.com and choose Your Authtoken.',
  'Copy the token whole and enter it here.',
];

/** Tries the public address: whether it is open, and whether a request from outside really comes in here. */
export function addressCheckSteps(parts: AddressCheckParts): PlannedStep[] {
  const { address, publicUrl, hasToken, domain } = parts;
  return [
    {
      id: 'token',
      title: publicUrl === null ? 'An ngrok authtoken is entered' : 'A domain of your own is entered',
      needed: true,
      run: async () =>
        publicUrl !== null || hasToken
          ? passed(publicUrl === null ? null : 'ngrok is not needed with it.')
          : failed('There is no ngrok authtoken, and no domain of your own.', [
              'Make an account at ngrok.com; the free plan is enough to begin with.',
              ...TOKEN,
            ]),
    },
    {
      id: 'tunnel',
      title: publicUrl === null ? 'ngrok accepts it, and the tunnel is open' : 'The address is in use',
      needed: true,
      run: async () => opened(await settled(address)),
    },
    {
      id: 'domain',
      title: 'It has the domain of the settings',
      needed: false,
      run: async () => domainFound(address.origin(), publicUrl === null ? domain : null, publicUrl),
    },
    {
      id: 'outside',
      title: 'A request from outside comes in here',
      needed: false,
      run: () => askFromOutside(parts),
    },
  ];
}

/** The status once it is clear; one that failed gets another try. */
async function settled(address: PublicAddress): Promise<TunnelStatus> {
  if (address.status().state !== 'online') await address.reopen();
  return address.status();
}

function opened({ state, problem, url }: TunnelStatus): Finding {
  if (state === 'online') return passed(url);
  const message = problem ?? 'The tunnel is not open yet. Check again in a minute.';
  const found = failedAs(message);
  return message.includes('authtoken') ? failed(found.problem ?? message, TOKEN) : found;
}

function domainFound(origin: string | null, domain: string | null, publicUrl: string | null): Finding {
  if (publicUrl !== null) return leftOut('Your own domain is in use.');
  if (domain === null)
    return leftOut(
      'No domain is set, so ngrok may give another one after a restart; numbers are then pointed there by themselves. A domain of your ngrok account stays the same.',
    );
  const host = origin === null ? '' : new URL(origin).host;
  if (host === domain) return passed(domain);
  return failed(`The tunnel has the address ${host}, not ${domain}.`, [
    'Open dashboard.ngrok.com and choose Domains.',
    'Copy the domain that is listed there, without https://, and enter it here.',
  ]);
}

async function askFromOutside({ address, clock, probe, publicUrl }: AddressCheckParts): Promise<Finding> {
  const origin = address.origin();
  if (origin === null) return leftOut('There is no public address.');
  const abort = new AbortController();
  const deadline = clock.after(TIMEOUT_MS, () => abort.abort());
  try {
    const answer = await fetch(`${origin}/health?probe=${probe.token}`, {
      headers: { 'ngrok-skip-browser-warning': '1' },
      signal: abort.signal,
    });
    await answer.body?.cancel();
    const barred = answer.headers.get('ngrok-error-code');
    if (barred !== null) return failedAs(explainNgrok(barred).message);
    return probe.arrived() ? passed() : elsewhere(origin, answer.status);
  } catch {
    return failed(`${origin} could not be reached from this computer.`, [
      'Check that this computer is online, and that no firewall keeps it from the web.',
      publicUrl === null
        ? 'Check again in a minute: a new domain takes a moment to be known everywhere.'
        : 'Check that the domain leads to this computer, and that its router passes requests on to the public port.',
    ]);
  } finally {
    deadline.cancel();
  }
}

function elsewhere(origin: string, status: number): Finding {
  return failed(`Something else answers at ${origin} (HTTP ${status}), so calls would not come in here.`, [
    'Stop another Ringhouse or another tunnel that uses the same address.',
    'Check that the address leads to the public port of this computer.',
  ]);
}
