import { Alert, Button, Group, SimpleGrid, Text } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import type { Statement } from '../../../server/contracts/usage.ts';
import { useStatement } from '../../api/get-statement.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { count, money } from '../../ui/words.ts';
import { monthName } from '../../ui/zones.ts';
import { monthAfter } from './months.ts';
import { tenths } from './totals.tsx';
import classes from './usage.module.css';

interface StatementSectionProps {
  tenant: { id: number; businessName: string; timeZone: string };
  month: string;
  /** Where all tenants are. */
  back: string;
}

/** What one tenant is charged for a month, to be printed or taken into a spreadsheet. */
export function StatementSection({ tenant, month, back }: StatementSectionProps) {
  const { id, businessName, timeZone } = tenant;
  const query = useStatement(id, month);
  const before = useStatement(id, monthAfter(month, -1)).data;
  const file = (ending: 'csv' | 'html') => `/api/tenants/${id}/statement.${ending}?month=${month}`;
  return (
    <Section
      title={`Statement of ${businessName}`}
      lead={
        <>
          {monthName(month)}, by the time zone {timeZone}. <TextLink href={back}>Show all tenants</TextLink>
        </>
      }
      actions={
        <Group gap="xs">
          <Button
            component="a"
            href={file('html')}
            target="_blank"
            rel="noreferrer"
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
          >
            Page to print
          </Button>
          <Button
            component="a"
            href={file('csv')}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            CSV
          </Button>
        </Group>
      }
    >
      <Loaded query={query} what="The statement">
        {(statement) => <Figures statement={statement} before={before ?? null} />}
      </Loaded>
    </Section>
  );
}

interface FiguresProps {
  statement: Statement;
  /** That of the month before; `null` while it is not known. */
  before: Statement | null;
}

function Figures({ statement, before }: FiguresProps) {
  const { agencyName, markupPercent, month, showsCost, tenantId } = statement;
  const figures: { label: string; of: (of: Statement) => string }[] = [
    { label: 'Calls', of: ({ callCount }) => count(callCount) },
    { label: 'Minutes', of: ({ minutes }) => tenths(minutes) },
    { label: 'Practice calls, not charged', of: ({ practiceCallCount }) => count(practiceCallCount) },
    { label: 'Cost', of: ({ costUsd }) => money(costUsd) },
    { label: `Markup, ${count(markupPercent)} %`, of: ({ markupUsd }) => money(markupUsd) },
    { label: 'Total', of: ({ totalUsd }) => money(totalUsd) },
  ];
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="sm">
        {figures.map(({ label, of }) => (
          <div key={label} className={classes.figure}>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <Text size="xl" fw={620} className="tabular">
              {of(statement)}
            </Text>
            {before && (
              <Text size="xs" c="dimmed" className="tabular">
                {of(before)} in {monthName(before.month)}
              </Text>
            )}
          </div>
        ))}
      </SimpleGrid>
      {!statement.priced && (
        <Alert color="yellow" title="Not everything is included">
          The price of {statement.unpricedModels.join(', ')} is not known, so its cost is missing here.
        </Alert>
      )}
      <Text size="sm" c="dimmed">
        <TextLink href={`/calls?tenant=${tenantId}&month=${month}`}>The calls of this month</TextLink> stand
        one by one in the page to print, which is headed{' '}
        {agencyName === null ? (
          <>
            by the tenant alone; name your agency in the <TextLink href="/settings/agency">settings</TextLink>
          </>
        ) : (
          `“${agencyName}”`
        )}
        . Cost and markup {showsCost ? 'stand on it as well' : 'are for you alone and not on it'}, as set in
        the <TextLink href="/settings/agency">settings</TextLink>. The markup is set under{' '}
        <TextLink href={`/tenants/${tenantId}/rules`}>rules and limits</TextLink>.
      </Text>
    </>
  );
}
