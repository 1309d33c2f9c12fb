import { z } from 'zod';
import type { AgentSettings } from '../../contracts/agent.ts';
import type { Clock } from '../../platform/clock.ts';
import { type CallTool, refused } from '../call-tool.ts';
import { checkTransfer, spokenSummary, type TransferProblem } from '../transfer-rules.ts';

const transferArguments = z.object({
  destination: z.string(),
  summary: z.string().trim().min(1),
});

/**
 * Puts the caller through to one of the tenant's destinations, by its label: what the model says is looked up in the
 * settings, and a number comes from there alone. Proves nothing yet: that a person has accepted is known only later.
 * `null` when the tenant has nobody to put callers through to.
 */
export function createTransferTool(
  settings: Pick<AgentSettings, 'transfers'>,
  clock: Clock,
): CallTool | null {
  const labels = settings.transfers.map(({ label }) => label);
  if (labels.length === 0) return null;
  return {
    spec: {
      name: 'transfer_call',
      description:
        'Puts the caller through to a person or team. Say that you will try to put them through before you use it, and never that it has worked.',
      parameters: {
        type: 'object',
        properties: {
          destination: { type: 'string', enum: labels, description: 'Who the caller is put through to.' },
          summary: {
            type: 'string',
            description:
              'Who is calling and why, in a sentence or two. It is read to the person who is rung.',
          },
        },
        required: ['destination', 'summary'],
        additionalProperties: false,
      },
    },

    async run(args, { settings: current, tenant, record }) {
      const parsed = transferArguments.safeParse(args);
      if (!parsed.success)
        return refused('Name one of the destinations, and say in a sentence who is calling and why.');
      const wanted = parsed.data.destination;
      const checked = checkTransfer(wanted, { settings: current, tenant, record }, clock.now());
      if (checked.problem !== null) return refused(refusal(checked.problem, checked.destination?.label));
      const { destination } = checked;
      return {
        output: { transferring: true, destination: destination.label },
        effect: { effect: 'transfer', destination, summary: spokenSummary(parsed.data.summary) },
      };
    },
  };
}

/** Why not, and what to do instead, for the model. */
function refusal(problem: TransferProblem, label = 'That destination'): string {
  switch (problem) {
    case 'unknown':
      return 'There is no such destination. Calls go only to the destinations listed, never to a number. Offer to take a message.';
    case 'not-dialled':
      return `${label} cannot be dialled. Apologise and offer to take a message.`;
    case 'closed':
      return `${label} cannot be reached at this time. Offer to take a message.`;
    case 'too-often':
      return 'No more transfers are tried in this call. Take a message instead.';
  }
}
