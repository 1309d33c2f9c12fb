import { ActionIcon, Button, Group, Menu, Paper, Text } from '@mantine/core';
import { IconArrowsExchange, IconDots, IconPhone, IconTrash } from '@tabler/icons-react';
import type { NumberView } from '../../../server/contracts/numbers.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { Moment } from '../../ui/moment.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { phone } from '../../ui/words.ts';
import { STATE } from './number-words.ts';
import classes from './numbers.module.css';

interface NumberListProps {
  numbers: readonly NumberView[];
  tenantOf(tenantId: number): TenantView | undefined;
  onLookUp(phoneNumber: string): void;
  onMove(number: NumberView): void;
  onTakeAway(number: NumberView): void;
}

/** Numbers with whose they are, how they stand, and what can be done with them. */
export function NumberList({ numbers, tenantOf, ...acts }: NumberListProps) {
  return (
    <Paper>
      <ul className={classes.list} aria-label="Numbers">
        {numbers.map((number) => (
          <li key={number.phoneNumber} className={classes.row}>
            <Text size="sm" fw={600} className="tabular nowrap">
              {phone(number.phoneNumber)}
            </Text>
            <Text size="sm" component="div" className={classes.name}>
              <TextLink href={`/tenants/${number.tenantId}`}>
                {tenantOf(number.tenantId)?.businessName ?? `Tenant ${number.tenantId}`}
              </TextLink>
            </Text>
            <div>
              <Text size="sm" component="div">
                <StatusDot tone={STATE[number.state].tone}>{STATE[number.state].text}</StatusDot>
              </Text>
              {number.problem && (
                <Text size="xs" c="dimmed">
                  {number.problem}
                </Text>
              )}
            </div>
            <Text size="sm" c="dimmed" component="div">
              {number.lastCallAt ? (
                <>
                  Rang <Moment iso={number.lastCallAt} zone={tenantOf(number.tenantId)?.timeZone} />
                </>
              ) : (
                'Not rung yet'
              )}
            </Text>
            <Acts number={number} {...acts} />
          </li>
        ))}
      </ul>
    </Paper>
  );
}

type ActsProps = Omit<NumberListProps, 'numbers' | 'tenantOf'> & { number: NumberView };

function Acts({ number, onLookUp, onMove, onTakeAway }: ActsProps) {
  const { open } = usePractice();
  return (
    <Group gap={4} wrap="nowrap">
      <Button
        size="xs"
        variant="default"
        aria-label={`Who answers ${phone(number.phoneNumber)}?`}
        onClick={() => onLookUp(number.phoneNumber)}
      >
        Who answers?
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Acts for ${phone(number.phoneNumber)}`}
          >
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPhone size={15} aria-hidden />} onClick={() => open(number.tenantId)}>
            Practice call
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowsExchange size={15} aria-hidden />}
            onClick={() => onMove(number)}
          >
            Move to another tenant
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} aria-hidden />} onClick={() => onTakeAway(number)}>
            Take away
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
