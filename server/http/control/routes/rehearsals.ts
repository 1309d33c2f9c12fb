import { z } from 'zod';
import { rehearsal, rehearsalRequest, voiceSampleParams } from '../../../contracts/rehearsal.ts';
import { tenantId } from '../../../contracts/tenant.ts';
import { AppError } from '../../../platform/errors.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';
import { waveOfVoice } from '../wave-sound.ts';

const params = z.object({ id: tenantId });
/** Such as `Ids.token` makes. */
const soundParams = z.object({ sound: z.string().max(64) });

type RehearsalParts = Pick<
  ControlParts,
  'audit' | 'drafts' | 'rehearsalSounds' | 'rehearse' | 'tenants' | 'voiceSamples'
>;

/** Hearing an agent, or a voice, without a call. */
export function rehearsalRoutes(app: ControlApp, parts: RehearsalParts): void {
  const { audit, drafts, rehearsalSounds, rehearse, tenants, voiceSamples } = parts;

  app.post(
    '/api/tenants/:id/rehearsals',
    { schema: { params, body: rehearsalRequest, response: { 200: rehearsal } } },
    async ({ body: { agent, caller = 'anonymous', draft, line }, params: { id } }) => {
      const scope = tenantScope(id);
      const published = tenants.get(scope);
      const tenant = draft ? { ...published, agent: await drafts.agentOf(scope) } : published;
      const { sound, ...heard } = await rehearse(scope, tenant, { agent, caller, line });
      if (heard.costUsd > 0) {
        const detail = { engine: heard.engine, costUsd: heard.costUsd };
        await audit.append({ by: OPERATOR, action: 'agent.rehearsed', tenantId: id, detail });
      }
      return { ...heard, audioUrl: sound === null ? null : `/api/rehearsals/${sound}/sound` };
    },
  );

  app.get('/api/rehearsals/:sound/sound', { schema: { params: soundParams } }, async (request, reply) => {
    const sound = rehearsalSounds.get(request.params.sound);
    if (!sound)
      throw new AppError('not-found', 'This sound is kept for ten minutes only. Have it said again.');
    return reply.type('audio/wav').header('cache-control', 'private, no-store').send(waveOfVoice(sound));
  });

  app.get('/api/voices/:voice/sample', { schema: { params: voiceSampleParams } }, async (request, reply) => {
    const sound = await voiceSamples.get(request.params.voice);
    // The engine in use, and with it the sound, may change.
    return reply.type('audio/wav').header('cache-control', 'private, no-cache').send(waveOfVoice(sound));
  });
}
