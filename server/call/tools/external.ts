import { createHash } from 'node:crypto';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { TenantScope } from '../../store/scope.ts';
import type { ExternalTool, ToolSettings, ToolSource } from '../../tools/external-tool.ts';
import { type CallTool, refused, type ToolContext, type ToolOutcome } from '../call-tool.ts';
import type { EndedUse, ToolJournal, ToolUseName } from './tool-journal.ts';

const DONE_BEFORE = 'This was done already in this call, and was not done again.';
const FAILED_BEFORE = 'This was tried already in this call, without success. It was not tried again.';
const UNKNOWN_BEFORE =
  'This was begun before and it is not known whether it worked. It was not done again. Tell the caller so and offer to take a message.';

export interface ExternalToolsParts {
  /** In the order of precedence, where two tools have one name. */
  sources: readonly ToolSource[];
  journal: ToolJournal;
  logger: Logger;
}

/** The tenant's own tools for one call, from memory alone; what a server offers is asked for behind it. */
export type ExternalTools = (scope: TenantScope, settings: ToolSettings) => CallTool[];

/** Makes a tenant's own tools into what the agent can do. Each use comes to a request at most once. */
export function createExternalTools({ sources, journal, logger }: ExternalToolsParts): ExternalTools {
  const atWork = new Map<string, Promise<ToolOutcome>>();

  const useOnce = async (tool: ExternalTool, args: unknown, context: ToolContext): Promise<ToolOutcome> => {
    const { scope, record, callId, signal } = context;
    const name: ToolUseName = { callSid: record.callSid, callId };
    const earlier = await journal.begin(scope, name);
    if (earlier !== 'new') return repeated(earlier);
    const idempotencyKey = `${record.callSid}:${plain(callId)}`;
    const { ok, output } = await tool.use(args, { scope, idempotencyKey, signal });
    await journal.end(scope, name, { ok, receipt: tool.receipt }).catch((error: unknown) => {
      // It stays noted as begun, so it is not done again; the caller must still hear that it worked.
      logger.error(
        { tool: tool.name, error: messageOf(error) },
        'The end of a use of a tool could not be noted',
      );
    });
    return { output, ...(ok ? receiptsOf(tool) : {}) };
  };

  const callToolOf = (tool: ExternalTool): CallTool => ({
    spec: { name: tool.name, description: tool.description, parameters: tool.parameters },
    external: { receipt: tool.receipt === 'none' ? null : tool.receipt },
    run(args, context) {
      const key = JSON.stringify([context.scope.tenantId, context.record.callSid, context.callId]);
      const running = atWork.get(key);
      if (running) return running;
      const use = useOnce(tool, args, context).finally(() => atWork.delete(key));
      atWork.set(key, use);
      return use;
    },
  });

  return (scope, settings) => {
    const byName = new Map<string, ExternalTool>();
    for (const source of sources)
      for (const tool of source.toolsOf(scope, settings))
        if (!byName.has(tool.name)) byName.set(tool.name, tool);
    return [...byName.values()].map(callToolOf);
  };
}

function repeated(earlier: 'unknown' | EndedUse): ToolOutcome {
  if (earlier === 'unknown') return refused(UNKNOWN_BEFORE);
  if (!earlier.ok) return refused(FAILED_BEFORE);
  return { output: { note: DONE_BEFORE }, ...receiptsOf(earlier) };
}

function receiptsOf({ receipt }: { receipt: EndedUse['receipt'] }): Pick<ToolOutcome, 'receipts'> {
  return receipt === 'none' ? {} : { receipts: [receipt] };
}

/** A model's name for a use as a header can hold it. */
function plain(callId: string): string {
  return /^[\x21-\x7e]{1,128}$/.test(callId) ? callId : createHash('sha256').update(callId).digest('hex');
}
