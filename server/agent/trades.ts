import { z } from 'zod';
import shipped from '../../resources/trades.json' with { type: 'json' };
import type { TenantCreate } from '../contracts/tenant.ts';
import { type Trade, trade } from '../contracts/trade.ts';
import { AppError } from '../platform/errors.ts';
import { personalityPresets } from './presets.ts';

const strictTrade = trade.extend({ agent: z.strictObject(trade.shape.agent.shape) });

// A wrong file stops the start, not the operator at the form.
const TRADES: readonly Trade[] = z
  .array(strictTrade)
  .parse(shipped)
  .map((template) => ({
    ...template,
    agent: { ...template.agent, personality: personalityOf(template.id) },
  }));

function personalityOf(id: string): Trade['agent']['personality'] {
  const preset = personalityPresets().find((candidate) => candidate.id === id);
  if (!preset)
    throw new AppError('misconfigured', `The trade template ${id} has no personality of its name.`);
  return preset.personality;
}

/** The shipped trade templates. A new copy each time. */
export function trades(): Trade[] {
  return structuredClone([...TRADES]);
}

/** Rejects by throwing `invalid` at the field `trade` where there is no such template. */
export function tradeOf(id: string): Trade {
  const found = trades().find((template) => template.id === id);
  if (found) return found;
  const known = TRADES.map((template) => template.id).join(', ');
  throw new AppError('invalid', `There is no trade template called ${id}. Use one of ${known}.`, {
    fields: { trade: 'Choose one of the templates.' },
  });
}

/** What is asked for, with the template's settings under it: `null` for one of them still means to inherit. */
export function withTrade(input: TenantCreate, { agent: template }: Trade): TenantCreate {
  const { personality, ...agent } = input.agent ?? {};
  const sliders = personality === null ? null : { ...template.personality, ...personality };
  return { ...input, agent: { ...template, ...agent, personality: sliders } };
}
