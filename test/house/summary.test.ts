import { describe, expect, it } from 'vitest';
import { countTests, summaryLine } from './summary.ts';

const report = (passed: number, failed: number, files: { status: string; tests: string[] }[]) =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numTotalTests: passed + failed,
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((of) => ({ status: of })),
    })),
  });

describe('the count of tests', () => {
  it('takes passed and failed tests from the report', () => {
    const json = report(2, 1, [
      { status: 'passed', tests: ['passed', 'passed'] },
      { status: 'failed', tests: ['failed'] },
    ]);
    expect(summaryLine(countTests(json))).toBe('2 passed, 1 failed');
  });

  it('counts a file that could not be loaded', () => {
    const json = report(2, 0, [
      { status: 'passed', tests: ['passed', 'passed'] },
      { status: 'failed', tests: [] },
    ]);
    expect(countTests(json)).toEqual({ passed: 2, failed: 1 });
  });

  it('counts a missing report as a failure', () => {
    expect(countTests(null)).toEqual({ passed: 0, failed: 1 });
  });
});
