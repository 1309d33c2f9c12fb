/** How one slider is shown and what it says to the agent. */
export interface SliderWording {
  title: string;
  group: string;
  /** What its two ends mean, in a few words. */
  low: string;
  high: string;
  /** In rising order: 0-29, 30-49, 51-64, 65-79, 80-100. Nothing is said at 50. */
  sentences: readonly [string, string, string, string, string];
}
