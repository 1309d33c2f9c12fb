import { NO_CAPS } from '../contracts/caps.ts';
import {
  SECRET_NAMES,
  type SecretName,
  type SettingSource,
  type Settings,
  type SettingsPatch,
  settings,
} from '../contracts/settings.ts';
import { AppError } from '../platform/errors.ts';
import { createSerial } from '../platform/serial.ts';
import type { ApplianceScope } from '../store/scope.ts';
import type { SecretVault } from '../store/secrets.ts';
import type { DocumentKind, DocumentStore } from '../store/store.ts';

/** Model names are data: they change more often than this program. */
const BUILT_IN: Settings = {
  agencyName: null,
  costOnStatements: false,
  publicUrl: null,
  ngrokDomain: null,
  twilioAccountSid: null,
  twilioApiUrl: null,
  openaiBaseUrl: null,
  engine: null,
  realtimeModel: 'gpt-realtime-2.1',
  transcriptionModel: 'gpt-transcribe',
  speechModel: 'gpt-4o-mini-tts',
  summaryModel: 'gpt-6-luna',
  mailFrom: null,
  smsFrom: null,
  alertEmail: null,
  caps: { ...NO_CAPS },
};

const savedSettings = settings.partial();
export const APPLIANCE_SETTINGS: DocumentKind<Partial<Settings>> = {
  name: 'settings',
  scope: 'appliance',
  schema: savedSettings,
  schemaVersion: 1,
};
const KEY = 'settings';

interface SettingsParts {
  documents: DocumentStore;
  scope: ApplianceScope;
  vault: SecretVault;
  /** What the environment fixes. */
  fixed: { settings: Partial<Settings>; secrets: Partial<Record<SecretName, string>> };
}

/** The appliance's own settings and keys: the environment's win over the panel's, those over what is built in. */
export class ApplianceSettings {
  readonly #parts: SettingsParts;
  readonly #serial = createSerial();
  #saved: Partial<Settings>;

  private constructor(parts: SettingsParts, saved: Partial<Settings>) {
    this.#parts = parts;
    this.#saved = saved;
  }

  static async load(parts: SettingsParts): Promise<ApplianceSettings> {
    const saved = await parts.documents.read(parts.scope, (reader) => reader.get(APPLIANCE_SETTINGS, KEY));
    return new ApplianceSettings(parts, saved ?? {});
  }

  /** Every setting with a value. */
  current(): Settings {
    return { ...BUILT_IN, ...this.#saved, ...this.#parts.fixed.settings };
  }

  secret(name: SecretName): string | undefined {
    return this.#parts.fixed.secrets[name] ?? this.#parts.vault.get(name);
  }

  sources(): Record<string, SettingSource> {
    const { fixed } = this.#parts;
    const sourceOf = (name: string): SettingSource =>
      name in fixed.settings ? 'environment' : name in this.#saved ? 'panel' : 'default';
    return Object.fromEntries(Object.keys(BUILT_IN).map((name) => [name, sourceOf(name)]));
  }

  /** Whether each key is set, and by whom. Never the key itself. */
  secretStatus(): Record<SecretName, { set: boolean; source: SettingSource }> {
    const { fixed, vault } = this.#parts;
    const statusOf = (name: SecretName): { set: boolean; source: SettingSource } => {
      if (fixed.secrets[name] !== undefined) return { set: true, source: 'environment' };
      const set = vault.get(name) !== undefined;
      return { set, source: set ? 'panel' : 'default' };
    };
    return {
      OPENAI_API_KEY: statusOf('OPENAI_API_KEY'),
      TWILIO_AUTH_TOKEN: statusOf('TWILIO_AUTH_TOKEN'),
      NGROK_AUTHTOKEN: statusOf('NGROK_AUTHTOKEN'),
      SMTP_URL: statusOf('SMTP_URL'),
    };
  }

  /**
   * Changes settings and keys; `null` goes back to what is built in. Rejects with `conflict` for what the environment
   * fixes, and then changes nothing.
   */
  change(patch: SettingsPatch): Promise<void> {
    return this.#serial(() => this.#change(patch));
  }

  async #change(patch: SettingsPatch): Promise<void> {
    this.#refuseFixed(patch);
    const next: Record<string, unknown> = { ...this.#saved };
    for (const [name, value] of Object.entries(patch.settings ?? {})) {
      if (value === undefined) continue;
      if (value === null) delete next[name];
      else next[name] = value;
    }
    const saved = savedSettings.parse(next);
    const { documents, scope, vault } = this.#parts;
    await documents.transact(scope, (writer) => writer.put(APPLIANCE_SETTINGS, KEY, saved));
    this.#saved = saved;
    for (const name of SECRET_NAMES) {
      const value = patch.secrets?.[name];
      if (value !== undefined) await vault.set(name, value);
    }
  }

  #refuseFixed(patch: SettingsPatch): void {
    const { fixed } = this.#parts;
    const names = [...Object.keys(patch.settings ?? {}), ...Object.keys(patch.secrets ?? {})];
    const locked = names.filter((name) => name in fixed.settings || name in fixed.secrets);
    if (locked.length === 0) return;
    const fields = Object.fromEntries(locked.map((name) => [name, 'Set by the environment.']));
    throw new AppError(
      'conflict',
      `${locked.join(', ')} is set by an environment variable, which wins. Unset the variable and restart to change it here.`,
      { fields },
    );
  }
}
