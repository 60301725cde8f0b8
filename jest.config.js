const scaffold = require('./.config/jest.config');

const shared = {
  modulePaths: [],
  moduleNameMapper: scaffold.moduleNameMapper,
  // The scaffold's swc writes ES5: generators become state machines, many times slower.
  transform: {
    '^.+\\.m?(t|j)sx?$': [
      '@swc/jest',
      { sourceMaps: 'inline', jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022' } },
    ],
  },
  transformIgnorePatterns: scaffold.transformIgnorePatterns,
  watchPathIgnorePatterns: scaffold.watchPathIgnorePatterns,
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/workbench/dist', '<rootDir>/.stryker'],
};

const rooms = '{src,simulator,workbench,scripts,tests,bench}';

/** `*.test.tsx` is about what is seen and runs in jsdom; `*.test.ts` runs in Node, unless its docblock says jsdom. */
module.exports = {
  // Where many share a processor, a test takes its time, and where nothing is built yet a build does.
  testTimeout: 600_000,
  projects: [
    {
      ...shared,
      displayName: 'seen',
      testEnvironment: 'jest-environment-jsdom',
      setupFilesAfterEnv: ['<rootDir>/jest-setup.js'],
      testMatch: [`<rootDir>/${rooms}/**/*.test.tsx`],
    },
    {
      ...shared,
      displayName: 'plain',
      testEnvironment: 'node',
      setupFiles: ['<rootDir>/tests/seed.js'],
      testMatch: [`<rootDir>/${rooms}/**/*.test.ts`],
    },
  ],
};
