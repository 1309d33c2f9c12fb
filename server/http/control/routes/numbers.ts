import {
  accountNumbers,
  type NumberView,
  numberAssigned,
  numberAssignment,
  numberList,
} from '../../../contracts/numbers.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

type NumberRouteParts = Pick<ControlParts, 'archive' | 'audit' | 'carrierAccount' | 'lines' | 'tenants'>;

/** The numbers that callers ring: whose they are, whether they point here, and which are nobody's. */
export function numberRoutes(app: ControlApp, parts: NumberRouteParts): void {
  const { archive, audit, tenants } = parts;

  const lastCalls = (): Map<string, string> => {
    const latest = new Map<string, string>();
    for (const { to, startedAt, practice } of archive.list({ limit: Number.MAX_SAFE_INTEGER }).calls)
      if (!practice && !latest.has(to)) latest.set(to, startedAt);
    return latest;
  };

  app.get('/api/numbers', { schema: { response: { 200: numberList } } }, async () => {
    const lines = new Map(parts.lines().map((line) => [line.phoneNumber, line]));
    const latest = lastCalls();
    return tenants.list().flatMap(({ id, phoneNumbers }) =>
      phoneNumbers.map((phoneNumber): NumberView => {
        const line = lines.get(phoneNumber);
        return {
          phoneNumber,
          tenantId: id,
          state: line?.state ?? 'unchecked',
          problem: line?.problem ?? null,
          lastCallAt: latest.get(phoneNumber) ?? null,
        };
      }),
    );
  });

  app.get('/api/numbers/account', { schema: { response: { 200: accountNumbers } } }, async () => {
    const account = parts.carrierAccount();
    return { connected: account !== null, numbers: account ? await account.list() : [] };
  });

  app.post(
    '/api/numbers/assign',
    { schema: { body: numberAssignment, response: { 200: numberAssigned } } },
    async ({ body: { phoneNumber, tenantId } }) => {
      const to = tenantId === null ? null : tenantScope(tenantId);
      const before = await tenants.assignNumber(phoneNumber, to, OPERATOR);
      if (before !== tenantId) {
        // The number itself is not written down: numbers are not for the audit log. The tenants' versions name it.
        const act = (id: number, action: string) =>
          audit.append({ by: OPERATOR, action, tenantId: id, detail: { from: before, to: tenantId } });
        if (before !== null) await act(before, 'number.taken');
        if (tenantId !== null) await act(tenantId, 'number.assigned');
      }
      return { before };
    },
  );
}
