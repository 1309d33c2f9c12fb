import { type SettingsView, settingsPatch, settingsView } from '../../../contracts/settings.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

export function settingsRoutes(app: ControlApp, parts: ControlParts): void {
  const { settings, audit, events } = parts;

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
      await audit.append({ by: OPERATOR, action: 'settings.changed', tenantId: null, detail: { fields } });
      events.emit({ type: 'settings.changed' });
      await parts.reconnect();
      return view();
    },
  );
}
