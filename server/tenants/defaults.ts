import { BUILT_IN_AGENT } from '../agent/defaults.ts';
import { checkDestinations } from '../agent/destinations.ts';
import { effectiveSettings } from '../agent/effective.ts';
import { patchAgent } from '../agent/patch.ts';
import type { AgentOverrides, AgentPatch, AgentSettings } from '../contracts/agent.ts';
import type { ServerEvent } from '../contracts/events.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { createSerial } from '../platform/serial.ts';
import type { ApplianceScope } from '../store/scope.ts';
import type { DocumentStore } from '../store/store.ts';
import { changesBetween } from './changes.ts';
import { AGENT_DEFAULTS, type AgentDefaultsVersion, versionKey, versionOfKey } from './documents.ts';
import { deepFreeze } from './freeze.ts';

export interface AgentDefaultsParts {
  store: DocumentStore;
  applianceScope: ApplianceScope;
  clock: Clock;
  logger: Logger;
  publish(event: ServerEvent): void;
}

/**
 * The operator's defaults: what every tenant inherits, itself laid over the built-in agent. One document per version,
 * so a version is in force as soon as it is durable.
 */
export class AgentDefaults {
  readonly #parts: AgentDefaultsParts;
  readonly #serial = createSerial();
  #version: number;
  #overrides: AgentOverrides;
  #settings: AgentSettings;

  private constructor(parts: AgentDefaultsParts, version: number, overrides: AgentOverrides) {
    this.#parts = parts;
    this.#version = version;
    this.#overrides = overrides;
    this.#settings = settingsOf(overrides);
  }

  /** Takes the newest version that can be read; a damaged one is logged and still counted. */
  static async load(parts: AgentDefaultsParts): Promise<AgentDefaults> {
    return parts.store.read(parts.applianceScope, async (reader) => {
      const keys = (await reader.keys(AGENT_DEFAULTS)).reverse();
      const highest = keys[0] === undefined ? 0 : versionOfKey(keys[0]);
      for (const key of keys) {
        try {
          const body = await reader.get(AGENT_DEFAULTS, key);
          if (body) return new AgentDefaults(parts, highest, body.agent);
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'storage-damaged') throw error;
          parts.logger.error({ key }, 'A version of the agent defaults is damaged; the one before is used');
        }
      }
      return new AgentDefaults(parts, highest, {});
    });
  }

  /** Every setting with its value. Frozen. */
  get(): AgentSettings {
    return this.#settings;
  }

  /**
   * Changes the defaults; `null` goes back to the built-in value. A change that changes nothing makes no version.
   * Rejects with `storage-failed` and leaves everything as it was when it can't be stored, and with `invalid` over a
   * transfer that can't be dialled.
   */
  update(patch: AgentPatch, by: string): Promise<AgentSettings> {
    return this.#serial(async () => {
      const agent = patchAgent(this.#overrides, patch);
      const changes = changesBetween(this.#overrides, agent);
      if (changes.length === 0) return this.#settings;
      if (patch.transfers !== undefined || patch.dialCountries !== undefined)
        checkDestinations(settingsOf(agent), []);
      const { store, applianceScope, clock, publish } = this.#parts;
      const version = this.#version + 1;
      const body: AgentDefaultsVersion = { version, at: isoNow(clock), by, changes, agent };
      await store.transact(applianceScope, (writer) => writer.put(AGENT_DEFAULTS, versionKey(version), body));
      this.#version = version;
      this.#overrides = agent;
      this.#settings = settingsOf(agent);
      publish({ type: 'defaults.changed' });
      return this.#settings;
    });
  }

  /** All versions, newest first. */
  versions(): Promise<AgentDefaultsVersion[]> {
    return this.#parts.store.read(this.#parts.applianceScope, async (reader) => {
      const found: AgentDefaultsVersion[] = [];
      for (const key of (await reader.keys(AGENT_DEFAULTS)).reverse()) {
        const body = await reader.get(AGENT_DEFAULTS, key);
        if (body) found.push(body);
      }
      return found;
    });
  }
}

function settingsOf(overrides: AgentOverrides): AgentSettings {
  return deepFreeze(effectiveSettings(BUILT_IN_AGENT, overrides));
}
