import { Button, Group, Text } from '@mantine/core';
import { useAccountNumbers } from '../../api/get-account-numbers.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { phone } from '../../ui/words.ts';
import { holds } from './number-words.ts';
import classes from './numbers.module.css';

interface FreeNumbersProps {
  /** Numbers that tenants have. */
  taken: ReadonlySet<string>;
  wanted: string;
  onGive(phoneNumber: string): void;
  onLookUp(phoneNumber: string): void;
}

/** Numbers of the carrier's account that no tenant has: they are paid for and answer nobody. */
export function FreeNumbers({ taken, wanted, onGive, onLookUp }: FreeNumbersProps) {
  const query = useAccountNumbers();
  return (
    <Section title="In your Twilio account, without a tenant">
      <Loaded query={query} what="The numbers of the account" loading={<Loading rows={2} height={44} />}>
        {({ connected, numbers }) => {
          const free = numbers.filter(
            ({ phoneNumber, label }) => !taken.has(phoneNumber) && holds(wanted, phoneNumber, label),
          );
          if (!connected)
            return (
              <Text size="sm" c="dimmed">
                No Twilio account is connected, so only the practice line rings. Enter its account SID and
                auth token in the <TextLink href="/settings">settings</TextLink>; the numbers of the account
                then stand here.
              </Text>
            );
          if (free.length === 0)
            return (
              <Text size="sm" c="dimmed">
                {wanted === ''
                  ? 'Every number of the account belongs to a tenant.'
                  : 'No number without a tenant fits what you look for.'}
              </Text>
            );
          return (
            <ul className={classes.list} aria-label="Numbers without a tenant">
              {free.map(({ phoneNumber, label }) => (
                <li key={phoneNumber} className={classes.free}>
                  <div>
                    <Text size="sm" fw={600} className="tabular">
                      {phone(phoneNumber)}
                    </Text>
                    {label && (
                      <Text size="xs" c="dimmed" className={classes.name}>
                        {label}
                      </Text>
                    )}
                  </div>
                  <Group gap="xs">
                    <Button
                      size="xs"
                      variant="subtle"
                      color="gray"
                      aria-label={`Who answers ${phone(phoneNumber)}?`}
                      onClick={() => onLookUp(phoneNumber)}
                    >
                      Who answers?
                    </Button>
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={`Give to a tenant: ${phone(phoneNumber)}`}
                      onClick={() => onGive(phoneNumber)}
                    >
                      Give to a tenant
                    </Button>
                  </Group>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
