import { afterEach, describe, expect, test } from 'vitest';
import { converse, type Setup, speaks } from './harness.ts';

let setup: Setup | null = null;
afterEach(async () => {
  setup?.conversation.close();
  await setup?.emulator.close();
  setup = null;
});

describe('a conversation', () => {
  test('configures the session once, in the GA dialect, and nothing is refused', async () => {
    setup = await converse();
    const { session } = setup.line;
    expect(session.received.map((event) => event.type)).toEqual(['session.update']);
    expect(session.errors).toEqual([]);
    expect(session.state).toMatchObject({
      output_modalities: ['audio'],
      instructions: 'You answer the phone of Acme.',
      audio: {
        input: {
          format: { type: 'audio/pcmu' },
          transcription: { model: 'gpt-transcribe', languages: ['en'] },
          turn_detection: { type: 'server_vad', create_response: true, interrupt_response: true },
        },
        output: { format: { type: 'audio/pcmu' }, voice: 'marin' },
      },
    });
  });

  test('the caller speaks, and the answer comes as words and sound', async () => {
    setup = await converse({
      transcribe: () => 'are you open',
      respond: () => ({ text: 'Yes, until five.' }),
    });
    const { conversation, ear, line } = setup;
    speaks(conversation);
    await ear.next('response-done');
    expect(ear.of('caller-text').at(-1)).toMatchObject({ text: 'are you open', final: true });
    expect(ear.of('agent-text').at(-1)).toMatchObject({ text: 'Yes, until five.', final: true });
    expect(ear.audio().length).toBe('Yes, until five.'.length * 60 * 8);
    expect(line.session.questions[0]).toMatchObject({ transcript: 'are you open', tools: ['take_message'] });
    expect(line.session.errors).toEqual([]);
  });

  test('says exactly the words it is given', async () => {
    setup = await converse();
    setup.conversation.say('Good day, "Acme" here.');
    await setup.ear.next('response-done');
    expect(setup.ear.of('agent-text').at(-1)).toMatchObject({ text: 'Good day, "Acme" here.', final: true });
  });
});
