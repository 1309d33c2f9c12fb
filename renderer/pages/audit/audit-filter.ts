/** What stands in the address. */
export interface AuditChoice {
  tenantId: number | null;
  /** A kind of act. */
  action: string | null;
  /** Days of the viewer's own zone, `2026-11-22`; the last one included. */
  fromDay: string;
  toDay: string;
  /** Begins at this entry and goes back. */
  at: number | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an address; what is not understood counts as not chosen. */
export function choiceFrom(params: URLSearchParams): AuditChoice {
  const day = (name: string): string => {
    const text = params.get(name) ?? '';
    return DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
  };
  const action = params.get('action');
  return {
    tenantId: Number(params.get('tenant')) || null,
    action: action !== null && /^[a-z-]+$/.test(action) ? action : null,
    fromDay: day('from'),
    toDay: day('to'),
    at: Number(params.get('at')) || null,
  };
}

/** The path of the page with this choice. */
export function addressOf({ tenantId, action, fromDay, toDay, at }: AuditChoice): string {
  const params = new URLSearchParams({
    ...(tenantId !== null && { tenant: String(tenantId) }),
    ...(action !== null && { action }),
    ...(fromDay !== '' && { from: fromDay }),
    ...(toDay !== '' && { to: toDay }),
    ...(at !== null && { at: String(at) }),
  });
  return params.size > 0 ? `/audit?${params}` : '/audit';
}

/** Midnight at the beginning of a day, `days` later, in the viewer's own zone. */
function midnight(day: string, days = 0): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + days).toISOString();
}

/** The same as the server asks for it. */
export function queryOf({ tenantId, action, fromDay, toDay }: AuditChoice): string {
  return String(
    new URLSearchParams({
      ...(tenantId !== null && { tenantId: String(tenantId) }),
      ...(action !== null && { action }),
      ...(fromDay !== '' && { from: midnight(fromDay) }),
      ...(toDay !== '' && { to: midnight(toDay, 1) }),
    }),
  );
}
