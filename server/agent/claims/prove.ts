import type { Claim, ClaimKind } from './claim.ts';

/** Receipts that prove each claim. A tenant's tool that sends may carry a message to the team just as well. */
const PROVEN_BY: Readonly<Record<ClaimKind, readonly ClaimKind[]>> = {
  message: ['message', 'sent'],
  booked: ['booked'],
  sent: ['sent'],
  transferred: ['transferred'],
  forgotten: ['forgotten'],
};

/** Whether one of the receipts that tools have given in the call proves the claim. */
export function isProven({ kind }: Pick<Claim, 'kind'>, receipts: Iterable<ClaimKind>): boolean {
  return [...receipts].some((receipt) => PROVEN_BY[kind].includes(receipt));
}
