import { Button, FileButton, Group, Menu, Progress, Stack, Text } from '@mantine/core';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useCreateKnowledge } from '../../api/create-knowledge.ts';
import { useUploadKnowledge } from '../../api/upload-knowledge.ts';
import { say, sayFailed } from '../../ui/notify.ts';
import { capital, plural } from '../../ui/words.ts';
import { KnowledgeModal } from './knowledge-modal.tsx';
import { KIND_WORDS, WRITTEN_KINDS } from './knowledge-words.ts';

type WrittenKind = (typeof WRITTEN_KINDS)[number];

/** The ways in which an agent comes to know something: written by hand, or uploaded. */
export function AddKnowledge({ tenantId }: { tenantId: number }) {
  const [kind, setKind] = useState<WrittenKind | null>(null);
  const create = useCreateKnowledge(tenantId);
  return (
    <Group gap="xs">
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<IconPlus size={16} aria-hidden />}>Add</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {WRITTEN_KINDS.map((one) => (
            <Menu.Item key={one} onClick={() => setKind(one)}>
              {capital(KIND_WORDS[one].one)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Upload tenantId={tenantId} />
      {kind && (
        <KnowledgeModal
          heading={`Add a ${KIND_WORDS[kind].one}`}
          kind={kind}
          initial={{ title: '', text: '', price: null }}
          onSave={({ title, text, price }) =>
            create.mutateAsync({ kind, title, text, ...(kind === 'service' && { price }) })
          }
          onClose={() => setKind(null)}
        />
      )}
    </Group>
  );
}

interface Run {
  done: number;
  of: number;
  name: string;
}

function Upload({ tenantId }: { tenantId: number }) {
  const [run, setRun] = useState<Run | null>(null);
  const upload = useUploadKnowledge(tenantId);
  const take = async (files: File[]) => {
    let taken = 0;
    for (const [done, file] of files.entries()) {
      setRun({ done, of: files.length, name: file.name });
      try {
        await upload.mutateAsync(file);
        taken += 1;
      } catch (error) {
        sayFailed(`${file.name} was not taken`, error);
      }
    }
    setRun(null);
    if (taken > 0) say(`${plural(taken, 'file was', 'files were')} taken.`);
  };
  return (
    <Stack gap={4}>
      <FileButton onChange={take} accept=".txt,.md,.markdown,.pdf" multiple>
        {(props) => (
          <Button
            {...props}
            variant="default"
            loading={run !== null}
            leftSection={<IconUpload size={16} aria-hidden />}
          >
            Upload files
          </Button>
        )}
      </FileButton>
      {run && (
        <div role="status">
          <Progress
            value={((run.done + 0.5) / run.of) * 100}
            animated
            size="sm"
            aria-label="Files that have been read"
          />
          <Text size="xs" c="dimmed">
            Reading {run.name}
          </Text>
        </div>
      )}
    </Stack>
  );
}
