/**
 * Which faults the fast tests would let pass: `npm run mutation`, or of one folder `npm run mutation -- -m 'src/core/time/*.ts,!**\/*.test.ts'`.
 * The report is a page in coverage/mutation.
 */
export default {
  mutate: ['src/core/{time,execution,frames}/*.ts', '!**/*.test.ts'],
  testRunner: 'jest',
  jest: { projectType: 'custom', configFile: 'tests/mutation.jest.js', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  timeoutMS: 2000,
  timeoutFactor: 1.25,
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 85 },
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  htmlReporter: { fileName: 'coverage/mutation/index.html' },
  jsonReporter: { fileName: 'coverage/mutation/report.json' },
  tempDirName: '.stryker',
  ignorePatterns: ['dist', 'workbench/dist', 'coverage', 'pkg', 'docs'],
};
