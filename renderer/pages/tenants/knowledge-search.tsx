import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useKnowledgeSearch } from '../../api/search-knowledge.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import classes from './knowledge.module.css';

/** What the agent would find about something. */
export function KnowledgeSearch({ tenantId }: { tenantId: number }) {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const query = useKnowledgeSearch(tenantId, asked);
  return (
    <Section title="Try a search" lead="The passages the agent gets when it looks something up.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(typed.trim());
        }}
      >
        <Group align="flex-end" gap="xs">
          <TextInput
            label="What a caller wants to know"
            placeholder="parking for the disabled"
            style={{ flex: '1 1 220px' }}
            autoComplete="off"
            maxLength={300}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={typed.trim() === ''}>
            Search
          </Button>
        </Group>
      </form>
      {asked !== '' && (
        <div aria-live="polite">
          <Loaded query={query} what="The search">
            {({ hits }) =>
              hits.length === 0 ? (
                <Text size="sm">
                  Nothing is known about “{asked}”. The agent would say so and offer a message.
                </Text>
              ) : (
                <ol className={classes.list} aria-label={`Found for ${asked}`}>
                  {hits.map((hit) => (
                    <li key={`${hit.title} ${hit.text}`}>
                      <div className={classes.words}>
                        <Text size="sm" fw={600}>
                          {hit.title}
                        </Text>
                        <Text size="sm" c="dimmed" className={classes.hit}>
                          {hit.text}
                        </Text>
                      </div>
                    </li>
                  ))}
                </ol>
              )
            }
          </Loaded>
        </div>
      )}
    </Section>
  );
}
