import { Alert, Button, CopyButton, Select, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useCallers } from '../../api/get-callers.ts';
import { useInstructions } from '../../api/get-instructions.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { Section } from '../../ui/section.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { phone } from '../../ui/words.ts';
import classes from './instructions.module.css';

/** No country has the code 999: nobody has ever called from here. */
const NOBODY = '+999999999999';
const WITHHELD = 'anonymous';

/** What the model would get if a caller rang now. */
export function InstructionsTab({ tenantId, unsaved }: { tenantId: number; unsaved: boolean }) {
  const [caller, setCaller] = useState(NOBODY);
  const callers = useCallers(tenantId).data ?? [];
  const query = useInstructions(tenantId, caller);
  return (
    <Stack gap="lg">
      {unsaved && (
        <Alert color="yellow">
          This is what callers meet now. What is not saved or published yet is left out.
        </Alert>
      )}
      <Select
        label="If this caller rang now"
        maw={360}
        allowDeselect={false}
        data={[
          { value: NOBODY, label: 'Somebody new' },
          { value: WITHHELD, label: 'Somebody who withholds the number' },
          ...callers.map((memory) => ({
            value: memory.caller,
            label: memory.profile.name
              ? `${memory.profile.name}, ${phone(memory.caller)}`
              : phone(memory.caller),
          })),
        ]}
        value={caller}
        onChange={(next) => setCaller(next ?? NOBODY)}
      />
      <Loaded query={query} what="What the model gets" loading={<Loading rows={2} height={160} />}>
        {({ text, greeting }) => (
          <>
            <Section title="Greeting" lead="Said first, word for word.">
              <Text>{greeting}</Text>
            </Section>
            <Section
              title="Instructions"
              lead="Given to the model before the call; the caller never hears them."
              actions={
                <CopyButton value={text}>
                  {({ copied, copy }) => (
                    <Button
                      size="xs"
                      variant="default"
                      leftSection={
                        copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />
                      }
                      onClick={copy}
                    >
                      {copied ? 'Copied' : 'Copy'}
                    </Button>
                  )}
                </CopyButton>
              }
            >
              <ScrollBox className={classes.text} label="Text of the instructions">
                {text}
              </ScrollBox>
            </Section>
          </>
        )}
      </Loaded>
    </Stack>
  );
}
