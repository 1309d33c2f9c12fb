import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type CallSummary, type EndReason, practiceCallStarted, type Turn } from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import { tenantView } from '../contracts/tenant.ts';
import { AppError } from '../platform/errors.ts';
import type { ControlClient } from './control-client.ts';
import { type Machine, withServer } from './reach-server.ts';

export const PRACTICE_USAGE = 'npm run practice -- --tenant ID [--from E164] [--say "…"]…';

const DEFAULT_SCRIPT = ['What are your opening hours?', 'Where are you located?', 'Goodbye.'];
/** Ends of a call that went well. */
const WELL: ReadonlySet<EndReason | null> = new Set(['caller-hung-up', 'agent-hung-up', 'transferred']);
/** A call of which nothing is heard for so long is given up. */
const SILENCE_MS = 60_000;

/** Calls a tenant on the practice line and prints the transcript as it happens. Resolves with the exit code. */
export async function practiceCommand(args: string[], machine: Machine): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      tenant: { type: 'string' },
      from: { type: 'string' },
      say: { type: 'string', multiple: true },
    },
  });
  return withServer(machine, async (client) => {
    const tenantId = await chooseTenant(client, values.tenant);
    const abort = new AbortController();
    const events = await client.events(abort.signal);
    try {
      const { callSid } = await client.post(
        '/api/practice-calls',
        {
          tenantId,
          script: values.say ?? DEFAULT_SCRIPT,
          ...(values.from !== undefined && { from: values.from }),
        },
        practiceCallStarted,
      );
      const call = await follow(callSid, events, machine, () => abort.abort());
      const seconds = Math.round((call.durationMs ?? 0) / 1000);
      machine.print(`Call ended after ${seconds} s: ${call.endReason ?? 'unknown'}.`);
      return WELL.has(call.endReason) ? 0 : 1;
    } finally {
      abort.abort();
    }
  });
}

/** The id of the tenant that was named. Throws with the list of all when none, or none such, was. */
async function chooseTenant(client: ControlClient, named: string | undefined): Promise<number> {
  const tenants = await client.get(
    '/api/tenants',
    z.array(tenantView.pick({ id: true, businessName: true })),
  );
  const chosen = tenants.find((tenant) => String(tenant.id) === named);
  if (chosen) return chosen.id;
  if (tenants.length === 0)
    throw new AppError('not-found', 'There is no tenant yet. Create one in the panel, then call it.');
  const list = tenants.map((tenant) => `${tenant.id} (${tenant.businessName})`).join(', ');
  const why =
    named === undefined ? 'Say which tenant to call with --tenant ID.' : `There is no tenant ${named}.`;
  throw new AppError('invalid', `${why} There are: ${list}.`);
}

/** Prints one call's lines up to its end. Rejects when the server goes away or nothing happens for long. */
async function follow(
  callSid: string,
  events: AsyncIterable<ServerEvent>,
  { clock, print }: Machine,
  abort: () => void,
): Promise<CallSummary> {
  let watchdog = clock.after(SILENCE_MS, abort);
  try {
    for await (const event of events) {
      if (!('callSid' in event) || event.callSid !== callSid) continue;
      watchdog.cancel();
      watchdog = clock.after(SILENCE_MS, abort);
      if (event.type === 'call.turn') print(lineOf(event.turn));
      if (event.type === 'call.ended') return event.call;
    }
  } catch (error) {
    throw new AppError('unavailable', 'Nothing was heard of the call for a minute; it was given up.', {
      cause: error,
    });
  } finally {
    watchdog.cancel();
  }
  throw new AppError('unavailable', 'The server stopped during the call.');
}

function lineOf({ role, text, atMs, interrupted }: Turn): string {
  const seconds = Math.floor(atMs / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return `${time} ${role}: ${text}${interrupted ? ' (interrupted)' : ''}`;
}
