import type { Task } from '../../server/contracts/task.ts';
import type { Appliance } from './appliance.ts';

/** Asks for something that takes a while, and resolves with how its task ended. */
export async function carriedOut(
  appliance: Appliance,
  method: string,
  path: string,
  body?: unknown,
): Promise<Task> {
  const begun = await appliance.api<Task>(method, path, body);
  if (begun.status !== 202) throw new Error(`It was refused: ${JSON.stringify(begun.body)}`);
  return taskEnded(appliance, begun.body.id);
}

export async function taskEnded(appliance: Appliance, id: string): Promise<Task> {
  const ended = await appliance.events.wait(({ type, data }) => {
    const task = data.task as Task | undefined;
    return type === 'task.changed' && task?.id === id && task.state !== 'running';
  });
  return ended.data.task as Task;
}

/** Sends a file as it is. */
export async function sendFile<T>(
  appliance: Appliance,
  path: string,
  bytes: Uint8Array | string,
): Promise<{ status: number; body: T }> {
  const answer = await fetch(new URL(path, appliance.controlUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${appliance.token}`, 'content-type': 'application/octet-stream' },
    // Bytes of any kind are a body.
    body: Buffer.from(bytes),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}
