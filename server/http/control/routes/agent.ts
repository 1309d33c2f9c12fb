import { z } from 'zod';
import { withNotices } from '../../../agent/opening-words.ts';
import { personalityPresets } from '../../../agent/presets.ts';
import { sliderGuide as guide } from '../../../agent/sliders.ts';
import {
  agentPatch,
  agentSettings,
  instructionsView,
  personalityPreset,
  sliderGuide,
} from '../../../contracts/agent.ts';
import { greetingPreview, greetingPreviewRequest } from '../../../contracts/panel.ts';
import { tenantId } from '../../../contracts/tenant.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

/** What agents are made of: defaults, sliders, presets, and what a model would get. */
export function agentRoutes(app: ControlApp, parts: ControlParts): void {
  const { tenants, defaults, audit, plan, clock } = parts;

  app.get('/api/defaults', { schema: { response: { 200: agentSettings } } }, async () => defaults.get());

  app.patch(
    '/api/defaults',
    { schema: { body: agentPatch, response: { 200: agentSettings } } },
    async (request) => {
      const before = defaults.get();
      const after = await defaults.update(request.body, OPERATOR);
      if (after !== before) {
        const detail = { fields: Object.keys(request.body) };
        await audit.append({ by: OPERATOR, action: 'defaults.changed', tenantId: null, detail });
      }
      return after;
    },
  );

  app.get(
    '/api/tenants/:id/instructions',
    {
      schema: {
        params: z.object({ id: tenantId }),
        querystring: z.object({ caller: z.string().max(64).default('anonymous') }),
        response: { 200: instructionsView },
      },
    },
    async (request) => {
      const scope = tenantScope(request.params.id);
      // A `+` in a query is a space unless it is escaped; a number that begins with one is meant as written.
      const caller = request.query.caller.replace(/^ (?=[0-9])/, '+');
      const { spec, greeting } = await plan(scope, tenants.get(scope), caller);
      return { text: spec.instructions, greeting };
    },
  );

  app.get('/api/sliders', { schema: { response: { 200: sliderGuide } } }, async () => guide());

  app.get('/api/presets', { schema: { response: { 200: z.array(personalityPreset) } } }, async () =>
    personalityPresets(),
  );

  app.post(
    '/api/greeting-preview',
    { schema: { body: greetingPreviewRequest, response: { 200: greetingPreview } } },
    async ({ body: { template, at, aiNotice: ai, recordingNotice: recording, ...values } }) => {
      const atMs = at === undefined ? clock.now() : Date.parse(at);
      return { text: withNotices(template, { ...values, atMs }, { ai, recording }) };
    },
  );
}
