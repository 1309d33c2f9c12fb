/** How often each call in progress looks around by itself. */
export const TICK_MS = 100;
