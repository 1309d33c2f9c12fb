import { Button, Group, Select, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconTerminal2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useTenants } from '../../api/get-tenants.ts';
import { Page } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { TenantSelect } from '../../ui/tenant-select.tsx';
import { plural } from '../../ui/words.ts';
import { KeepLines } from './keep-lines.tsx';
import classes from './log.module.css';
import { addressOf, filterFrom, fitting, LEVEL_CHOICES, type LogFilter } from './log-filter.ts';
import { LogList } from './log-list.tsx';
import { useLog } from './use-log.ts';

const CONNECTION = {
  connecting: { tone: 'warn', text: 'Connecting' },
  up: { tone: 'good', text: 'Live' },
  down: { tone: 'bad', text: 'Not connected; what comes is shown once it is' },
} as const;

/** The server's own log, as it is written. */
export default function LogPage() {
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const filter = filterFrom(params);
  const { connection, lines, paused, held, step } = useLog();
  const [follow, setFollow] = useState(true);
  const { level, tenantId, callSid, text } = filter;
  const shown = useMemo(
    () => fitting(lines, { level, tenantId, callSid, text }),
    [lines, level, tenantId, callSid, text],
  );
  const change = (part: Partial<LogFilter>): void =>
    navigate(addressOf({ ...filter, ...part }), { replace: true });
  const { tone, text: state } = CONNECTION[connection];
  return (
    <Page
      title="Live log"
      lead="What the server writes down as it works: the latest lines, and each new one at once. Callers’ numbers and words are left out unless RINGHOUSE_LOG_PERSONAL=1 is set."
    >
      <Filters filter={filter} onChange={change} />
      <Group justify="space-between" gap="sm">
        <Group gap="md">
          <Text size="sm" component="div">
            <StatusDot tone={paused ? 'idle' : tone} pulse={connection === 'connecting'}>
              {paused ? `Paused; ${plural(held.length, 'new line')}` : state}
            </StatusDot>
          </Text>
          <Text size="sm" c="dimmed" className="tabular">
            {plural(shown.length, 'line')}
            {shown.length < lines.length && ` of ${lines.length}`}
          </Text>
        </Group>
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={
              paused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />
            }
            onClick={() => step({ type: paused ? 'go-on' : 'pause' })}
          >
            {paused ? 'Go on' : 'Pause'}
          </Button>
          <Button
            size="xs"
            variant={follow ? 'light' : 'default'}
            aria-pressed={follow}
            onClick={() => setFollow(!follow)}
          >
            Follow
          </Button>
          <KeepLines lines={shown} />
          <Button size="xs" variant="subtle" color="gray" onClick={() => step({ type: 'clear' })}>
            Clear
          </Button>
        </Group>
      </Group>
      {shown.length > 0 ? (
        <LogList lines={shown} follow={follow && !paused} onFollow={setFollow} />
      ) : connection === 'connecting' ? (
        <Loading rows={6} height={28} />
      ) : (
        <NoLines any={lines.length > 0} />
      )}
    </Page>
  );
}

function NoLines({ any }: { any: boolean }) {
  return (
    <Empty icon={<IconTerminal2 size={24} />} title={any ? 'No line fits' : 'Nothing was written yet'}>
      {any
        ? 'Lines that fit what you chose above appear here as they are written.'
        : 'A call, a change of settings, a lost connection: each leaves lines here.'}
    </Empty>
  );
}

interface FiltersProps {
  filter: LogFilter;
  onChange(part: Partial<LogFilter>): void;
}

function Filters({ filter: { level, tenantId, callSid, text }, onChange }: FiltersProps) {
  const tenants = useTenants().data ?? [];
  return (
    <div className={classes.filters}>
      <Select
        label="Show"
        allowDeselect={false}
        data={[...LEVEL_CHOICES]}
        value={level}
        // The choices are those of the list above.
        onChange={(next) =>
          onChange({ level: LEVEL_CHOICES.find(({ value }) => value === next)?.value ?? 'debug' })
        }
      />
      <TenantSelect
        label="Tenant"
        w="100%"
        tenants={tenants}
        value={tenantId}
        onChange={(next) => onChange({ tenantId: next })}
      />
      <SearchField
        label="Call"
        placeholder="CA…"
        value={callSid}
        onChange={(next) => onChange({ callSid: next.trim() })}
      />
      <SearchField
        label="Find"
        data-page-search
        placeholder="Words in a line"
        value={text}
        onChange={(next) => onChange({ text: next })}
      />
    </div>
  );
}
