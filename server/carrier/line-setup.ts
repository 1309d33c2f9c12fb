import type { LineStatus } from '../contracts/settings.ts';

export interface AssignedLine {
  phoneNumber: string;
  tenantId: number;
}

/** Points numbers of the carrier's account at this appliance. */
export interface LineSetup {
  /**
   * Sets each number's voice URL, fallback and status callback under `origin` and reads them back. Never rejects:
   * what failed stands in the status of its line.
   */
  point(lines: readonly AssignedLine[], origin: string): Promise<LineStatus[]>;
}
