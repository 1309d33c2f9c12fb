import { z } from 'zod';

/** Tool names as models take them. */
const toolName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,47}$/, 'A tool name is lower-case letters, digits and _, such as find_booking.');

/** What every agent can do by itself; a tool of that name would never be offered. */
const BUILT_IN_TOOLS: ReadonlySet<string> = new Set([
  'end_call',
  'forget_me',
  'remember_name',
  'report_unanswered',
  'request_appointment',
  'search_knowledge',
  'take_message',
  'transfer_call',
  'verify_caller',
]);
const ownToolName = toolName.refine((name) => !BUILT_IN_TOOLS.has(name), {
  error: 'Every agent has a tool of this name already. Choose another.',
});

const description = z.string().trim().min(1, 'Say what the tool does and when to use it.').max(1_000);

/** Of a tool's arguments, in characters of JSON: each model session is given all of them. */
export const LONGEST_SCHEMA = 32 * 1024;

/** A JSON schema (draft 2020-12 or 7) of an object. */
export const objectSchema = z
  .record(z.string(), z.unknown())
  .refine((schema) => schema.type === 'object', {
    error: 'The JSON schema must describe an object: {"type": "object", "properties": {…}}.',
  })
  .refine((schema) => JSON.stringify(schema).length <= LONGEST_SCHEMA, {
    error: `The JSON schema is longer than ${LONGEST_SCHEMA} characters. Shorten it.`,
  });

/** Headers whose values are keys or passwords; what stands in a header is shown, and kept in every version. */
const FOR_SECRETS = /^(?:authorization|cookie)$|(?:key|token|secret|password)$/i;

const header = z
  .object({
    name: z.string().regex(/^[A-Za-z0-9-]{1,60}$/, 'A header name is letters, digits and -.'),
    /** `{{NAME}}` stands for a secret of the tenant, so that the value here can be shown. */
    value: z
      .string()
      .max(500)
      .regex(/^[\x20-\x7e]*$/, 'A header holds plain letters, digits and signs.'),
  })
  .refine(({ name, value }) => !FOR_SECRETS.test(name) || value.includes('{{'), {
    error:
      "Keep this out of sight: enter it under the tenant's secrets, and write its name here as {{NAME}}.",
    path: ['value'],
  });

const address = z.url({
  protocol: /^https?$/,
  error: 'Write a whole address, such as https://api.example.com/bookings.',
});

/** What a call of the tool proves when it succeeds, so that the agent may say so. */
export const toolReceipt = z.enum(['none', 'booked', 'sent']);

/** A tool of the tenant: the model fills in the arguments, the server makes the request. */
export const httpTool = z.object({
  name: ownToolName,
  description,
  parameters: objectSchema,
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** `{argument}` in it is filled in, escaped. For GET and DELETE the other arguments go into the query. */
  url: address,
  headers: z.array(header).max(20),
  receipt: toolReceipt,
});
export type HttpTool = z.infer<typeof httpTool>;

/** A server of the Model Context Protocol (streamable HTTP) whose tools the agent gets. */
export const mcpServer = z.object({
  /** Stands before the names of its tools. */
  name: toolName,
  url: address,
  headers: z.array(header).max(20),
  /** The tools that may be used, by name. */
  tools: z.array(z.object({ name: z.string().min(1).max(128), receipt: toolReceipt })).max(50),
});
export type McpServer = z.infer<typeof mcpServer>;

const unique = <T extends { name: string }>(items: T[]): boolean =>
  new Set(items.map(({ name }) => name)).size === items.length;

export const httpTools = z.array(httpTool).max(30).refine(unique, 'Two tools have one name.');
export const mcpServers = z.array(mcpServer).max(10).refine(unique, 'Two servers have one name.');

/** Hosts that tools may reach, such as `api.example.com` or `*.example.com`. */
export const toolHosts = z
  .array(z.string().regex(/^(\*\.)?[a-z0-9.-]{1,253}$/, 'Write a host such as api.example.com.'))
  .max(50);

/** Tries a tool with these arguments, saved or not yet. */
export const toolTest = z.strictObject({ tool: httpTool, arguments: z.record(z.string(), z.unknown()) });
export const toolTestResult = z.object({
  ok: z.boolean(),
  status: z.number().nullable(),
  /** What the model would get. */
  output: z.unknown(),
  /** What went wrong and what to do. */
  problem: z.string().nullable(),
  tookMs: z.number(),
});
export type ToolTestResult = z.infer<typeof toolTestResult>;

export const mcpListing = z.object({
  tools: z.array(z.object({ name: z.string(), description: z.string() })),
});

/** Name of a tenant's secret; `WEBHOOK_SECRET` signs webhooks. */
export const tenantSecretName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,39}$/, 'A secret is named with capitals, digits and _, such as CRM_KEY.');
export const tenantSecretValue = z.strictObject({
  value: z
    .string()
    .min(1, 'Write the secret.')
    .max(2_000)
    .regex(/^[\x20-\x7e]+$/, 'A secret has plain letters, digits and signs.'),
});
/** Only whether it is set; never the value. */
export const tenantSecretList = z.object({
  secrets: z.array(z.object({ name: tenantSecretName, setAt: z.iso.datetime() })),
});
