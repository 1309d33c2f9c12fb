import { type ShellApi, type ShellCallName, shellCalls } from '../server/contracts/shell.ts';
import { originOf } from './page-policy.ts';

export interface Asked {
  /** URL of the frame that asks. */
  senderUrl: string | null;
  isMainFrame: boolean;
  input: unknown;
}

/** Answers one call of the panel. Rejects when somebody else asks, or when what is asked or answered breaks the contract. */
export async function answer(
  handlers: ShellApi,
  name: ShellCallName,
  asked: Asked,
  panelOrigin: string | null,
): Promise<unknown> {
  const fromPanel =
    panelOrigin !== null &&
    asked.isMainFrame &&
    asked.senderUrl !== null &&
    originOf(asked.senderUrl) === panelOrigin;
  if (!fromPanel) throw new Error('Only the control panel may ask this.');
  const { input, output } = shellCalls[name];
  // The cast forgets which input belongs to which name: it is of the same entry of the contract.
  const handler = handlers[name] as (input: unknown) => Promise<unknown>;
  return output.parse(await handler(input.parse(asked.input)));
}
