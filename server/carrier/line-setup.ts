import type { LineStatus } from '../contracts/settings.ts';

export interface AssignedLine {
  phoneNumber: string;
  tenantId: number;
}

/** A number of the carrier's account. */
export interface HeldNumber {
  phoneNumber: string;
  /** Its name there; `null` where that is only the number again. */
  label: string | null;
}

/** Points numbers of the carrier's account at this appliance. */
export interface LineSetup {
  /** All numbers of the account. Rejects with `upstream-failed`, saying what to do. */
  list(): Promise<HeldNumber[]>;
  /**
   * Sets each number's voice URL, fallback and status callback under `origin` and reads them back. Never rejects:
   * what failed stands in the status of its line.
   */
  point(lines: readonly AssignedLine[], origin: string): Promise<LineStatus[]>;
}
