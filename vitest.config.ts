import { defineConfig } from 'vitest/config';

/** What is heard and measured in real time; beside other tests the computer would hear itself late. */
const REAL_TIME = ['test/e2e/openai-call.test.ts', 'test/e2e/panel-live.test.ts'];
/** Whole calls without a browser: they mostly wait until something has been said. */
const CALLS = 'test/e2e/!(panel-*|replay-panel|openai-call).test.ts';
const PANEL = 'test/e2e/{panel-*,replay-panel}.test.ts';

// To load the program anew for each file would take as long as many of the tests.
const all = {
  ...{ testTimeout: 30_000, hookTimeout: 60_000, isolate: false },
  expect: { poll: { timeout: 20_000 } },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: { ...all, name: 'alone', include: REAL_TIME, maxWorkers: 1, sequence: { groupOrder: 0 } },
      },
      {
        test: { ...all, name: 'calls', include: [CALLS], maxWorkers: 5, sequence: { groupOrder: 1 } },
      },
      {
        test: {
          ...all,
          name: 'panel',
          include: [PANEL],
          exclude: REAL_TIME,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...all,
          name: 'parts',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**'],
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
