import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { LONGEST_SCHEMA } from '../../contracts/tools.ts';
import type { Clock } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ListedTool } from '../external-tool.ts';

interface Shelf {
  tools: ListedTool[];
  /** Monotonic; when it is to be looked at again. */
  staleMs: number;
  isRefreshing: boolean;
}

const FRESH_MS = 5 * 60_000;
const RETRY_MS = 30_000;
const MOST_SHELVES = 500;
const MOST_TOOLS = 200;
const LONGEST_DESCRIPTION = 1_000;

/**
 * What servers offer, from memory: a call that begins gets what is known, and what has grown old is asked for again
 * behind it. A server that does not answer leaves what was known of it.
 */
export class McpCatalogue {
  readonly #shelves = new Map<string, Shelf>();
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  /** `key` names the server as it is set up; `fetch` asks it. */
  toolsOf(key: string, fetch: () => Promise<ListedTool[]>): ListedTool[] {
    const shelf = this.#shelves.get(key) ?? {
      tools: [],
      staleMs: this.#clock.monotonic(),
      isRefreshing: false,
    };
    this.#shelves.delete(key);
    this.#shelves.set(key, shelf);
    for (const oldest of this.#shelves.keys())
      if (this.#shelves.size > MOST_SHELVES) this.#shelves.delete(oldest);
    if (!shelf.isRefreshing && this.#clock.monotonic() >= shelf.staleMs) void this.#refresh(shelf, fetch);
    return shelf.tools;
  }

  async #refresh(shelf: Shelf, fetch: () => Promise<ListedTool[]>): Promise<void> {
    shelf.isRefreshing = true;
    try {
      shelf.tools = await fetch();
      shelf.staleMs = this.#clock.monotonic() + FRESH_MS;
    } catch (error) {
      shelf.staleMs = this.#clock.monotonic() + RETRY_MS;
      this.#logger.warn({ problem: messageOf(error) }, 'The tools of a server could not be listed');
    } finally {
      shelf.isRefreshing = false;
    }
  }
}

/** Everything a server offers, as far as it can be used. */
export async function listedTools(client: Client, signal: AbortSignal): Promise<ListedTool[]> {
  const found: ListedTool[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.listTools({ cursor }, { signal });
    // A model that is given too much refuses the whole session, and with it every call.
    for (const { name, description = '', inputSchema } of page.tools)
      if (JSON.stringify(inputSchema).length <= LONGEST_SCHEMA)
        found.push({ name, description: description.slice(0, LONGEST_DESCRIPTION), parameters: inputSchema });
    cursor = page.nextCursor;
  } while (cursor !== undefined && found.length < MOST_TOOLS);
  return found.slice(0, MOST_TOOLS);
}
