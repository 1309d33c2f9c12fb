import { Select } from '@mantine/core';
import type { HttpTool } from '../../../../server/contracts/tools.ts';

type Receipt = HttpTool['receipt'];

const RECEIPTS: { value: Receipt; label: string }[] = [
  { value: 'none', label: 'Nothing' },
  { value: 'booked', label: 'Something is booked' },
  { value: 'sent', label: 'Something is sent' },
];

interface ReceiptChoiceProps {
  label: string;
  description?: string;
  value: Receipt;
  onChange(value: Receipt): void;
}

/** What the agent may tell callers to be done once a tool has worked. */
export function ReceiptChoice({ value, onChange, ...words }: ReceiptChoiceProps) {
  return (
    <Select
      {...words}
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
