import { Stack } from '@mantine/core';
import { ExportSection } from './export-section.tsx';
import { TakeInSection } from './take-in-section.tsx';

/** One tenant as an encrypted file, from this computer to another. */
export function TenantPart() {
  return (
    <Stack gap="lg">
      <ExportSection />
      <TakeInSection />
    </Stack>
  );
}
