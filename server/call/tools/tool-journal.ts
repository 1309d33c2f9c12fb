import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { TenantScope } from '../../store/scope.ts';
import type { DocumentKind, DocumentReader, DocumentStore } from '../../store/store.ts';
import { callKey } from '../record.ts';

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
 * when the model repeats itself nor when the server starts again in the midst of the call.
 */
export class ToolJournal {
  readonly #store: DocumentStore;

  constructor(store: DocumentStore) {
    this.#store = store;
  }

  /**
   * Notes that a use begins. Resolves with `new` once that is durable, else with how the earlier one ended, or with
   * `unknown` when it never did. Rejects with `storage-failed`; then it must not begin.
   */
  begin(scope: TenantScope, { callSid, callId }: ToolUseName): Promise<'new' | 'unknown' | EndedUse> {
    return this.#store.transact(scope, async (writer) => {
      const held = (await usesOf(writer, callSid)) ?? {};
      const earlier = held[digest(callId)];
      if (earlier !== undefined) return earlier ?? 'unknown';
      await writer.put(TOOL_USES, callKey(callSid), { uses: { ...held, [digest(callId)]: null } });
      return 'new';
    });
  }

  /** Notes how a use ended. */
  async end(scope: TenantScope, { callSid, callId }: ToolUseName, ended: EndedUse): Promise<void> {
    await this.#store.transact(scope, async (writer) => {
      const held = await usesOf(writer, callSid);
      // Forgotten meanwhile, or the tenant deleted: nothing may come back.
      if (!held) return;
      await writer.put(TOOL_USES, callKey(callSid), { uses: { ...held, [digest(callId)]: ended } });
    });
  }

  /** Forgets a call that is over. */
  async forget(scope: TenantScope, callSid: string): Promise<void> {
    await this.#store.transact(scope, (writer) => writer.remove(TOOL_USES, callKey(callSid)));
  }
}

async function usesOf(reader: DocumentReader, callSid: string): Promise<Uses | undefined> {
  return (await reader.get(TOOL_USES, callKey(callSid)))?.uses;
}

/** Models may name a use as they like, `__proto__` included. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
