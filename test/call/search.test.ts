import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallArchive } from '../../server/call/archive.ts';
import { anonymousRecord } from '../../server/call/erasure.ts';
import { summaryOf } from '../../server/call/record.ts';
import { CallSearch } from '../../server/call/search/call-search.ts';
import {
  createWordIndex,
  type IndexedCall,
  TranscriptIndex,
} from '../../server/call/search/transcript-index.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { ServerEvent } from '../../server/contracts/events.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { type JsonStore, openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { recordOf } from '../messages/letters.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const callOf = (callSid: string, ...texts: string[]): IndexedCall => ({
  callSid,
  tenantId: 1,
  lines: texts.map((text, turn) => ({ turn, text })),
});

function indexOf(...calls: IndexedCall[]): TranscriptIndex {
  const index = new TranscriptIndex(createWordIndex());
  for (const call of calls) index.put(call);
  return index;
}

describe('the index of transcripts', () => {
  const index = indexOf(
    callOf('CA1', 'Good morning.', 'My boiler drips since Tuesday, and the café is closed.'),
    callOf('CA2', 'Do you repair boilers?', 'On Tuesday we do.', 'What are your opening hours?'),
    callOf('CA3', 'How are you?', 'The hours of opening are long.', '予約をお願いします'),
  );

  it.each([
    ['boiler', ['CA1', 'CA2']],
    ['BOILER tuesday', ['CA1', 'CA2']],
    ['boilers', ['CA2']],
    ['cafe', ['CA1']],
    ['the boiler of closed', ['CA1']],
    ['"opening hours"', ['CA2']],
    ['opening hours', ['CA2', 'CA3']],
    ['how are you', ['CA3']],
    ['予約', ['CA3']],
    ['tuesdey', ['CA1', 'CA2']],
    ['boiler "opening hours"', ['CA2']],
    ['elephant', []],
    ['boiler elephant', []],
    ['!!!', []],
    ['', []],
    ['constructor', []],
  ])('finds %j', (text, expected) => expect(index.find(text).sort()).toEqual(expected));

  it('says in which turn, with the words marked', () => {
    expect(index.excerpts('boiler', ['CA1', 'CA3'])).toEqual([
      {
        callSid: 'CA1',
        turn: 1,
        excerpt: [
          { text: 'My ', isHit: false },
          { text: 'boiler', isHit: true },
          { text: ' drips since Tuesday, and the café is closed.', isHit: false },
        ],
      },
    ]);
    // The line that holds most of it.
    expect(index.excerpts('opening hours', ['CA2'])).toMatchObject([{ turn: 2 }]);
  });

  it('shows a part of a long line', () => {
    const long = `${'so it went on '.repeat(40)}until the zeppelin came ${'and then more '.repeat(40)}`;
    const [hit] = indexOf(callOf('CA1', 'Hello', long)).excerpts('zeppelin', ['CA1']);
    const text = hit?.excerpt.map((piece) => piece.text).join('') ?? '';
    expect(text).toMatch(/^… .*zeppelin.* …$/);
    expect(text.length).toBeLessThan(200);
  });

  it('holds no word of a call that was taken out, changed or whose tenant is gone', () => {
    const words = createWordIndex();
    const changing = new TranscriptIndex(words);
    changing.put(callOf('CA1', 'My name is Quokkamoon.'));
    changing.put(callOf('CA2', 'A zebrafinch sang.'));
    changing.put({ ...callOf('CA3', 'Ospreyhill, please.'), tenantId: 2 });
    changing.find('quokkamoon');
    changing.put(callOf('CA1', 'My name was taken out.'));
    changing.put(callOf('CA2'));
    changing.drop(2);
    const left = JSON.stringify(words);
    expect(left).toContain('taken');
    expect(left).not.toMatch(/quokka|zebra|osprey|CA2|CA3/i);
    expect(changing.find('name')).toEqual(['CA1']);
    for (const gone of ['quokkamoon', 'zebrafinch', 'ospreyhill']) expect(changing.find(gone)).toEqual([]);
  });
});

describe('the search in calls', () => {
  const scope = tenantScope(1);
  let store: JsonStore;
  let search: CallSearch;
  let archive: CallArchive;
  let events: ServerEvent[];

  const said = (callSid: string, text: string): CallRecord =>
    recordOf(callSid, { transcript: [{ role: 'caller', text, atMs: 0 }], messages: [], summary: null });
  const source = () => ({
    calls: () => archive.list({ limit: Number.POSITIVE_INFINITY }).calls,
    read: ({ callSid }: { callSid: string }) => archive.read(scope, callSid),
  });
  const found = async (text: string): Promise<string[]> => [...(await search.find(text))].sort();

  beforeEach(async () => {
    store = await openJsonStore({
      dataDir: await temporaryFolder(),
      clock: new ManualClock(),
      onDamage: () => undefined,
    });
    events = [];
    search = new CallSearch({
      logger: createLogger({ level: 'silent' }),
      publish: (event) => void events.push(event),
    });
    archive = new CallArchive(store.documents, undefined, search);
  });
  afterEach(async () => {
    await search.close();
    await store.close();
  });

  it('takes in what was there before, and what is kept from then on', async () => {
    await archive.save(scope, said('CA1', 'A wombat in the cellar.'));
    expect(search.state()).toEqual({ indexed: 0, total: 0 });
    await search.fill(source());
    expect(search.state()).toEqual({ indexed: 1, total: 1 });
    expect(events.at(-1)).toEqual({ type: 'search.changed', search: { indexed: 1, total: 1 } });
    await archive.save(scope, said('CA2', 'Another wombat.'));
    expect(await found('wombat')).toEqual(['CA1', 'CA2']);
    expect(await search.excerpts('wombat', ['CA2'])).toMatchObject([{ callSid: 'CA2', turn: 0 }]);
  });

  it('follows a call that is read later', async () => {
    await search.fill(source());
    await archive.save(scope, said('CA1', 'Hello.'));
    await archive.update(scope, 'CA1', (record) => ({ ...record, summary: 'About a giraffe.' }));
    expect(await search.excerpts('giraffe', ['CA1'])).toMatchObject([{ turn: null }]);
  });

  it('finds nothing of a forgotten caller, also of one forgotten while their call was being read', async () => {
    const record = said('CA1', 'I am Zebrafinch.');
    await archive.save(scope, record);
    const reading = Promise.withResolvers<void>();
    const filled = search.fill({
      calls: source().calls,
      async read(call) {
        const old = await source().read(call);
        await reading.promise;
        return old;
      },
    });
    await archive.save(scope, anonymousRecord(summaryOf(record)));
    reading.resolve();
    await filled;
    expect(await found('zebrafinch')).toEqual([]);
    await archive.save(scope, said('CA2', 'I am Ospreyhill.'));
    expect(await found('ospreyhill')).toEqual(['CA2']);
    await archive.save(scope, anonymousRecord(summaryOf(said('CA2', ''))));
    expect(await found('ospreyhill')).toEqual([]);
  });

  it('finds nothing of a tenant that was deleted, also while it was being read', async () => {
    await archive.save(scope, said('CA1', 'A wombat.'));
    const reading = Promise.withResolvers<void>();
    const filled = search.fill({
      calls: source().calls,
      async read(call) {
        const old = await source().read(call);
        await reading.promise;
        return old;
      },
    });
    archive.forget(1);
    reading.resolve();
    await filled;
    expect(await found('wombat')).toEqual([]);
  });

  it('leaves out a call that can’t be read, and is refused when it has ended', async () => {
    await archive.save(scope, said('CA1', 'A wombat.'));
    await archive.save(scope, said('CA2', 'Two wombats.'));
    await search.fill({
      calls: source().calls,
      async read(call) {
        if (call.callSid === 'CA1') throw new Error('The disk is gone.');
        return source().read(call);
      },
    });
    expect(await found('wombat')).toEqual(['CA2']);
    await search.close();
    await expect(search.find('wombat')).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });
});
