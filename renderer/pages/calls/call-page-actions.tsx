import { Button, CopyButton, Menu } from '@mantine/core';
import {
  IconBraces,
  IconCheck,
  IconCopy,
  IconDotsVertical,
  IconDownload,
  IconLink,
  IconTable,
} from '@tabler/icons-react';
import type { CallRecord } from '../../../server/contracts/call.ts';
import { say } from '../../ui/notify.ts';
import { clockTime } from '../../ui/words.ts';
import { ForgetCall } from './forget-call.tsx';

interface CallPageActionsProps {
  call: CallRecord;
  agentName: string;
  /** The tenant's time zone. */
  zone: string | undefined;
}

/** What can be done with a call as a whole: pass on its address, save it, forget it. */
export function CallPageActions({ call, agentName, zone }: CallPageActionsProps) {
  const address = `${location.origin}/calls/${call.callSid}`;
  const hrefOf = (format: string): string => `/api/calls/export?callSid=${call.callSid}&format=${format}`;
  const words = call.transcript
    .map(({ atMs, role, text }) => `${clockTime(atMs)} ${role === 'agent' ? agentName : 'Caller'}: ${text}`)
    .join('\n');
  return (
    <>
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconLink size={16} aria-hidden />}
            onClick={copy}
            aria-live="polite"
          >
            {copied ? 'Copied' : 'Copy link'}
          </Button>
        )}
      </CopyButton>
      {call.state === 'ended' && (
        <Menu position="bottom-end" width={230}>
          <Menu.Target>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              rightSection={<IconDotsVertical size={14} aria-hidden />}
            >
              Export
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              component="a"
              href={hrefOf('json')}
              download
              leftSection={<IconBraces size={16} aria-hidden />}
            >
              Whole record as JSON
            </Menu.Item>
            <Menu.Item
              component="a"
              href={hrefOf('csv')}
              download
              leftSection={<IconTable size={16} aria-hidden />}
            >
              Summary as CSV
            </Menu.Item>
            <Menu.Item
              disabled={words === ''}
              leftSection={<IconCopy size={16} aria-hidden />}
              onClick={() => {
                void navigator.clipboard.writeText(words).then(() => say('The transcript was copied.'));
              }}
            >
              Copy the transcript
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {call.state === 'ended' && <ForgetCall call={call} zone={zone} />}
    </>
  );
}
