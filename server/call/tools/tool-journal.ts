import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { TenantScope } from '../../store/scope.ts';
import type { DocumentKind, DocumentReader, DocumentStore, DocumentWriter } from '../../store/store.ts';
import { callKey } from '../record.ts';

const DAY_MS = 86_400_000;

const uses = z.object({
  /** By digest of the model's name for the use. `null`: begun, and not known to have ended. */
  uses: z.record(
    z.string(),
    z.object({ ok: z.boolean(), receipt: z.enum(['none', 'booked', 'sent']) }).nullable(),
  ),
});
type Uses = z.infer<typeof uses>['uses'];
/** How a use ended. Neither what was asked nor what was answered is kept. */
export type EndedUse = NonNullable<Uses[string]>;

/** Which of a tenant's own tools were used in one call. */
export const TOOL_USES: DocumentKind<z.infer<typeof uses>> = {
  name: 'tool-uses',
  scope: 'tenant',
  schema: uses,
  schemaVersion: 1,
};

export interface ToolUseName {
  callSid: string;
  /** The model's name for the use. */
  callId: string;
}

/**
 * Remembers on the disk which uses of tools were begun in a call, before they are, so that none happens twice: neither
 * when the model repeats itself nor when the server starts again in the midst of the call. Kept for a day or two.
 */
export class ToolJournal {
  readonly #store: DocumentStore;
  readonly #clock: Clock;

  constructor(store: DocumentStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * Notes that a use begins. Resolves with `new` once that is durable, else with how the earlier one ended, or with
   * `unknown` when it never did. Rejects with `storage-failed`; then it must not begin.
   */
  begin(scope: TenantScope, { callSid, callId }: ToolUseName): Promise<'new' | 'unknown' | EndedUse> {
    return this.#store.transact(scope, async (writer) => {
      const held = await this.#find(writer, callSid);
      const earlier = held?.uses[digest(callId)];
      if (earlier !== undefined) return earlier ?? 'unknown';
      const [key] = this.#keys(callSid);
      await writer.put(TOOL_USES, held?.key ?? key, { uses: { ...held?.uses, [digest(callId)]: null } });
      if (!held) await this.#removeOld(writer);
      return 'new';
    });
  }

  /** Notes how a use ended. */
  async end(scope: TenantScope, { callSid, callId }: ToolUseName, ended: EndedUse): Promise<void> {
    await this.#store.transact(scope, async (writer) => {
      const held = await this.#find(writer, callSid);
      // The tenant was deleted meanwhile: nothing of it may come back.
      if (held) await writer.put(TOOL_USES, held.key, { uses: { ...held.uses, [digest(callId)]: ended } });
    });
  }

  async #find(reader: DocumentReader, callSid: string): Promise<{ key: string; uses: Uses } | undefined> {
    for (const key of this.#keys(callSid)) {
      const document = await reader.get(TOOL_USES, key);
      if (document) return { key, uses: document.uses };
    }
    return undefined;
  }

  /** Where a call's document is: under today, or yesterday for one that goes on over midnight. */
  #keys(callSid: string): [string, string] {
    return [`${this.#day(0)}-${callKey(callSid)}`, `${this.#day(1)}-${callKey(callSid)}`];
  }

  async #removeOld(writer: DocumentWriter): Promise<void> {
    for (const key of await writer.keys(TOOL_USES))
      if (key < this.#day(1)) await writer.remove(TOOL_USES, key);
  }

  /** In UTC, as `2026-05-31`. */
  #day(ago: number): string {
    return new Date(this.#clock.now() - ago * DAY_MS).toISOString().slice(0, 10);
  }
}

/** Models may name a use as they like, `__proto__` included. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
