import { Alert, Button, CopyButton, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useInstructions } from '../../api/get-instructions.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { Section } from '../../ui/section.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { CallerSelect } from './callers/caller-select.tsx';
import classes from './instructions.module.css';

/** What the model would get if a caller rang now. */
export function InstructionsTab({ tenantId, unsaved }: { tenantId: number; unsaved: boolean }) {
  return (
    <Stack gap="lg">
      {unsaved && (
        <Alert color="yellow">
          This is what callers meet now. What is not saved or published yet is left out.
        </Alert>
      )}
      <CallerSelect tenantId={tenantId} label="If this caller rang now">
        {(from) => <Instructions tenantId={tenantId} from={from} />}
      </CallerSelect>
    </Stack>
  );
}

function Instructions({ tenantId, from }: { tenantId: number; from: string }) {
  const query = useInstructions(tenantId, from);
  return (
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
  );
}
