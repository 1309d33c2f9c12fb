import { Alert, Button, Group, SimpleGrid, Text } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import type { Statement } from '../../../server/contracts/usage.ts';
import { useStatement } from '../../api/get-statement.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { count, money } from '../../ui/words.ts';
import classes from '../calls/calls.module.css';
import { monthName } from './months.ts';

interface StatementSectionProps {
  tenantId: number;
  businessName: string;
  month: string;
}

/** What one tenant is charged for a month, to be printed or taken into a spreadsheet. */
export function StatementSection({ tenantId, businessName, month }: StatementSectionProps) {
  const query = useStatement(tenantId, month);
  const file = (ending: 'csv' | 'html') => `/api/tenants/${tenantId}/statement.${ending}?month=${month}`;
  return (
    <Section
      title={`Statement of ${businessName}`}
      lead={`${monthName(month)}, by the tenant’s own time zone`}
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
        {(statement) => <Figures statement={statement} />}
      </Loaded>
    </Section>
  );
}

function Figures({ statement }: { statement: Statement }) {
  const { callCount, costUsd, markupPercent, markupUsd, minutes, practiceCallCount, totalUsd } = statement;
  const figures = [
    { label: 'Calls', value: count(callCount) },
    { label: 'Minutes', value: count(Math.round(minutes * 10) / 10) },
    { label: 'Practice calls', value: count(practiceCallCount) },
    { label: 'Cost', value: money(costUsd) },
    { label: `Markup, ${count(markupPercent)} %`, value: money(markupUsd) },
    { label: 'Total', value: money(totalUsd) },
  ];
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="sm">
        {figures.map(({ label, value }) => (
          <div key={label} className={classes.figure}>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <Text size="xl" fw={620} className="tabular">
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {!statement.priced && (
        <Alert color="yellow" title="Not everything is included">
          The price of {statement.unpricedModels.join(', ')} is not known, so its cost is missing here.
        </Alert>
      )}
    </>
  );
}
