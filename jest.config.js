const scaffold = require('./.config/jest.config');

const shared = {
  modulePaths: [],
  moduleNameMapper: scaffold.moduleNameMapper,
  transform: scaffold.transform,
  transformIgnorePatterns: scaffold.transformIgnorePatterns,
  watchPathIgnorePatterns: scaffold.watchPathIgnorePatterns,
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/workbench/dist'],
};

const rooms = '{src,simulator,workbench,scripts,tests/{conformance,exact}}';

/** `*.test.tsx` is about what is seen and runs in jsdom; `*.test.ts` runs in Node, unless its docblock says jsdom. */
module.exports = {
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
      testMatch: [`<rootDir>/${rooms}/**/*.test.ts`],
    },
  ],
};
