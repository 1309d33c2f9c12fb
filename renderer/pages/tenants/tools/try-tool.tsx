import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import { type HttpTool, httpTool, type ToolTestResult } from '../../../../server/contracts/tools.ts';
import { messageOf } from '../../../api/client.ts';
import { useTestTool } from '../../../api/test-tool.ts';
import { fieldErrors } from '../../../ui/field-errors.ts';
import { ScrollBox } from '../../../ui/scroll-box.tsx';
import { StatusDot } from '../../../ui/status-dot.tsx';
import { JsonField } from './json-field.tsx';
import classes from './tools.module.css';

const anyObject = z.record(z.string(), z.unknown());

interface TryToolProps {
  tenantId: number;
  tool: HttpTool;
  onClose(): void;
}

/** Tries a tool as it stands in the editor, and shows what the model would get. */
export function TryTool({ tenantId, tool, onClose }: TryToolProps) {
  const [args, setArgs] = useState<Record<string, unknown>>(() => exampleOf(tool));
  const test = useTestTool(tenantId);
  const [unfit] = Object.entries(fieldErrors(httpTool, tool));
  return (
    <Modal opened onClose={onClose} title={`Try ${tool.name || 'the new tool'}`} size="lg">
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          This makes a real request, marked with the header Ringhouse-Test: 1. Allowed hosts and secrets count
          as they are saved.
        </Text>
        {unfit && (
          <Text size="sm" c="red" role="alert">
            {unfit[0]}: {unfit[1]}
          </Text>
        )}
        <JsonField label="Arguments" value={args} schema={anyObject} onChange={setArgs} />
        <Group>
          <Button
            disabled={unfit !== undefined}
            loading={test.isPending}
            onClick={() => test.mutate({ tool, arguments: args })}
          >
            Send the request
          </Button>
        </Group>
        {test.error && (
          <Text size="sm" c="red" role="alert">
            {messageOf(test.error)}
          </Text>
        )}
        {test.data && <Result result={test.data} />}
      </Stack>
    </Modal>
  );
}

function Result({ result: { ok, status, output, problem, tookMs } }: { result: ToolTestResult }) {
  return (
    <Stack gap="xs" role="status" aria-label="Result">
      <StatusDot tone={ok ? 'good' : 'bad'}>
        {ok ? 'It worked' : 'It did not work'}
        {status === null ? '' : `, status ${status}`}, {tookMs} ms
      </StatusDot>
      {problem && <Text size="sm">{problem}</Text>}
      <Text size="sm" fw={500}>
        What the model gets
      </Text>
      <ScrollBox label="What the model gets" className={classes.output}>
        <Code block>{JSON.stringify(output, null, 2)}</Code>
      </ScrollBox>
    </Stack>
  );
}

/** Every argument by name, with a value of its type to be replaced. */
function exampleOf({ parameters }: HttpTool): Record<string, unknown> {
  const properties = anyObject.safeParse(parameters.properties).data ?? {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      exampleValue(anyObject.safeParse(property).data),
    ]),
  );
}

function exampleValue(property: Record<string, unknown> = {}): unknown {
  if (Array.isArray(property.enum)) return property.enum[0];
  if (property.type === 'integer' || property.type === 'number') return 1;
  if (property.type === 'boolean') return true;
  if (property.type === 'array') return [];
  return property.type === 'object' ? {} : '';
}
