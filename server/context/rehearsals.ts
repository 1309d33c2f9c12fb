import { ERASED } from '../call/erasure.ts';
import { createRehearsals } from '../call/rehearsal/rehearsals.ts';
import { Replays } from '../call/rehearsal/replays.ts';
import { RehearsalSounds } from '../call/rehearsal/sounds.ts';
import { RehearsalStage } from '../call/rehearsal/stage.ts';
import { VoiceSamples } from '../call/rehearsal/voices.ts';
import type { Base } from './base.ts';
import type { Calls } from './calls.ts';
import type { Engines } from './engines.ts';
import type { Rooms } from './rooms.ts';

export type Rehearsing = ReturnType<typeof wireRehearsals>;

/** What is heard of agents without a call. */
export function wireRehearsals(
  { clock, events, ids, store, tasks }: Base,
  { archive }: Rooms,
  engines: Engines,
  { plan }: Pick<Calls, 'plan'>,
) {
  const stage = new RehearsalStage();
  const rehearsalSounds = new RehearsalSounds(clock, ids);
  const shared = { clock, plan, stage, cost: engines.pricing.call };
  const replays = new Replays({ ...shared, tasks, engine: engines.current });
  // What was said on a call that is forgotten is nowhere any more.
  events.on((event) => {
    if (event.type === 'call.summarised' && archive.find(event.callSid)?.from === ERASED)
      replays.forget({ callSid: event.callSid });
    if (event.type === 'tenant.changed' && event.version === null)
      replays.forget({ tenantId: event.tenantId });
  });
  return {
    rehearse: createRehearsals({ ...shared, sounds: rehearsalSounds }),
    rehearsalSounds,
    voiceSamples: new VoiceSamples({
      clock,
      stage,
      engine: engines.current,
      offline: engines.offline,
      blobs: store.blobs,
    }),
    replays,
    close() {
      replays.close();
      stage.close();
      rehearsalSounds.close();
    },
  };
}
