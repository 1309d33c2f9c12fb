import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { Link } from 'wouter';
import { useArrival } from './arrival.ts';

interface PageProps {
  title: string;
  /** One sentence under the title. */
  lead?: ReactNode;
  back?: { href: string; label: string };
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of a page: its title, what can be done with the whole of it, its content. */
export function Page({ title, lead, back, actions, children }: PageProps) {
  useDocumentTitle(`${title} · Ringhouse`);
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading);
  return (
    <Stack gap="lg" maw={1120} mx="auto">
      <Stack gap={6}>
        {back && (
          <Anchor component={Link} href={back.href} size="sm" w="fit-content">
            <Group gap={4} wrap="nowrap">
              <IconArrowLeft size={15} aria-hidden />
              {back.label}
            </Group>
          </Anchor>
        )}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Stack gap={2} style={{ minWidth: 0, flex: '1 1 300px' }}>
            <Title order={1} ref={heading} tabIndex={-1} className="page-title">
              {title}
            </Title>
            {lead && (
              <Text c="dimmed" size="sm" component="div">
                {lead}
              </Text>
            )}
          </Stack>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
      </Stack>
      {children}
    </Stack>
  );
}
