import { parseArgs } from 'node:util';
import { lookupAnswer } from '../contracts/call.ts';
import { tenantView } from '../contracts/tenant.ts';
import { AppError } from '../platform/errors.ts';
import { type Machine, withServer } from './reach-server.ts';

export const LOOKUP_USAGE = 'npm run lookup -- --to E164 --from E164';

/**
 * Prints which tenant answers a number, under which name it remembers the caller, and the TwiML. Resolves with the exit
 * code: 1 when nobody answers.
 */
export async function lookupCommand(args: string[], machine: Machine): Promise<number> {
  const { values } = parseArgs({ args, options: { to: { type: 'string' }, from: { type: 'string' } } });
  const { to, from } = values;
  if (to === undefined || from === undefined)
    throw new AppError('invalid', 'Say which number is called with --to, and who calls with --from.');
  return withServer(machine, async (client) => {
    const { tenantId, namespace, twiml } = await client.post('/api/lookup', { to, from }, lookupAnswer);
    if (tenantId === null) machine.print(`No tenant has ${to}.`);
    else {
      const { businessName } = await client.get(
        `/api/tenants/${tenantId}`,
        tenantView.pick({ businessName: true }),
      );
      machine.print(`Tenant ${tenantId}: ${businessName}`);
      machine.print(namespace === null ? 'The caller is not remembered.' : `Memory: ${namespace}`);
    }
    machine.print(twiml);
    return tenantId === null ? 1 : 0;
  });
}
