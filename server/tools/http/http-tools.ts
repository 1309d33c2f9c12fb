import type { HttpTool } from '../../contracts/tools.ts';
import { AppError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Outbound, OutboundAnswer } from '../../platform/outbound.ts';
import { assertAllowedHost } from '../allowed-host.ts';
import { checkedArguments } from '../check-arguments.ts';
import {
  ANSWER_BYTES,
  type ExternalTool,
  type HttpToolBench,
  type SecretOf,
  TOOL_TIMEOUT_MS,
  type ToolAnswer,
  type ToolSource,
  type ToolUse,
} from '../external-tool.ts';
import { failureOf, notDone } from '../failure.ts';
import { fillHeaders } from '../secret-headers.ts';
import { addToQuery, fillUrl } from './fill-url.ts';

/** Read beyond what is given on, and longer than any secret: one that the cut splits is then left out with the rest. */
const OVERLAP_BYTES = 8 * 1024;

export interface HttpToolsParts {
  outbound: Pick<Outbound, 'request'>;
  secretOf: SecretOf;
  logger: Logger;
}

/** Tools that are one HTTP request each. */
export function createHttpTools(parts: HttpToolsParts): ToolSource & HttpToolBench {
  const toolOf = (tool: HttpTool, hosts: readonly string[]): ExternalTool => ({
    name: tool.name,
    description: tool.description,
    parameters: tool.parameters,
    receipt: tool.receipt,
    async use(args, use) {
      const answer = await attempt(parts, tool, hosts, args, use).catch(failureOf);
      if (answer.problem !== null)
        parts.logger.warn(
          { tenantId: use.scope.tenantId, tool: tool.name, problem: answer.problem },
          'A tool failed',
        );
      return answer;
    },
  });
  return {
    toolOf,
    toolsOf: (_, { httpTools, toolHosts }) => httpTools.map((tool) => toolOf(tool, toolHosts)),
  };
}

async function attempt(
  { outbound, secretOf }: HttpToolsParts,
  tool: HttpTool,
  hosts: readonly string[],
  given: unknown,
  { scope, idempotencyKey, signal, test = false }: ToolUse,
): Promise<ToolAnswer> {
  let args: Record<string, unknown>;
  let filled: ReturnType<typeof fillUrl>;
  try {
    args = checkedArguments(tool.parameters, given);
    filled = fillUrl(tool.url, args);
  } catch (error) {
    // The model can put its arguments right; all else is the operator's.
    if (error instanceof AppError && error.code === 'invalid') return notDone(error.message, error.message);
    throw error;
  }
  assertAllowedHost(filled.url, hosts);
  const inQuery = tool.method === 'GET' || tool.method === 'DELETE';
  if (inQuery) addToQuery(filled, args);
  const { headers, hide } = await fillHeaders(tool.headers, scope, secretOf);
  const rest = Object.fromEntries(Object.entries(args).filter(([name]) => !filled.used.has(name)));
  const answer = await outbound.request({
    url: filled.url.href,
    method: tool.method,
    headers: {
      accept: 'application/json, text/plain;q=0.9, */*;q=0.5',
      'user-agent': 'Ringhouse',
      ...(inQuery ? {} : { 'content-type': 'application/json' }),
      ...headers,
      'idempotency-key': idempotencyKey,
      ...(test ? { 'ringhouse-test': '1' } : {}),
    },
    body: inQuery ? undefined : JSON.stringify(rest),
    timeoutMs: TOOL_TIMEOUT_MS,
    maxBytes: ANSWER_BYTES + OVERLAP_BYTES,
    signal,
  });
  return answerOf(answer, hide);
}

function answerOf(answer: OutboundAnswer, hide: (text: string) => string): ToolAnswer {
  const { status } = answer;
  const output = { status, body: bodyOf(answer, hide) };
  if (status >= 200 && status < 300) return { ok: true, status, output, problem: null };
  const error = `The service refused with status ${status}; it was not done. See the body for why.`;
  const problem =
    status >= 300 && status < 400
      ? `The service redirects elsewhere (status ${status}), which is not followed. Enter the final address.`
      : `The service answered with status ${status}. Its answer may say why.`;
  return { ok: false, status, output: { error, ...output }, problem };
}

/** JSON as data, anything else as text; what is too long as the beginning of its text. */
function bodyOf({ text, cut, headers }: OutboundAnswer, hide: (text: string) => string): unknown {
  const shown = hide(text);
  const whole = cut ? Math.max(0, shown.length - OVERLAP_BYTES) : shown.length;
  if (cut || whole > ANSWER_BYTES) return `${shown.slice(0, Math.min(whole, ANSWER_BYTES))}… (cut)`;
  if (!/json/i.test(headers['content-type'] ?? '')) return shown;
  try {
    return JSON.parse(shown) as unknown;
  } catch {
    return shown;
  }
}
