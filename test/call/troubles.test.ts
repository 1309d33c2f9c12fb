import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallTool } from '../../server/call/call-tool.ts';
import { foldJournal } from '../../server/call/record.ts';
import type { Incident } from '../../server/contracts/call.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { openHouse, until } from './house-of-calls.ts';
import { attendedCall, sound } from './operator/attended-call.ts';

let folder: string;
let house: Awaited<ReturnType<typeof openHouse>>;

beforeEach(async () => {
  folder = await temporaryFolder();
  house = await openHouse(folder);
});
afterEach(async () => {
  await house.hangUpAll();
  await house.store.close();
});

const withoutTimes = (incidents: Incident[]) => incidents.map(({ kind, lastedMs }) => [kind, lastedMs]);

describe('what went wrong on the way of a call', () => {
  it('is the model’s where that stalls, until it tells something again', async () => {
    const { conversation, pass, session } = await attendedCall(house);
    conversation.emit({ type: 'stalled' });
    conversation.emit({ type: 'stalled' });
    expect(session.record.incidents).toEqual([{ kind: 'model-stalled', atMs: 400, lastedMs: null }]);
    pass(1_500);
    conversation.emit({ type: 'speech-started', utteranceId: 'u' });
    expect(withoutTimes(session.record.incidents)).toEqual([['model-stalled', 1_500]]);
  });

  it('is the model’s where it owes an answer and tells nothing', async () => {
    const { conversation, pass, session } = await attendedCall(house);
    conversation.emit({ type: 'speech-started', utteranceId: 'u' });
    conversation.emit({ type: 'speech-stopped' });
    pass(6_000);
    expect(withoutTimes(session.record.incidents)).toEqual([['model-stalled', null]]);
  });

  it('is the model’s where it fails, and lasts until there is another', async () => {
    const { conversation, pass, session } = await attendedCall(house);
    conversation.emit({ type: 'failed', failure: 'dropped', message: 'gone' });
    pass(700);
    house.engine.last.emit({ type: 'ready' });
    expect(withoutTimes(session.record.incidents)).toEqual([['model-failed', 700]]);
    house.engine.last.emit({ type: 'response-started' });
    house.engine.last.emit({ type: 'response-done', status: 'failed' });
    house.engine.last.emit({ type: 'failed', failure: 'quota', message: 'gone' });
    expect(withoutTimes(session.record.incidents).slice(1)).toEqual([
      ['answer-lost', null],
      ['model-failed', null],
      ['model-switched', null],
    ]);
  });

  it('is the line’s where frames stay away, or the stream is lost, and tells when the caller is back', async () => {
    const { line, pass, session, tenant } = await attendedCall(house);
    house.clock.advance(850);
    line.onAudio(sound(20), 5_000);
    pass(100);
    line.onEnd('lost');
    await house.registry.settled('CA1');
    expect(withoutTimes(session.record.incidents)).toEqual([
      ['line-gap', 950],
      ['line-lost', null],
    ]);
    house.clock.advance(7_000);
    const before = await house.archive.read(tenantScope(tenant.id), 'CA1');
    const again = house.registry.begin(house.incoming('CA1'), tenant, tenantScope(tenant.id), before);
    house.join(again.session);
    expect(withoutTimes(again.session.record.incidents).at(-1)).toEqual(['line-back', 7_000]);
  });

  it('is in the journal with what the operator did and what callers waited for, so that a crash keeps it', async () => {
    const tool: CallTool = {
      spec: { name: 'book', description: 'Books.', parameters: { type: 'object' } },
      run: async () => ({ output: { id: 7 } }),
    };
    house.externalTools.push(tool);
    const { conversation, pass, session } = await attendedCall(house);
    conversation.emit({ type: 'stalled' });
    conversation.emit({ type: 'speech-started', utteranceId: 'u' });
    conversation.emit({ type: 'speech-stopped' });
    pass(200);
    conversation.emit({ type: 'tool-call', callId: 'b', name: 'book', arguments: {} });
    pass(300);
    await until(() => conversation.results.has('b'));
    conversation.speak('a', 'Done.', sound(100));
    session.operators.whisper('Well done');
    const { answers, ...timings } = session.record.timings;
    expect(answers).toEqual([{ atMs: 400, waitMs: 500, toolMs: 300, tool: 'book', computerMs: 0 }]);
    expect(timings).toMatchObject({ joinMs: 40, answerMs: [500] });
    await until(() => JSON.stringify(house.events.at(-1)).includes('Well done'));
    // The process goes without a word; the next one opens the same folder.
    await house.store.close();
    house = await openHouse(folder);
    const [left] = await house.store.journals.recover();
    expect(foldJournal(left?.entries ?? [])).toMatchObject({
      endReason: 'interrupted',
      timings: { joinMs: 40, answers, answerMs: [500] },
      incidents: session.record.incidents,
      interventions: session.record.interventions,
    });
  });
});
