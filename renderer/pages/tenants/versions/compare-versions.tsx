import { Group, Select, Text } from '@mantine/core';
import { useSearchParams } from 'wouter';
import type { z } from 'zod';
import type { TenantView, tenantVersionView } from '../../../../server/contracts/tenant.ts';
import { useVersionComparison } from '../../../api/compare-versions.ts';
import { Section } from '../../../ui/section.tsx';
import { Loaded, Loading } from '../../../ui/states.tsx';
import { dateTime } from '../../../ui/zones.ts';
import { ChangeList } from './change-list.tsx';

type Version = z.infer<typeof tenantVersionView>;

interface CompareVersionsProps {
  tenant: TenantView;
  /** Newest first. */
  versions: readonly Version[];
}

/** What one version has otherwise than another; which two is in the address. */
export function CompareVersions({ tenant, versions }: CompareVersionsProps) {
  const [params, setParams] = useSearchParams();
  const numbers = versions.map(({ version }) => version);
  const named = (name: string, usual: number) => {
    const given = Number(params.get(name));
    return numbers.includes(given) ? given : usual;
  };
  const to = named('to', tenant.version);
  const from = named('from', numbers[numbers.indexOf(to) + 1] ?? numbers[0] ?? to);
  const choose = (name: 'from' | 'to', version: string | null) =>
    setParams(
      (before) => {
        if (version !== null) before.set(name, version);
        return before;
      },
      { replace: true },
    );
  const data = versions.map(({ version, at }) => ({
    value: String(version),
    label: `Version ${version}${version === tenant.version ? ' (now)' : ''}, ${dateTime(at)}`,
  }));
  return (
    <Section title="Compare" lead="What one version has otherwise than another.">
      <Group gap="sm" grow preventGrowOverflow={false}>
        <Select
          label="From"
          allowDeselect={false}
          data={data}
          value={String(from)}
          onChange={(version) => choose('from', version)}
        />
        <Select
          label="To"
          allowDeselect={false}
          data={data}
          value={String(to)}
          onChange={(version) => choose('to', version)}
        />
      </Group>
      <Difference tenantId={tenant.id} from={from} to={to} />
    </Section>
  );
}

function Difference({ tenantId, from, to }: { tenantId: number; from: number; to: number }) {
  const query = useVersionComparison(tenantId, to, from);
  return (
    <Loaded query={query} what="The comparison" loading={<Loading rows={2} height={20} />}>
      {(changes) =>
        changes.length > 0 ? (
          <section aria-label="Differences">
            <ChangeList changes={changes} />
          </section>
        ) : (
          <Text size="sm" c="dimmed">
            These two are the same.
          </Text>
        )
      }
    </Loaded>
  );
}
