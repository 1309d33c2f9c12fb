import { SECRET_NAMES, type SettingsView, settingsPatch, settingsView } from '../../../contracts/settings.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

/** What the public address is made of: a change opens it anew. */
const ADDRESS: ReadonlySet<string> = new Set(['publicUrl', 'ngrokDomain', 'NGROK_AUTHTOKEN']);
/** What is tried out when it changes, while the public address stays as it is. */
const ACCOUNTS: ReadonlySet<string> = new Set([
  'OPENAI_API_KEY',
  'TWILIO_AUTH_TOKEN',
  'twilioAccountSid',
  'twilioApiUrl',
  'openaiBaseUrl',
  'realtimeModel',
  'transcriptionModel',
  'speechModel',
  'summaryModel',
]);

export function settingsRoutes(app: ControlApp, parts: ControlParts): void {
  const { settings, alerts, audit, events } = parts;

  const view = (): SettingsView => ({
    settings: settings.current(),
    sources: settings.sources(),
    secrets: settings.secretStatus(),
    activeEngine: parts.activeEngine(),
    tunnel: parts.tunnelStatus(),
    lines: parts.lines(),
  });

  app.get('/api/settings', { schema: { response: { 200: settingsView } } }, async () => view());

  app.patch(
    '/api/settings',
    { schema: { body: settingsPatch, response: { 200: settingsView } } },
    async ({ body }) => {
      await settings.change(body);
      const fields = [...Object.keys(body.settings ?? {}), ...Object.keys(body.secrets ?? {})];
      const removed = SECRET_NAMES.filter((name) => body.secrets?.[name] === null);
      const changed = fields.filter((field) => !removed.some((name) => name === field));
      const detail = {
        ...(changed.length > 0 && { fields: changed }),
        ...(removed.length > 0 && { removed }),
      };
      await audit.append({ by: OPERATOR, action: 'settings.changed', tenantId: null, detail });
      for (const name of SECRET_NAMES) if (body.secrets?.[name] !== undefined) alerts.resolve(`key:${name}`);
      // That the other engine takes over is what was chosen now.
      if (parts.activeEngine() === 'offline') alerts.resolve('model');
      events.emit({ type: 'settings.changed' });
      if (fields.some((field) => ADDRESS.has(field))) await parts.reconnect();
      else if (fields.some((field) => ACCOUNTS.has(field))) await parts.verify();
      return view();
    },
  );
}
