import { z } from 'zod';
import { writtenNumber } from './phone-number.ts';
import { lineStatus } from './settings.ts';
import { tenantId } from './tenant.ts';

/** A number that callers ring, and whose it is. */
export const numberView = z.object({
  phoneNumber: z.string(),
  tenantId: z.number().int(),
  /** As last read back from the carrier; `unchecked` while there is no account or no public address. */
  state: z.enum([...lineStatus.shape.state.options, 'unchecked']),
  /** What is wrong and what to do. */
  problem: z.string().nullable(),
  /** When it was last rung by somebody who was not practising. */
  lastCallAt: z.iso.datetime().nullable(),
});
export type NumberView = z.infer<typeof numberView>;
export const numberList = z.array(numberView);

/** What the carrier's account holds. */
export const accountNumbers = z.object({
  /** False while no account is set; then there are no numbers. */
  connected: z.boolean(),
  numbers: z.array(
    z.object({
      phoneNumber: z.string(),
      /** Its name in the account; `null` where that is only the number again. */
      label: z.string().nullable(),
    }),
  ),
});

/** `tenantId: null` takes the number away from whoever has it. */
export const numberAssignment = z.strictObject({ phoneNumber: writtenNumber, tenantId: tenantId.nullable() });
export type NumberAssignment = z.infer<typeof numberAssignment>;

/** Who had the number before; `null`: nobody. */
export const numberAssigned = z.object({ before: z.number().int().nullable() });
