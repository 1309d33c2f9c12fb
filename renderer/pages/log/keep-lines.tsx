import { Button } from '@mantine/core';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import { nowMs } from '../../platform/time.ts';
import { say, sayFailed } from '../../ui/notify.ts';
import { plural } from '../../ui/words.ts';
import { lineText } from './log-filter.ts';
import type { NamedLine } from './use-log.ts';

/** Takes the lines that are shown along: to the clipboard, or as a file. */
export function KeepLines({ lines }: { lines: readonly NamedLine[] }) {
  const text = (): string => lines.map((line) => `${lineText(line)}\n`).join('');
  const copy = (): void => {
    navigator.clipboard.writeText(text()).then(
      () => say(`${plural(lines.length, 'line')} copied`),
      (error: unknown) => sayFailed('The lines could not be copied', error),
    );
  };
  const download = (): void => {
    const url = URL.createObjectURL(new Blob([text()], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `ringhouse-${new Date(nowMs()).toISOString().slice(0, 19).replaceAll(':', '-')}.log`;
    link.click();
    URL.revokeObjectURL(url);
  };
  const none = lines.length === 0;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        disabled={none}
        leftSection={<IconCopy size={14} aria-hidden />}
        onClick={copy}
      >
        Copy
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={none}
        leftSection={<IconDownload size={14} aria-hidden />}
        onClick={download}
      >
        Download
      </Button>
    </>
  );
}
