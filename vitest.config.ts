import { defineConfig } from 'vitest/config';

/** What is heard and measured in real time; beside other tests the computer would hear itself late. */
const REAL_TIME = ['test/e2e/openai-call.test.ts', 'test/e2e/panel-live.test.ts'];

const all = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: { ...all, name: 'alone', include: REAL_TIME, maxWorkers: 1, sequence: { groupOrder: 0 } },
      },
      {
        test: {
          ...all,
          name: 'beside',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: REAL_TIME,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
