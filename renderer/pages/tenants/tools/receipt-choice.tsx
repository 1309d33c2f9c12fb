import { Select } from '@mantine/core';
import type { HttpTool } from '../../../../server/contracts/tools.ts';

type Receipt = HttpTool['receipt'];

const RECEIPTS: { value: Receipt; label: string }[] = [
  { value: 'none', label: 'Nothing' },
  { value: 'booked', label: 'Something is booked' },
  { value: 'sent', label: 'Something is sent' },
];

interface ReceiptChoiceProps {
  /** Whose, for those who hear the page. */
  of: string;
  value: Receipt;
  onChange(value: Receipt): void;
}

/** What the agent may tell callers to be done once a tool has worked. */
export function ReceiptChoice({ of, value, onChange }: ReceiptChoiceProps) {
  return (
    <Select
      label="What it proves"
      description="The agent says so only when it worked."
      aria-label={`What it proves: ${of}`}
      data={RECEIPTS}
      allowDeselect={false}
      value={value}
      onChange={(next) => {
        const chosen = RECEIPTS.find((one) => one.value === next);
        if (chosen) onChange(chosen.value);
      }}
    />
  );
}
