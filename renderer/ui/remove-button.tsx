import { Button } from '@mantine/core';

interface RemoveButtonProps {
  /** What it removes, for who does not see where it stands. */
  what: string;
  onRemove(): void;
  isBusy?: boolean;
}

/** Takes one entry out of a list. */
export function RemoveButton({ what, onRemove, isBusy = false }: RemoveButtonProps) {
  return (
    <Button
      ml="auto"
      size="compact-sm"
      variant="subtle"
      color="red"
      loading={isBusy}
      onClick={onRemove}
      aria-label={`Remove ${what}`}
    >
      Remove
    </Button>
  );
}
