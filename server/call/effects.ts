import type { ToolEffect } from './call-tool.ts';
import type { TransferTarget } from './departure.ts';
import type { RecordKeeper } from './record-keeper.ts';

interface EffectLinks {
  keeper: RecordKeeper;
  elapsedMs(): number;
  /** Like `transfer`, returns why it can't be done, for the model, or `null`. */
  hangUp(): string | null;
  transfer(target: TransferTarget): string | null;
}

/** Does what a tool has decided on. Resolves with why it can't be done, for the model, or with `null`. */
export async function carryOut(effect: ToolEffect, links: EffectLinks): Promise<string | null> {
  const { elapsedMs, keeper, hangUp, transfer } = links;
  switch (effect.effect) {
    case 'hang-up':
      return hangUp();
    case 'message':
      if (effect.message.name) keeper.name(effect.message.name);
      return (await keeper.message(effect.message))
        ? null
        : 'The message could not be stored. Apologise and ask the caller to ring again.';
    case 'name':
      keeper.name(effect.name);
      return null;
    case 'forget':
      return (await keeper.forget(elapsedMs()))
        ? null
        : 'That could not be noted. Apologise and ask the caller to ring again.';
    case 'transfer':
      return transfer(effect);
  }
}
