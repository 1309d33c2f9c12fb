import { Button, Menu, Text } from '@mantine/core';
import { IconBraces, IconDownload, IconTable } from '@tabler/icons-react';
import { say } from '../../ui/notify.ts';
import { plural } from '../../ui/words.ts';

interface ExportMenuProps {
  /** As the server takes it. */
  query: string;
  total: number;
}

/** What the filters show as a file: the browser saves it as it comes, however much it is. */
export function ExportMenu({ query, total }: ExportMenuProps) {
  const hrefOf = (format: string): string =>
    `/api/calls/export?${query === '' ? '' : `${query}&`}format=${format}`;
  const told = (): void => say(`${plural(total, 'call')} are being saved as a file.`);
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <Button variant="default" disabled={total === 0} leftSection={<IconDownload size={16} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{plural(total, 'call')}, as filtered</Menu.Label>
        <Menu.Item
          component="a"
          href={hrefOf('csv')}
          download
          onClick={told}
          leftSection={<IconTable size={16} aria-hidden />}
        >
          CSV
          <Text size="xs" c="dimmed">
            One line a call, for spreadsheets
          </Text>
        </Menu.Item>
        <Menu.Item
          component="a"
          href={hrefOf('json')}
          download
          onClick={told}
          leftSection={<IconBraces size={16} aria-hidden />}
        >
          JSON
          <Text size="xs" c="dimmed">
            Whole records with transcripts
          </Text>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
